// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// What becomes of pods whose node is away for a while.
@Suite struct NodeReturnTests {
  private static func world(
    applicationStart: Int64, isProbed: Bool, away: (from: Double, seconds: Int64)
  ) -> SmallScenario {
    var world = SmallScenario(nodes: 1, seconds: 400)
    var deployment = SmallScenario.deployment("web", replicas: 1)
    if isProbed {
      var probe = Probe(handler: .tcpSocket(port: .int(80)))
      probe.periodSeconds = 1
      deployment.spec.template.spec.containers[0].readinessProbe = probe
    }
    world.add(deployment)
    world.behave("web", applicationStart: .seconds(applicationStart), requestCPU: .milliseconds(1))
    world.send([(0, 10)], to: "web")
    world.at(
      away.from, .failNodes(pool: "pool", count: 1, duration: .seconds(away.seconds)))
    return world
  }

  @Test(arguments: [3, 20, 40, 100, 200] as [Int64], [false, true])
  func `a pod answers again after its node was away`(seconds: Int64, isProbed: Bool) {
    // The application starts at about 32 s; the node is away from 20 s on.
    let world = Self.world(applicationStart: 30, isProbed: isProbed, away: (20, seconds))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 350)
    let before = simulation.loads[0].total.failed
    simulation.run(toSecond: 399)
    let state = (simulation.readyCount, simulation.loads[0].failingCount)
    #expect(state == (1, 0))
    #expect(simulation.loads[0].total.failed - before < 1e-6)
    let failures = simulation.auditFailures()
    #expect(failures == [])
  }

  @Test func `a pod is not ready before its application is`() {
    let world = Self.world(applicationStart: 60, isProbed: true, away: (10, 5))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 50)
    #expect(simulation.readyCount == 0)
    simulation.run(toSecond: 64)
    #expect(simulation.readyCount == 1)
  }

  @Test func `a ready pod serves on when its node was away for a moment`() {
    let world = Self.world(applicationStart: 1, isProbed: false, away: (100, 10))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 99.5)
    let before = simulation.loads[0].total.failed
    simulation.run(toSecond: 200)
    // Ten requests a second for ten seconds, and no pod was missed.
    #expect(abs(simulation.loads[0].total.failed - before - 100) < 1)
    #expect(simulation.readyCount == 1)
  }

  @Test func `a pod becomes available though its time came while its node was away`() {
    var world = SmallScenario(nodes: 1, seconds: 200)
    var deployment = SmallScenario.deployment("web", replicas: 1)
    deployment.spec.minReadySeconds = 20
    world.add(deployment)
    world.at(15, .failNodes(pool: "pool", count: 1, duration: .seconds(20)))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 100)
    #expect(simulation.replicaSets.elements[0].availableCount == 1)
  }

  @Test func `the first to fall silent is the first to be restored`() {
    var world = SmallScenario(nodes: 6, seconds: 100)
    for second in 0..<6 {
      world.at(Double(10 + second), .failNodes(pool: "pool", count: 1, duration: nil))
    }
    world.at(50, .restoreNodes(pool: "pool", count: 2))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let events = simulation.drain().events
    let failed = events.filter { $0.reason == "NodeFailed" }.map(\.object)
    let returned = events.filter { $0.reason == "NodeReturned" }.map(\.object)
    #expect(failed.count == 6)
    #expect(returned == Array(failed.prefix(2)))
  }

  @Test func `a second failure lasts as long as it says, whatever the first one said`() {
    var world = SmallScenario(nodes: 1, seconds: 300)
    world.at(10, .failNodes(pool: "pool", count: 1, duration: .seconds(100)))
    world.at(50, .restoreNodes(pool: "pool", count: 1))
    world.at(60, .failNodes(pool: "pool", count: 1, duration: .seconds(100)))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let returned = simulation.drain().events.filter { $0.reason == "NodeReturned" }
    #expect(returned.map(\.timeMicroseconds) == [50_000_000, 160_000_000])
  }

  @Test func `pods are evicted though their node came back for a moment without being heard`() {
    var world = SmallScenario(nodes: 2, seconds: 1000, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 2, cpuMillis: 5000))
    world.at(15, .failNodes(pool: "pool", count: 1, duration: .seconds(200)))
    world.at(215.001, .failNodes(pool: "pool", count: 2, duration: nil))
    world.at(216, .restoreNodes(pool: "pool", count: 1))
    var simulation = Simulation(world.scenario)
    for place in simulation.health.indices {
      simulation.health[place].heartbeatOffset = .seconds(9)
    }
    simulation.run(until: simulation.endTime)
    let evicted = simulation.pods(isNew: true) { $0.isTerminating }
    #expect(evicted >= 1)
  }

  @Test func `a rate of evictions next to nothing taints one node and stops nothing`() {
    var world = SmallScenario(nodes: 3, seconds: 2000, isRunning: true)
    world.scenario.cluster.controlPlane.nodeEvictionRate = 1e-300
    world.at(15, .failNodes(pool: "pool", count: 2, duration: nil))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let tainted = simulation.drain().events.count { $0.reason == "NodeTaintedForEviction" }
    #expect(tainted <= 1)
  }
}
