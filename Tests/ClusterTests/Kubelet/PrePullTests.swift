// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

/// Images that are on the nodes before the release that needs them.
@Suite struct PrePullTests {
  /// Twenty nodes with a pod each; the image of 1 GB changes at 300 s.
  private static func world(
    _ order: ((inout TimelineEntry.PrePullOrder) -> Void)? = nil
  ) -> SmallScenario {
    var world = SmallScenario(nodes: 20, cores: 4, seconds: 900, isRunning: true)
    world.scenario.cluster.registry.bytesPerSecond = 500_000_000
    let reference = SmallScenario.reference("web")
    for image in ["registry:5000/web:1", "registry:5000/web:2"] {
      var web = SmallScenario.deployment("web", replicas: 20, cpuMillis: 1_500, image: image)
      web.spec.maxSurge = .string("100%")
      if image.hasSuffix("1") { world.add(web) } else { world.apply(web, at: 300) }
    }
    world.behave("web", imageBytes: 1_000_000_000)
    if let order {
      var entry = TimelineEntry.PrePullOrder(target: reference)
      entry.image = "registry:5000/web:2"
      entry.nodesPerSecond = 1
      order(&entry)
      world.at(10, .prePull(entry))
    }
    return world
  }

  /// How long the rollout took, and how many nodes held the new image when it began.
  private static func outcome(_ world: SmallScenario) -> (seconds: Double, holders: Int) {
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 299)
    let place = simulation.images.names.firstIndex(of: "registry:5000/web:2")
    let holders = place.map { simulation.images.holders[$0] } ?? 0
    simulation.run(until: simulation.endTime)
    #expect(simulation.auditFailures().isEmpty)
    let took = simulation.deployments.elements[0].lastRolloutDuration
    return (took?.seconds ?? .infinity, holders)
  }

  @Test func `a release finds its image there and waits for no registry`() {
    let without = Self.outcome(Self.world())
    let with = Self.outcome(Self.world { _ in })
    #expect(without.holders == 0 && with.holders == 20)
    // Twenty gigabytes through 500 MB/s are 40 s, and each node unpacks for ten.
    #expect(without.seconds > 50)
    #expect(with.seconds < without.seconds - 45, "\(with.seconds)")
  }

  @Test func `nodes begin one after the other at the rate of the order`() {
    var simulation = Simulation(Self.world { $0.nodesPerSecond = 0.5 }.scenario)
    simulation.run(toSecond: 20)
    // At 10, 12, 14, 16, 18 and 20 s; a transfer alone takes eight seconds by the node's card.
    #expect(simulation.prePulls[0].next == 6)
    #expect(simulation.transfers.activeCount > 0 && simulation.transfers.activeCount < 6)
  }

  @Test func `an order for another image or another pool brings nothing`() {
    #expect(Self.outcome(Self.world { $0.image = "other:2" }).holders == 0)
    #expect(Self.outcome(Self.world { $0.pool = "pool" }).holders == 20)
  }

  @Test func `a node that falls silent in its pull gets the image when a pod needs it`() {
    var world = Self.world { _ in }
    world.at(15, .failNodes(pool: "pool", count: 5, duration: .seconds(30)))
    let outcome = Self.outcome(world)
    #expect(outcome.holders < 20 && outcome.seconds < .infinity)
  }
}
