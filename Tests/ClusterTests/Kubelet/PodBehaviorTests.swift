// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

@Suite struct PodBehaviorTests {
  private static func behavior(
    _ block: BehaviorBlock? = nil, _ edit: (inout PodSpec) -> Void
  ) -> PodBehavior {
    var spec = PodSpec()
    spec.containers = [Container()]
    edit(&spec)
    return PodBehavior(spec, block, image: PullIndex(0), requestMillis: 250, nodeCores: 16)
  }

  private static func preStop(_ command: String...) -> Double {
    behavior { spec in
      spec.containers[0].lifecycle = Lifecycle()
      spec.containers[0].lifecycle?.preStop = .exec(command: command)
    }.preStop.seconds
  }

  @Test func `a sleep hook takes its seconds`() {
    let behavior = Self.behavior { spec in
      spec.containers[0].lifecycle = Lifecycle()
      spec.containers[0].lifecycle?.preStop = .sleep(seconds: 12)
    }
    #expect(behavior.preStop == .seconds(12))
  }

  @Test func `a command that sleeps takes as long as it sleeps`() {
    #expect(Self.preStop("sleep", "15") == 15)
    #expect(Self.preStop("/bin/sleep", "15") == 15)
    #expect(Self.preStop("/bin/sh", "-c", "sleep 5") == 5)
    #expect(Self.preStop("sh", "-c", "sleep 10 && nginx -s quit") == 10)
    #expect(Self.preStop("sh", "-c", "sleep 10; kill 1") == 10)
    #expect(Self.preStop("sh", "-c", "echo bye\nsleep 7\n") == 7)
  }

  @Test func `fractions and units of sleep are read`() {
    #expect(Self.preStop("sleep", "0.5") == 0.5)
    #expect(Self.preStop("sleep", "1.25s") == 1.25)
    #expect(Self.preStop("sleep", "2m") == 120)
    #expect(Self.preStop("sleep", "1h") == 3600)
  }

  @Test func `hooks of which nothing is known take no time`() {
    #expect(Self.preStop("/app/drain.sh") == 0)
    #expect(Self.preStop("sleep") == 0)
    #expect(Self.preStop("sleep", "$DELAY") == 0)
    #expect(Self.preStop("asleep", "5") == 0)
    #expect(Self.preStop() == 0)
  }

  @Test func `a hook takes a day at most`() {
    #expect(Self.preStop("sleep", "99999999999999999999") == 86_400)
    #expect(Self.preStop("sleep", "9999999d") == 86_400)
  }

  @Test func `the longest hook of the containers counts`() {
    let behavior = Self.behavior { spec in
      spec.containers = ([3, 9, 4] as [Int64]).map {
        var container = Container()
        container.lifecycle = Lifecycle()
        container.lifecycle?.preStop = .sleep(seconds: $0)
        return container
      }
    }
    #expect(behavior.preStop == .seconds(9))
  }

  private static func limit(_ millis: [Int64?], podLevel: Int64? = nil) -> Double {
    behavior { spec in
      spec.containers = millis.map {
        var container = Container()
        container.resources.limits["cpu"] = $0.map { Quantity(milli: $0) }
        return container
      }
      spec.resources.limits["cpu"] = podLevel.map { Quantity(milli: $0) }
    }.limitCores
  }

  @Test func `limits of containers add up, and one without a limit has the node's`() {
    #expect(Self.limit([500, 250]) == 0.75)
    #expect(Self.limit([500, nil]) == 16)
    #expect(Self.limit([nil]) == 16)
    #expect(Self.limit([0]) == 16)
    #expect(Self.limit([500, nil], podLevel: 3000) == 3)
  }

  @Test func `absurd limits neither overflow nor stop a pod`() {
    let huge = Self.limit([Int64.max, Int64.max])
    #expect(huge.isFinite && huge > 1e9)
    #expect(Self.limit([100], podLevel: 0) == 16)
    #expect(Self.limit([100], podLevel: -5) == 16)
  }

  private static func toleration(
    key: String, _ kind: Toleration.Operator = .exists, effect: Taint.Effect? = .noExecute,
    seconds: Int64? = nil
  ) -> Toleration {
    var toleration = Toleration()
    toleration.key = key
    toleration.operator = kind
    toleration.effect = effect
    toleration.tolerationSeconds = seconds
    return toleration
  }

  private static func unreachable(_ tolerations: Toleration...) -> Double? {
    behavior { $0.tolerations = tolerations }.unreachableToleration?.seconds
  }

  @Test func `pods stay five minutes on an unreachable node unless they say otherwise`() {
    let key = "node.kubernetes.io/unreachable"
    #expect(Self.unreachable() == 300)
    #expect(Self.unreachable(Self.toleration(key: "gpu", seconds: 5)) == 300)
    #expect(Self.unreachable(Self.toleration(key: key, seconds: 20)) == 20)
    #expect(Self.unreachable(Self.toleration(key: key, effect: nil, seconds: 20)) == 20)
    #expect(Self.unreachable(Self.toleration(key: key, effect: .noSchedule)) == 300)
    #expect(Self.unreachable(Self.toleration(key: key, seconds: -3)) == 0)
  }

  @Test func `a toleration without seconds is for ever, the least seconds count`() {
    let key = "node.kubernetes.io/unreachable"
    #expect(Self.unreachable(Self.toleration(key: key)) == nil)
    #expect(Self.unreachable(Self.toleration(key: "", effect: nil)) == nil)
    #expect(
      Self.unreachable(Self.toleration(key: key), Self.toleration(key: key, seconds: 40)) == 40)
    #expect(
      Self.unreachable(
        Self.toleration(key: key, seconds: 60), Self.toleration(key: "", seconds: 40)) == 40)
  }

  @Test func `an image that is present has nothing to pull`() {
    var block = BehaviorBlock(target: SmallScenario.reference("web"))
    block.startup.imageBytes = 500
    #expect(Self.behavior(block) { _ in }.imageBytes == 500)
    block.startup.isImagePresent = true
    #expect(Self.behavior(block) { _ in }.imageBytes == 0)
  }

  @Test func `grace period and request are those of the spec`() {
    let behavior = Self.behavior { $0.terminationGracePeriodSeconds = 45 }
    #expect(behavior.gracePeriod == .seconds(45))
    #expect(behavior.requestCores == 0.25)
    #expect(Self.behavior { $0.terminationGracePeriodSeconds = -1 }.gracePeriod == .zero)
  }
}
