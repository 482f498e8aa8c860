// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// What becomes of evictions when many nodes are gone at once.
@Suite struct ZoneDisruptionTests {
  private static func simulation(nodes: Int, failed: Int, zones: [String] = []) -> Simulation {
    var world = SmallScenario(nodes: nodes, seconds: 1200, isRunning: true)
    world.scenario.cluster.nodePools[0].zones = zones
    world.add(SmallScenario.deployment("web", replicas: Int32(nodes)))
    world.at(20, .failNodes(pool: "pool", count: failed, duration: .seconds(700)))
    return Simulation(world.scenario)
  }

  private static func tainted(_ simulation: consuming Simulation) -> [Double] {
    simulation.run(until: simulation.endTime)
    _ = simulation.finish()
    return simulation.drain().events.filter { $0.reason == "NodeTaintedForEviction" }
      .map { Double($0.timeMicroseconds) / 1e6 }
  }

  @Test func `when all nodes are gone nobody is evicted for long`() {
    var simulation = Self.simulation(nodes: 4, failed: 4)
    simulation.run(toSecond: 90)
    #expect(simulation.health.allSatisfy { !$0.isReady })
    // The one that was tainted before the pass ended is spared again.
    #expect(simulation.health.allSatisfy { $0.evictingSince == nil })
    simulation.run(toSecond: 500)
    #expect(simulation.pods(isNew: true) { $0.isTerminating } == 0)
    simulation.run(until: simulation.endTime)
    #expect(simulation.readyCount == 4)
    let failures = simulation.auditFailures()
    #expect(failures == [])
  }

  @Test func `in a small zone that has lost most of its nodes evictions end`() {
    // The first node is tainted before the zone is judged, at the end of the pass.
    #expect(Self.tainted(Self.simulation(nodes: 10, failed: 6)).count <= 1)
    #expect(Self.tainted(Self.simulation(nodes: 10, failed: 5)).count == 5)
  }

  @Test func `in a large zone that has lost most of its nodes evictions slow down`() {
    let tainted = Self.tainted(Self.simulation(nodes: 60, failed: 40))
    #expect(tainted.count >= 6 && tainted.count <= 8, "\(tainted)")
    // The first wait begins when the zone is judged, at the end of a pass of some 200 requests.
    #expect(tainted[1] - tainted[0] > 100 && tainted[1] - tainted[0] < 115)
    for (first, second) in zip(tainted.dropFirst(), tainted.dropFirst(2)) {
      #expect(second - first > 99 && second - first < 101)
    }
  }

  @Test func `each zone has a rate of its own`() {
    // In two zones two queues move, each by one node in ten seconds.
    let apart = Self.tainted(Self.simulation(nodes: 12, failed: 4, zones: ["a", "b"]))
    let together = Self.tainted(Self.simulation(nodes: 12, failed: 4))
    #expect(apart.count == 4 && together.count == 4)
    #expect(apart[3] - apart[0] < 25)
    #expect(together[3] - together[0] > 29 && together[3] - together[0] < 32)
  }
}
