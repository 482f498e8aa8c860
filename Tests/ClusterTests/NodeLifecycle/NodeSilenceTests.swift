// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Five of fifty nodes fall silent, against what Kubernetes 1.36.2 did.
@Suite struct NodeSilenceTests {
  // The monitor's passes lie 4.9 s after multiples of five of the recording.
  private static let start = 100.1

  private static func simulation() -> Simulation {
    var world = SmallScenario(nodes: 50, cores: 32, seconds: 700, isRunning: true)
    world.scenario.cluster.kubelet.sandbox = SmallScenario.constant(.zero)
    world.scenario.cluster.kubelet.containerStart = SmallScenario.constant(.seconds(10))
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.zero)
    world.add(SmallScenario.deployment("web", replicas: 500, cpuMillis: 1000))
    world.at(
      start,
      .failNodes(pool: "pool", count: 5, duration: SimulationDuration(seconds: 427.2)))
    var simulation = Simulation(world.scenario)
    // The last leases were renewed 9.6 s before.
    for place in simulation.health.indices {
      simulation.health[place].heartbeatOffset = .milliseconds(500)
    }
    return simulation
  }

  private static func times(_ reason: String, _ events: [EventRecord]) -> [Double] {
    events.filter { $0.reason == reason }.map { Double($0.timeMicroseconds) / 1e6 - start }
  }

  @Test func `detection, eviction and replacement come when they came in the recording`() throws {
    let recorded = try #require(try RecordedTrajectory.read("node-silence").perNode)
    var simulation = Self.simulation()
    simulation.run(until: simulation.endTime)
    _ = simulation.finish()
    let batch = simulation.drain()
    let silent = Self.times("NodeNotReady", batch.events)
    let tainted = Self.times("NodeTaintedForEviction", batch.events)
    let deleted = batch.pods.map(\.stages.terminating).filter { $0 >= 0 }
      .map { Double($0) / 1e6 - Self.start }.sorted()
    let replacements = batch.pods.filter { $0.stages.created > 1_000_000 }
    let created = replacements.map { Double($0.stages.created) / 1e6 - Self.start }.sorted()
    let ready = replacements.map { Double($0.stages.ready) / 1e6 - Self.start }.sorted()
    let gone = batch.pods.map(\.stages.deleted).filter { $0 >= 0 }
    print("silence: found \(silent), tainted \(tainted)")
    print(
      "replacements \(created.first ?? -1) to \(created.last ?? -1), ready to \(ready.last ?? -1)")

    #expect(silent.count == 5)
    let found = recorded.map(\.ready).reduce(0, +) / 5
    #expect(silent.allSatisfy { abs($0 - found) < 0.2 })
    #expect(tainted.count == 5)
    for (mine, theirs) in zip(tainted, recorded.map(\.noExecute).sorted()) {
      #expect(abs(mine - theirs) < 1.2, "\(mine) for \(theirs)")
    }
    #expect(deleted.count == 50 && created.count == 50 && ready.count == 50)
    let theirs = recorded.map { $0.deleted[0] }.sorted()
    for node in 0..<5 { #expect(abs(deleted[node * 10] - theirs[node]) < 2) }
    #expect(abs(created[0] - 346.7) < 2 && abs(created[49] - 386.3) < 2)
    #expect(abs(ready[0] - 356.8) < 2 && abs(ready[49] - 396.4) < 2)
    // The deleted pods stay until their node returns.
    #expect(gone.count == 50)
    #expect(gone.allSatisfy { Double($0) / 1e6 - Self.start >= 427.2 })
  }

  @Test func `the Deployment sees fifty pods less until they are replaced`() {
    var simulation = Self.simulation()
    simulation.run(toSecond: Self.start + 44)
    #expect(simulation.readyCount == 500)
    simulation.run(toSecond: Self.start + 48)
    #expect(simulation.readyCount == 450)
    simulation.run(toSecond: Self.start + 340)
    #expect(simulation.readyCount == 450)
    simulation.run(toSecond: Self.start + 400)
    #expect(simulation.readyCount == 500)
    let failures = simulation.auditFailures()
    #expect(failures == [])
  }

  @Test func `nodes that came back are ready at their first heartbeat and take pods`() {
    var simulation = Self.simulation()
    simulation.run(toSecond: Self.start + 438)
    #expect(simulation.health.allSatisfy { $0.isReady && !$0.isSilent })
    let taints = simulation.nodes.indices.reduce(0) { $0 + simulation.nodes.taints[$1].count }
    #expect(taints == 0)
  }
}
