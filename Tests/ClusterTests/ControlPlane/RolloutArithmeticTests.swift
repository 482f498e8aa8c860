// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Rollouts of other shapes than the recorded one, against what can be worked out by hand.
@Suite struct RolloutArithmeticTests {
  private static let start = 60.0

  private static func simulation(
    replicas: Int32, surge: IntOrString, unavailable: IntOrString, minReady: Int32 = 0,
    nodes: Int = 50, at start: Double = start
  ) -> Simulation {
    var world = SmallScenario(nodes: nodes, cores: 64, seconds: 1500, isRunning: true)
    world.scenario.cluster.kubelet.sandbox = SmallScenario.constant(.zero)
    world.scenario.cluster.kubelet.containerStart = SmallScenario.constant(.seconds(10))
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(5))
    var old = SmallScenario.deployment("web", replicas: replicas)
    old.spec.maxSurge = surge
    old.spec.maxUnavailable = unavailable
    old.spec.minReadySeconds = minReady
    var new = old
    new.spec.template.spec.containers[0].image = "app:2"
    world.add(old)
    world.apply(new, at: start)
    return Simulation(world.scenario)
  }

  private static func duration(_ simulation: consuming Simulation) -> Double {
    simulation.run(until: simulation.endTime)
    return simulation.deployments.elements[0].lastRolloutDuration?.seconds ?? .nan
  }

  @Test func `without surge and with one missing, pods are replaced one after the other`() {
    // Ten seconds for each, and some writes in between.
    let seconds = Self.duration(
      Self.simulation(replicas: 10, surge: .int(0), unavailable: .int(1)))
    #expect(seconds > 100 && seconds < 101.5, "\(seconds)")
  }

  @Test func `with one pod of surge and none missing it takes as long`() {
    let seconds = Self.duration(
      Self.simulation(replicas: 10, surge: .int(1), unavailable: .int(0)))
    #expect(seconds > 100 && seconds < 101.5, "\(seconds)")
  }

  @Test func `with a surge of all pods they start at once`() {
    let seconds = Self.duration(
      Self.simulation(replicas: 20, surge: .string("100%"), unavailable: .int(0)))
    #expect(seconds > 10 && seconds < 11.5, "\(seconds)")
  }

  @Test func `two thousand replicas are bound by the client of the ReplicaSet controller`() {
    var simulation = Self.simulation(
      replicas: 2000, surge: .string("25%"), unavailable: .string("25%"), nodes: 100)
    simulation.run(until: simulation.endTime)
    let seconds = simulation.deployments.elements[0].lastRolloutDuration?.seconds ?? .nan
    // 2,000 deletions and as many creations, at 20 a second after a burst of 30; then the status
    // of two ReplicaSets, each time that a batch has ended.
    let least = (4000.0 - 30) / 20
    #expect(seconds > least && seconds < least * 1.25, "\(seconds) for at least \(least)")
  }

  @Test(arguments: [60.0, 60.4, 60.8]) func `pods become available at whole seconds`(
    start: Double
  ) {
    var simulation = Self.simulation(
      replicas: 4, surge: .string("100%"), unavailable: .int(0), minReady: 10, at: start)
    simulation.run(toSecond: start + 11)
    #expect(simulation.pods(isNew: true) { $0.isReady } == 4)
    // The condition keeps the second 70 only, whatever part of it had passed.
    let second = (start + 10.05).rounded(.down) + 10
    simulation.run(toSecond: second - 0.01)
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == 0)
    simulation.run(toSecond: second + 0.01)
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == 4)
    let seconds = Self.duration(simulation)
    #expect(abs(start + seconds - second) < 0.5, "\(seconds)")
  }
}
