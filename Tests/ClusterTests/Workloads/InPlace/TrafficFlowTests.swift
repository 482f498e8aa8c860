// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

/// Weibo's flow: cut the traffic, check that none is left, remove, deploy, check, open.
@Suite struct TrafficFlowTests {
  private static let im = WorkloadReference(kind: "StatefulSetPlus", name: "im")

  /// Eight pods whose image changes at thirty seconds, two at a time.
  private static func world(
    propagation: SimulationDuration, check: Int32?, seed: UInt64 = 1
  ) -> SmallScenario {
    var world = SmallScenario(nodes: 2, seconds: 900, isRunning: true)
    world.scenario.seed = seed
    world.scenario.cluster.controlPlane.endpointPropagation = DurationSpread(
      median: propagation, p99: propagation * 4)
    for image in ["im:1", "im:2"] {
      var set = SmallScenario.statefulSetPlus(
        "im", replicas: 8, batches: 4, image: image, type: .inPlaceIfPossible)
      set.spec.updateStrategy.trafficCheckSeconds = check
      set.spec.minReadySeconds = 60
      if image == "im:1" {
        world.add(.statefulSetPlus(set))
      } else {
        world.apply(.statefulSetPlus(set), at: 30)
      }
    }
    var behavior = BehaviorBlock(target: im)
    behavior.startup.applicationStart = SmallScenario.constant(.zero)
    behavior.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(5))
    world.scenario.behavior = [behavior]
    var rate = TrafficBlock.RateBlock()
    rate.points = [.init(at: .zero, rate: 80)]
    world.scenario.traffic = [TrafficBlock(target: im, rate: rate)]
    return world
  }

  @Test(arguments: UInt64(1)...UInt64(20))
  func `a release that checks for traffic loses nothing however slow the proxies are`(
    seed: UInt64
  ) {
    var random = RandomStream(seed: seed, name: "flow")
    let propagation = SimulationDuration.milliseconds(Int64(100 + random.next(below: 9_000)))
    var failed: [Double] = []
    for check in [Int32(1), nil] {
      var simulation = Simulation(
        Self.world(propagation: propagation, check: check, seed: seed).scenario)
      simulation.run(until: simulation.endTime)
      #expect(simulation.pods(isNew: true) { $0.isReady } == 8, "seed \(seed)")
      #expect(simulation.auditFailures().isEmpty, "seed \(seed)")
      failed.append(simulation.loads[0].total.failed)
    }
    #expect(failed[0] < 1e-9, "seed \(seed)")
    if propagation > .seconds(4) { #expect(failed[1] > 0, "seed \(seed)") }
  }

  @Test
  func `no container stops before its pod has been without requests for the time of the check`() {
    let world = Self.world(propagation: .seconds(3), check: 7)
    var simulation = Simulation(world.scenario)
    var cutAt: [UInt32: SimulationTime] = [:]
    var stopped = 0
    for step in 300...3_000 {
      simulation.run(toSecond: Double(step) * 0.1)
      for slot in 0..<simulation.pods.slotCount {
        guard let handle = simulation.pods.handle(atSlot: slot) else { continue }
        let pod = simulation.pods[handle]
        if pod.loadGroup == .none, pod.isRestartDue, cutAt[handle.index] == nil {
          cutAt[handle.index] = simulation.now
        }
        guard pod.stage != .running, let cut = cutAt.removeValue(forKey: handle.index) else {
          continue
        }
        stopped += 1
        // The instants are known to a tenth of a second each.
        #expect(simulation.now - cut >= .milliseconds(6_900), "pod \(pod.ordinal)")
      }
    }
    #expect(stopped == 8)
  }

  @Test func `steps are as many as it takes, none of them greater`() {
    func batches(_ fields: String) -> (Int32?, [String]) {
      let set = ManifestReader.read(
        text: """
          apiVersion: platform.tkex/v1alpha1
          kind: StatefulSetPlus
          metadata: {name: im}
          spec:
            replicas: 10
            selector: {matchLabels: {a: b}}
            updateStrategy:
              type: InPlaceIfPossible
              inPlaceUpdateStrategy: {trafficCheckSeconds: 5}
              batchDeployConfig: {\(fields)}
            template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: "c:1"}]}}
          """, file: "t.yaml")
      let strategy = set.statefulSetPluses.first?.spec.updateStrategy
      return (strategy?.batchNum, set.diagnostics.map(\.message))
    }
    #expect(batches("scaleStep: 4") == (3, []))
    #expect(batches("scaleStep: 10") == (1, []))
    #expect(batches("scaleStep: 1") == (10, []))
    let path = "spec.updateStrategy.batchDeployConfig.scaleStep: "
    #expect(
      batches("scaleStep: 4, batchNum: 2").1 == [
        path + "found scaleStep and batches, expected only one of them"
      ])
    #expect(
      batches("scaleStep: 0").1 == [path + "found 0, expected a whole number from 1 to 2147483647"])
  }
}
