// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Nodes that come and go in a running simulation.
struct NodeProvisioningTests {
  /// One node of eight cores and a pool that may grow, with pods of one core.
  private func world(
    replicas: Int32 = 20, seconds: Int64 = 600, time: SimulationDuration = .seconds(60),
    _ change: (inout NodePoolBlock, inout NodeAutoscalingBlock) -> Void = { _, _ in }
  ) -> SmallScenario {
    var world = SmallScenario(nodes: 1, seconds: seconds)
    var pool = world.scenario.cluster.nodePools[0]
    pool.name = "burst"
    pool.count = 0
    var autoscaling = NodeAutoscalingBlock(minSize: 0, maxSize: 10)
    autoscaling.provisioning.time = SmallScenario.constant(time)
    change(&pool, &autoscaling)
    pool.autoscaling = autoscaling
    world.scenario.cluster.nodePools.append(pool)
    world.add(SmallScenario.deployment("web", replicas: replicas, cpuMillis: 1000))
    return world
  }

  @Test
  func `waiting pods get nodes after the time that a machine takes`() {
    var simulation = Simulation(world().scenario)
    simulation.run(toSecond: 69)
    #expect(simulation.readyCount == 8)
    #expect(simulation.nodeGroups[0].targetSize == 2)
    #expect(simulation.nodeGroups[0].upcoming.count == 2)
    simulation.run(toSecond: 80)
    #expect(simulation.readyCount == 20)
    #expect(simulation.nodes.presentCount == 3)
    #expect(simulation.nodes.names.elements.contains("burst-0001"))
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test
  func `pods come sooner the sooner machines do`() {
    var ready: [Int] = []
    for time in [SimulationDuration.zero, .seconds(60), .minutes(4)] {
      var simulation = Simulation(world(time: time).scenario)
      simulation.run(toSecond: 30)
      ready.append(simulation.readyCount)
      simulation.run(toSecond: 90)
      ready.append(simulation.readyCount)
      simulation.run(toSecond: 300)
      ready.append(simulation.readyCount)
    }
    #expect(ready == [20, 20, 20, 8, 20, 20, 8, 8, 20])
  }

  @Test
  func `nodes go back when the pods do, and what they cost is counted`() throws {
    var world = world(seconds: 3600) { pool, _ in pool.price = 3.6 }
    world.at(300, .scale(SmallScenario.reference("web"), replicas: 4))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 600)
    #expect(simulation.nodes.presentCount == 3)
    simulation.run(until: simulation.endTime)
    #expect(simulation.nodes.presentCount == 1)
    #expect(simulation.readyCount == 4)
    #expect(simulation.auditFailures().isEmpty)
    let ledger = simulation.ledgers[1]
    #expect(ledger.most == 2)
    #expect(ledger.count == 0)
    let removed = simulation.drain().events.filter { $0.reason == "RemovingNode" }
    try #require(removed.count == 2)
    // Both were ordered at ten seconds and paid for until they went, at 0.001 a second.
    let seconds = removed.reduce(0) { $0 + Double($1.timeMicroseconds) / 1e6 - 10 }
    #expect(abs(ledger.cost(at: simulation.now) - seconds * 0.001) < 1e-9)
    #expect(abs(ledger.nodeHours(at: simulation.now) - seconds / 3600) < 1e-9)
  }

  @Test
  func `a provider gives no more than its stock`() {
    var simulation = Simulation(
      world(replicas: 40) { $1.provisioning.stock = 2 }.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.nodes.presentCount == 3)
    #expect(simulation.readyCount == 24)
    #expect(simulation.ledgers[1].failed > 0)
    #expect(simulation.nodeGroups[0].targetSize == 2 + simulation.nodeGroups[0].failedCount)
  }

  @Test
  func `orders that always fail are tried again after five minutes`() {
    var simulation = Simulation(world { $1.provisioning.failureRatio = 1 }.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.nodes.presentCount == 1)
    let orders = simulation.drain().events.filter { $0.reason == "TriggeredScaleUp" }
    // At 10 s; the failure is seen at 70 s, and the group is tried again after 300 s more.
    #expect(orders.map { $0.timeMicroseconds / 1_000_000 } == [10, 380])
  }

  @Test
  func `a failure in half of the orders is drawn for each machine alike`() {
    func ordinals(_ replicas: Int32) -> [String] {
      var simulation = Simulation(
        world(replicas: replicas, seconds: 200) { $1.provisioning.failureRatio = 0.5 }.scenario)
      simulation.run(until: simulation.endTime)
      return simulation.nodes.names.elements.filter { $0.hasPrefix("burst") }.sorted()
    }
    let few = ordinals(40)
    let many = ordinals(60)
    #expect(Set(few).isSubset(of: many))
    #expect(!few.isEmpty && many.count < 7)
  }

  @Test
  func `the pool of the highest rank grows first and the next when its stock ends`() {
    var world = world(replicas: 40) { _, autoscaling in
      autoscaling.priority = 20
      autoscaling.provisioning.stock = 2
    }
    var cloud = world.scenario.cluster.nodePools[1]
    cloud.name = "cloud"
    cloud.autoscaling?.priority = 10
    cloud.autoscaling?.provisioning.stock = nil
    world.scenario.cluster.nodePools.append(cloud)
    world.scenario.cluster.nodeAutoscaler.expander = ["priority"]
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    // Nodes on their way to a group that has just failed are not counted on, so the next group
    // gets nodes for all pods (GetUpcomingNodes in cluster-autoscaler/clusterstate).
    #expect(simulation.ledgers.map(\.count) == [1, 2, 4])
    #expect(simulation.readyCount == 40)
  }

  @Test
  func `a run with nodes that come and go is the same twice`() {
    var digests: Set<String> = []
    for _ in 0..<2 {
      var world = world(seconds: 2000) { _, autoscaling in
        autoscaling.provisioning.time = DurationSpread(median: .seconds(60), p99: .seconds(200))
        autoscaling.provisioning.failureRatio = 0.2
      }
      world.at(400, .scale(SmallScenario.reference("web"), replicas: 60))
      world.at(900, .scale(SmallScenario.reference("web"), replicas: 3))
      world.at(500, .failNodes(pool: "burst", count: 2, duration: .seconds(90)))
      var simulation = Simulation(world.scenario)
      for second in stride(from: 10.0, through: 2000, by: 10) {
        simulation.run(toSecond: second)
        #expect(simulation.auditFailures().isEmpty)
      }
      _ = simulation.finish()
      digests.insert(simulation.digestHex)
    }
    #expect(digests.count == 1)
  }
}
