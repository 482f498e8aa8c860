// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// The status of a ReplicaSet as its controller writes it: late, and again after a conflict.
@Suite struct ReplicaSetStatusTests {
  private static func world() -> SmallScenario {
    var world = SmallScenario(nodes: 20, cores: 32, seconds: 300, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 200))
    return world
  }

  private static func reserved(_ simulation: borrowing Simulation) -> Int64 {
    simulation.controllers[Int(ControllerKind.replicaSet.rawValue)].client.reservedCount
  }

  @Test func `the status after a batch tells of the pods before it`() {
    var world = Self.world()
    world.at(50, .scale(SmallScenario.reference("web"), replicas: 120))
    var simulation = Simulation(world.scenario)
    // 80 deletions: 30 at once, 50 at 20 a second.
    simulation.run(toSecond: 52.3)
    let index = simulation.deployments.elements[0].replicaSets[0]
    let during = simulation.replicaSets[index]
    #expect(during.activeCount < 170 && during.status.replicas == 200)
    #expect(during.hasUnseenChange)
    simulation.run(toSecond: 60)
    let after = simulation.replicaSets[index]
    #expect(after.status == ReplicaSetState.Status(replicas: 120, ready: 120, available: 120))
    #expect(!after.hasUnseenChange)
  }

  @Test func `the status counts pods that end until they are gone`() {
    var world = Self.world()
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(20))
    world.at(50, .scale(SmallScenario.reference("web"), replicas: 190))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 60)
    let index = simulation.deployments.elements[0].replicaSets[0]
    #expect(simulation.replicaSets[index].status.terminating == 10)
    #expect(simulation.deployments.elements[0].terminatingCount == 10)
    simulation.run(toSecond: 80)
    #expect(simulation.replicaSets[index].status.terminating == 0)
    #expect(simulation.deployments.elements[0].terminatingCount == 0)
  }

  @Test func `a write by somebody else during a sync costs a read and a second write`() {
    // The same scale in one step, and in two of which the second meets the sync of the first.
    var single = Self.world()
    single.at(50, .scale(SmallScenario.reference("web"), replicas: 240))
    var double = Self.world()
    double.at(50, .scale(SmallScenario.reference("web"), replicas: 239))
    double.at(50.5, .scale(SmallScenario.reference("web"), replicas: 240))
    var first = Simulation(single.scenario)
    var second = Simulation(double.scenario)
    first.run(toSecond: 51.2)
    second.run(toSecond: 51.2)
    first.run(toSecond: 200)
    second.run(toSecond: 200)
    #expect(first.readyCount == 240 && second.readyCount == 240)
    #expect(Self.reserved(second) > Self.reserved(first))
  }

  @Test func `the requests of the controller are those that its work takes`() {
    var world = Self.world()
    world.at(50, .scale(SmallScenario.reference("web"), replicas: 201))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 49)
    let before = Self.reserved(simulation)
    simulation.run(toSecond: 100)
    // The pod, its event; the status for the generation, the new pod and its readiness.
    #expect(Self.reserved(simulation) - before == 5)
  }
}
