// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Hooks after the start: Kubernetes kills the container at the first failure, Weibo tries again.
@Suite struct PostStartTests {
  /// When the pods of a Deployment had started, in microseconds, and how many were killed before.
  private static func starts(
    replicas: Int32, failures: Double, retries: Int, seed: UInt64 = 1, seconds: Int64 = 600
  ) -> (started: [Int64], killed: Int) {
    var world = SmallScenario(nodes: 8, cores: 64, seconds: seconds)
    world.scenario.seed = seed
    world.scenario.cluster.controlPlane = .ideal
    world.add(SmallScenario.deployment("web", replicas: replicas))
    world.behave("web")
    var hook = BehaviorBlock.PostStartBlock()
    hook.time = .seconds(2)
    hook.failureRatio = failures
    hook.retries = retries
    world.scenario.behavior[0].postStart = hook
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.auditFailures().isEmpty)
    _ = simulation.finish()
    let batch = simulation.drain()
    return (
      batch.pods.map(\.stages.started), batch.events.count { $0.reason == "FailedPostStartHook" }
    )
  }

  @Test func `a hook holds the start back for its time`() {
    let without = Self.starts(replicas: 1, failures: 0, retries: 0).started
    // Half a second for the sandbox, one for the container, two for the hook.
    #expect(without.allSatisfy { $0 >= 3_500_000 && $0 < 3_600_000 }, "\(without)")
  }

  @Test(arguments: [(0.3, 0), (0.3, 1), (0.3, 3), (0.5, 2)])
  func `the share of containers that start at once is one less the failures of all tries`(
    failures: Double, retries: Int
  ) {
    var (killed, count) = (0, 0)
    for seed in UInt64(1)...5 {
      let outcome = Self.starts(
        replicas: 400, failures: failures, retries: retries, seed: seed, seconds: 60)
      killed += outcome.killed
      count += outcome.started.count
    }
    #expect(count == 2_000)
    var expected = 1.0
    for _ in 0...retries { expected *= failures }
    let share = Double(killed) / Double(count)
    let deviation = (expected * (1 - expected) / Double(count)).squareRoot()
    #expect(abs(share - expected) < 5 * deviation, "\(share), expected \(expected)")
  }

  @Test func `a container that is killed waits for its back-off`() {
    let outcome = Self.starts(replicas: 300, failures: 0.5, retries: 0)
    #expect(outcome.killed > 100)
    // The first kill costs a stop of a second, ten of back-off and another start with its hook.
    let late = outcome.started.filter { $0 > 4_000_000 }
    #expect((late.min() ?? 0) >= 3_500_000 + 14_000_000)
    #expect(late.count == outcome.killed)
  }

  @Test func `a hook that always fails never lets a container start`() {
    let outcome = Self.starts(replicas: 3, failures: 1, retries: 2, seconds: 3_600)
    #expect(outcome.started.allSatisfy { $0 < 0 } && outcome.killed == 3)
  }
}
