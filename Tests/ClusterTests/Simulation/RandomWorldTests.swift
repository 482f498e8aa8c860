// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario
import Testing

@testable import Cluster

/// What holds in every small world, whatever happens there.
@Suite struct RandomWorldTests {
  /// Runs a few events at a time and returns the first broken invariants with their instant.
  private static func firstFailures(seed: UInt64) -> String? {
    var simulation = Simulation(RandomWorld(seed: seed).scenario)
    var audited: Int64 = -1
    while true {
      // At least every ten events, though never between two at one instant.
      if simulation.eventCount >= audited + 10 {
        audited = simulation.eventCount
        let failures = simulation.auditFailures()
        if !failures.isEmpty { return "seed \(seed) at \(simulation.now): \(failures.prefix(3))" }
      }
      guard let next = simulation.queue.nextTime, next <= simulation.endTime else { return nil }
      simulation.run(until: next)
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>) func `invariants hold all the time`(seed: UInt64) {
    let failures = Self.firstFailures(seed: seed)
    #expect(failures == nil)
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func `requests are served, failed or waiting`(
    seed: UInt64
  ) {
    var simulation = Simulation(RandomWorld(seed: seed).scenario)
    simulation.run(until: simulation.endTime)
    for load in simulation.loads {
      let accounted = load.total.served + load.total.failed + load.queued
      #expect(
        abs(load.total.demand - accounted) < 1e-6 * max(1, load.total.demand), "seed \(seed)")
    }
  }

  /// Restores everything at the end and asks whether the cluster comes to rest as it was asked to.
  @Test(arguments: 0..<20 as Range<UInt64>) func `a cluster that is left alone comes to rest`(
    seed: UInt64
  ) {
    var world = RandomWorld(seed: seed).scenario
    let end = SimulationTime.zero + .seconds(400)
    world.timeline = world.timeline.filter { $0.at < end }
    world.timeline.append(
      TimelineEntry(at: end + .seconds(200), action: .restoreNodes(pool: "pool", count: 99)))
    world.duration = .seconds(2000)
    var simulation = Simulation(world)
    simulation.run(until: simulation.endTime)
    let silent = simulation.health.count { $0.isSilent || !$0.isReady }
    #expect(silent == 0, "seed \(seed)")
    for deployment in simulation.deployments.elements where !deployment.isPaused {
      let sets = deployment.replicaSets.map { simulation.replicaSets[$0] }
      let active = sets.reduce(0) { $0 + $1.activeCount }
      let pending = sets.reduce(0) { $0 + $1.pendingCount }
      let ready = sets.reduce(0) { $0 + $1.readyCount }
      let available = sets.reduce(0) { $0 + $1.availableCount }
      let gone = sets.reduce(0) { $0 + $1.pods.count } - active
      #expect(gone == 0, "seed \(seed), \(deployment.name): \(gone) pods still end")
      #expect(ready + pending == active && available == ready, "seed \(seed), \(deployment.name)")
      // Room may be missing for a surge, so a rollout may be stuck, but not with room to spare.
      if pending == 0 {
        #expect(active == deployment.specReplicas, "seed \(seed), \(deployment.name)")
        let current = sets.filter { $0.template == deployment.template }
        #expect(
          current.reduce(0) { $0 + $1.activeCount } == active, "seed \(seed), \(deployment.name)")
      }
    }
    let answering = simulation.loads.reduce(0) { $0 + $1.failingCount }
    #expect(answering == 0, "seed \(seed): \(answering) pods never answer")
  }
}
