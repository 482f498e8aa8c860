// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// StatefulSets of OpenKruise in a running cluster.
@Suite struct AdvancedStatefulSetRunTests {
  private static func scenario(
    replicas: Int32 = 6, policy: CloneSet.UpdateStrategyType = .inPlaceIfPossible,
    _ change: (inout AdvancedStatefulSet) -> Void = { _ in }
  ) -> SmallScenario {
    var small = SmallScenario(nodes: 4, isRunning: true)
    small.add(SmallScenario.advancedStatefulSet("db", replicas: replicas, policy: policy, change))
    small.apply(
      SmallScenario.advancedStatefulSet(
        "db", replicas: replicas, image: "app:2", policy: policy, change), at: 10)
    return small
  }

  private static func leastReady(_ simulation: inout Simulation) -> Int {
    var least = simulation.readyCount
    for step in 1...1_500 {
      simulation.run(toSecond: Double(step) * 0.1)
      least = min(least, simulation.readyCount)
    }
    return least
  }

  @Test(arguments: [IntOrString.int(1), .int(3), .string("50%")])
  func `in place as many pods are missing as may be, and no more`(most: IntOrString) {
    var simulation = Simulation(
      Self.scenario { $0.spec.updateStrategy.maxUnavailable = most }.scenario)
    let least = Self.leastReady(&simulation)
    #expect(least == 6 - (most.scaled(total: 6, roundingUp: false) ?? 0))
    #expect(simulation.pods(isNew: true) { $0.isReady && $0.marks.restarts == 1 } == 6)
  }

  @Test func `recreated pods keep their names`() {
    var simulation = Simulation(Self.scenario(policy: .recreate).scenario)
    let lives = simulation.runToLives()
    #expect(lives.count == 12 && Set(lives.map(\.name)) == Set((0..<6).map { "default/db-\($0)" }))
    #expect(simulation.pods(isNew: true) { $0.isReady } == 6)
  }

  @Test func `the partition keeps the low ordinals old`() {
    var simulation = Simulation(
      Self.scenario { $0.spec.updateStrategy.partition = 4 }.scenario)
    simulation.run(until: simulation.endTime)
    let new = simulation.deployments.elements[0].template
    let ordinals = simulation.numberedPods(of: DeploymentIndex(rawValue: 0))
      .filter { simulation.pods[$0].template == new }.map { simulation.pods[$0].ordinal }
    #expect(ordinals.sorted() == [4, 5])
  }

  @Test func `reserved ordinals have no pod`() {
    var small = SmallScenario(nodes: 4, isRunning: true)
    small.add(
      SmallScenario.advancedStatefulSet("db", replicas: 4) { $0.spec.reserveOrdinals = [1] })
    small.at(10, .scale(WorkloadReference(kind: "StatefulSet", name: "db"), replicas: 5))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    let ordinals = simulation.numberedPods(of: DeploymentIndex(rawValue: 0))
      .map { simulation.pods[$0].ordinal }.sorted()
    #expect(ordinals == [0, 2, 3, 4, 5] && simulation.readyCount == 5)
  }

  @Test func `with the readiness gate a pod leaves before its grace period, without it after`() {
    /// Seconds from the apply until a first pod is not ready.
    func delay(hasGate: Bool) -> Double {
      var simulation = Simulation(
        Self.scenario {
          $0.spec.updateStrategy.inPlaceGracePeriodSeconds = 20
          if hasGate {
            $0.spec.template.spec.readinessGates = [Simulation.inPlaceUpdateGate]
          }
        }.scenario)
      for step in 0..<1_000 {
        simulation.run(toSecond: 10 + Double(step) * 0.1)
        if simulation.readyCount < 6 { return Double(step) * 0.1 }
      }
      return -1
    }
    #expect((0..<1).contains(delay(hasGate: true)))
    #expect((19..<22.5).contains(delay(hasGate: false)))
  }

  @Test func `an ordered set creates one pod after the other`() {
    var small = SmallScenario(nodes: 4)
    small.add(
      SmallScenario.advancedStatefulSet("db", replicas: 4) {
        $0.spec.podManagementPolicy = .orderedReady
      })
    var simulation = Simulation(small.scenario)
    let lives = simulation.runToLives()
    #expect(lives.map(\.name) == (0..<4).map { "default/db-\($0)" })
    for (first, second) in zip(lives, lives.dropFirst()) {
      #expect(second.stages.created >= first.stages.ready)
    }
  }
}
