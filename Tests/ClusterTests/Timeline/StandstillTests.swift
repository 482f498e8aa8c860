// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Controllers and scheduler stand still; pods and kubelets live on.
@Suite struct StandstillTests {
  private static func world(replicas: Int32 = 20) -> SmallScenario {
    var world = SmallScenario(nodes: 6, seconds: 2000, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: replicas))
    return world
  }

  private static func stall(_ world: inout SmallScenario, from second: Double, minutes: Int64) {
    world.at(second, .stallControlPlane(duration: .minutes(minutes)))
  }

  @Test func `a scale waits for the end of the standstill`() {
    var world = Self.world()
    Self.stall(&world, from: 50, minutes: 10)
    world.at(60, .scale(SmallScenario.reference("web"), replicas: 30))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 649.9)
    #expect(simulation.pods.count == 20 && simulation.readyCount == 20)
    simulation.run(toSecond: 655)
    #expect(simulation.readyCount == 30)
    let failures = simulation.auditFailures()
    #expect(failures == [])
  }

  @Test func `requests that wait for the client go out when it is over`() {
    var world = Self.world(replicas: 0)
    world.at(10, .scale(SmallScenario.reference("web"), replicas: 200))
    Self.stall(&world, from: 12, minutes: 10)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 12.2)
    let before = simulation.pods.count
    #expect(before > 30 && before < 100)
    simulation.run(toSecond: 611.9)
    #expect(simulation.pods.count == before)
    simulation.run(toSecond: 630)
    #expect(simulation.pods.count == 200)
  }

  @Test func `pods that are created and bound before it get ready in it`() {
    var world = Self.world(replicas: 0)
    world.scenario.cluster.kubelet.containerStart = SmallScenario.constant(.seconds(60))
    world.at(10, .scale(SmallScenario.reference("web"), replicas: 5))
    Self.stall(&world, from: 20, minutes: 10)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 300)
    #expect(simulation.readyCount == 5)
    #expect(simulation.replicaSets.elements[0].status.ready < 5)
    simulation.run(toSecond: 621)
    #expect(simulation.replicaSets.elements[0].status.ready == 5)
  }

  @Test func `a node that falls silent in it is missed a grace period after its end`() {
    var world = Self.world()
    Self.stall(&world, from: 50, minutes: 10)
    world.at(100, .failNodes(pool: "pool", count: 1, duration: nil))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let missed = simulation.drain().events.first { $0.reason == "NodeNotReady" }
    let second = Double(missed?.timeMicroseconds ?? 0) / 1e6
    #expect(second >= 700 && second < 705.1, "\(second)")
  }

  @Test func `a second standstill in the first one makes it longer`() {
    var world = Self.world()
    Self.stall(&world, from: 50, minutes: 2)
    Self.stall(&world, from: 100, minutes: 5)
    Self.stall(&world, from: 110, minutes: 1)
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let events = simulation.drain().events
    #expect(events.count { $0.reason == "ControlPlaneStalled" } == 3)
    let resumed = events.filter { $0.reason == "ControlPlaneResumed" }
    #expect(resumed.map(\.timeMicroseconds) == [400_000_000])
  }
}
