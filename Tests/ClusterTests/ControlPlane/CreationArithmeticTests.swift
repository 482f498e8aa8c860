// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// How long controllers take for many pods, against what the rules of their clients add up to.
@Suite struct CreationArithmeticTests {
  private static func world(replicas: Int32, factor: Double = 1) -> SmallScenario {
    var world = SmallScenario(nodes: 100, cores: 64, seconds: 1200)
    world.add(SmallScenario.deployment("web", replicas: replicas, cpuMillis: 10))
    world.scenario.cluster.controlPlane.controllerManager.qps *= factor
    world.scenario.cluster.controlPlane.controllerManager.burst *= Int(factor)
    world.scenario.cluster.controlPlane.scheduler.qps *= factor
    world.scenario.cluster.controlPlane.scheduler.burst *= Int(factor)
    return world
  }

  /// The instant of the last creation, and the requests of the ReplicaSet controller until then.
  private static func lastCreation(_ world: SmallScenario) -> (seconds: Double, requests: Int64) {
    var simulation = Simulation(world.scenario)
    let wanted = simulation.deployments.elements[0].specReplicas
    while simulation.pods.count < wanted, simulation.now < simulation.endTime {
      simulation.run(until: simulation.now + .milliseconds(10))
    }
    let client = simulation.controllers[Int(ControllerKind.replicaSet.rawValue)].client
    return (simulation.now.seconds, client.reservedCount)
  }

  @Test(arguments: [(10_000, 1), (10_000, 10), (2000, 1), (501, 1), (40, 1)] as [(Int32, Double)])
  func `pods are created as fast as the client of the ReplicaSet controller lets them`(
    replicas: Int32, factor: Double
  ) {
    let (seconds, requests) = Self.lastCreation(Self.world(replicas: replicas, factor: factor))
    // Besides the pods there are 25 events at most, and a few writes of the status after each
    // batch of 500.
    let syncs = Double((replicas + 499) / 500)
    let least = (Double(replicas) - 30 * factor) / (20 * factor)
    let most = (Double(replicas) + 25 + 4 * syncs - 30 * factor) / (20 * factor) + 0.1 * syncs + 0.2
    #expect(seconds >= least && seconds <= most, "\(seconds) in \(least)...\(most)")
    let others = requests - Int64(replicas)
    #expect(others <= 25 + Int64(4 * syncs), "\(others)")
    // The client is never idle for long: what it has sent is what its bucket has given.
    let granted = 30 * factor + 20 * factor * seconds
    #expect(Double(requests) > granted - 30 * factor - 20 * factor, "\(requests) of \(granted)")
  }

  @Test func `the scheduler keeps up with the ReplicaSet controller`() {
    // Its client lets 50 requests a second pass for the 20 of the other.
    var simulation = Simulation(Self.world(replicas: 2000).scenario)
    simulation.run(toSecond: 60)
    let waiting = simulation.replicaSets.elements[0].pendingCount
    #expect(waiting < 5, "\(waiting)")
    #expect(simulation.pods.count > 1000)
  }

  @Test func `an ideal control plane sends no events`() {
    var world = Self.world(replicas: 100)
    world.scenario.cluster.controlPlane = .ideal
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 30)
    let client = simulation.controllers[Int(ControllerKind.replicaSet.rawValue)].client
    #expect(simulation.readyCount == 100)
    // Its creations, and the status a few times.
    #expect(client.reservedCount >= 100 && client.reservedCount < 120, "\(client.reservedCount)")
  }
}
