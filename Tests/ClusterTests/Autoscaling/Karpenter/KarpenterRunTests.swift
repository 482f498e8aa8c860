// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Karpenter in a running simulation.
struct KarpenterRunTests {
  @Test
  func `a batch of pods gets the cheapest machines after their time`() {
    var simulation = Simulation(KarpenterWorld().scenario)
    simulation.run(toSecond: 20)
    // Four pods fit on the node that is there; sixteen fill one machine.
    #expect(simulation.readyCount == 4)
    #expect(simulation.karpenter?.claims.count == 1)
    simulation.run(toSecond: 60)
    #expect(simulation.readyCount == 20)
    #expect(simulation.nodes.names.elements == ["pool-0001", "general-0001"])
    #expect(simulation.auditFailures().isEmpty)
    let events = simulation.drain().events
    let created = events.filter { $0.reason == "NodeClaimCreated" }
    #expect(created.count == 1)
    // The last pod found no node within the first second; the batch ends one second later.
    #expect(created.allSatisfy { (1_000_000...2_000_000).contains($0.timeMicroseconds) })
    let ready = events.first { $0.reason == "Initialized" }?.timeMicroseconds ?? 0
    #expect(ready - (created.first?.timeMicroseconds ?? 0) == 42_000_000)
  }

  @Test
  func `nodes go back when the pods do and what they cost adds up`() throws {
    var world = KarpenterWorld(replicas: 36, seconds: 1800)
    world.small.at(300, .scale(SmallScenario.reference("web"), replicas: 3))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 290)
    #expect(simulation.nodes.presentCount == 3)
    simulation.run(until: simulation.endTime)
    #expect(simulation.readyCount == 3)
    #expect(simulation.nodes.presentCount == 1)
    #expect(simulation.auditFailures().isEmpty)
    let events = simulation.drain().events
    let created = events.filter { $0.reason == "NodeClaimCreated" }
    let removed = events.filter { $0.reason == "RemovingNode" }
    try #require(created.count == 2 && removed.count == 2)
    // Two machines of sixteen cores at 4 an hour, from order to end.
    let end = removed.reduce(0) { $0 + Double($1.timeMicroseconds) / 3.6e9 }
    let start = created.reduce(0) { $0 + Double($1.timeMicroseconds) / 3.6e9 }
    let ledger = simulation.ledgers[1]
    #expect(abs(ledger.cost(at: simulation.now) - (end - start) * 4) < 1e-9)
    #expect(abs(ledger.nodeHours(at: simulation.now) - (end - start)) < 1e-9)
    #expect(ledger.removed == 2 && ledger.count == 0)
  }

  @Test
  func `a node that is too large is replaced by a cheaper one, which comes first`() {
    var world = KarpenterWorld(replicas: 16, seconds: 1200)
    // Pods that do not fit on the node that is there.
    world.small.scenario.cluster.nodePools[0].capacity["cpu"] = Quantity(milli: 500)
    world.small.scenario.cluster.nodePools[0].allocatable["cpu"] = Quantity(milli: 500)
    world.small.at(300, .scale(SmallScenario.reference("web"), replicas: 3))
    var simulation = Simulation(world.scenario)
    var leastReady = Int.max
    for second in stride(from: 310.0, through: 1200, by: 1) {
      simulation.run(toSecond: second)
      leastReady = min(leastReady, simulation.nodes.presentCount)
    }
    #expect(leastReady == 2)
    let types = simulation.karpenter?.machines.map { simulation.karpenter?.catalogue[$0.type].name }
    #expect(types == ["c-16", "c-4"])
    #expect(simulation.karpenter?.machines.map(\.isGone) == [true, false])
    #expect(simulation.readyCount == 3)
  }

  @Test
  func `what was found is checked again 15 seconds later`() {
    var world = KarpenterWorld(seconds: 600)
    world.pool.consolidateAfterSeconds = 30
    world.small.at(300, .scale(SmallScenario.reference("web"), replicas: 2))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let events = simulation.drain().events
    let disrupted = events.first { $0.reason == "Disrupted" }?.timeMicroseconds ?? 0
    // Pods end within three seconds, the node rests for 30, and a look comes every ten.
    #expect(disrupted > 345_000_000 && disrupted < 361_000_000)
  }

  @Test(arguments: [
    (NodePool.ConsolidationPolicy.whenEmpty, Int64?(0)), (.whenEmptyOrUnderutilized, nil),
  ])
  func `a pool says whether nodes with pods go at all`(
    policy: NodePool.ConsolidationPolicy, wait: Int64?
  ) {
    var world = KarpenterWorld(replicas: 20, seconds: 1200)
    world.pool.consolidationPolicy = policy
    world.pool.consolidateAfterSeconds = wait
    world.small.at(300, .scale(SmallScenario.reference("web"), replicas: 10))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.karpenter?.machines.map(\.isGone) == [false])
  }

  @Test
  func `a disruption budget of pods keeps their node`() {
    var world = KarpenterWorld(replicas: 20, seconds: 1200)
    var budget = PodDisruptionBudget()
    budget.spec.selector = LabelSelector(matchLabels: ["app": "web"])
    budget.spec.maxUnavailable = .int(0)
    world.small.add(.podDisruptionBudget(budget))
    world.small.at(300, .scale(SmallScenario.reference("web"), replicas: 10))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.karpenter?.machines.map(\.isGone) == [false])
  }

  @Test
  func `a pool buys no more than its limits allow`() {
    var world = KarpenterWorld(replicas: 60, seconds: 300)
    world.pool.limits["cpu"] = Quantity(24)
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.readyCount == 4 + 24)
    let cores = simulation.nodes.indices.filter { simulation.nodes.pool[$0] == 1 }
      .reduce(0) { $0 + simulation.nodes.allocatable[$1].cpuMillis }
    #expect(cores == 24_000)
  }

  @Test
  func `the pool of the greatest weight is asked first and requirements bind it`() {
    var world = KarpenterWorld(replicas: 20, seconds: 300)
    var small = world.pool
    small.metadata.name = "small"
    small.weight = 50
    small.requirements = [
      .init(key: "node.kubernetes.io/instance-type", operator: .in, values: ["c-4"]),
      .init(key: "team", operator: .in, values: ["a"]),
    ]
    small.limits["cpu"] = Quantity(8)
    world.small.add(.nodePool(small))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.readyCount == 20)
    let names = simulation.nodes.names.elements.sorted()
    #expect(names == ["general-0001", "pool-0001", "small-0001", "small-0002"])
    let node = simulation.nodes.indices.first { simulation.nodes.names[$0] == "small-0001" }
    let labels = node.map { simulation.nodes.labels[$0] }
    #expect(labels?["team"] == "a")
    #expect(labels?["karpenter.sh/nodepool"] == "small")
  }

  @Test
  func `orders that fail are placed again`() {
    var world = KarpenterWorld(replicas: 40, seconds: 900)
    world.small.scenario.cluster.nodeAutoscaler.karpenter.failureRatio = 0.5
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.readyCount == 40)
    #expect(simulation.ledgers[1].failed > 0)
    #expect(
      simulation.ledgers[1].ordered
        == simulation.ledgers[1].failed + (simulation.karpenter?.machines.count ?? 0))
  }

  @Test
  func `nodes go at the age of their pool and others take their pods`() {
    var world = KarpenterWorld(replicas: 20, seconds: 800)
    world.pool.expireAfterSeconds = 400
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.karpenter?.machines.first?.isGone == true)
    #expect(simulation.karpenter?.machines.count == 2)
    #expect(simulation.readyCount == 20)
  }

  @Test
  func `a budget with a schedule holds in its window only`() {
    var pool = NodePool()
    pool.budgets[0].nodes = .int(0)
    pool.budgets[0].schedule = "0 9 * * *"
    pool.budgets[0].durationSeconds = 8 * 3600
    let state = KarpenterState(KarpenterBlock(), pools: [pool], firstPlace: 0)
    let day: Int64 = 20_000 * 86_400
    for (hour, expected) in [(8, 0), (9, 1), (16, 1), (18, 0)] {
      #expect(state.budgets(ofPool: 0, atSecond: day + Int64(hour) * 3600).count == expected)
    }
  }

  @Test
  func `a hundred nodes come inside the limits that Karpenter gives itself`() {
    var world = KarpenterWorld(replicas: 404, cpuMillis: 4000, seconds: 600)
    // Pods wait for machines alone.
    world.small.scenario.cluster.controlPlane = .ideal
    world.small.scenario.cluster.nodePools[0].capacity["cpu"] = Quantity(16)
    world.small.scenario.cluster.nodePools[0].allocatable["cpu"] = Quantity(16)
    let spread = DurationSpread(median: .seconds(35), p99: .seconds(60))
    world.small.scenario.cluster.nodeAutoscaler.karpenter.registration = spread
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 240)
    #expect(simulation.readyCount == 404)
    #expect(simulation.karpenter?.machines.count == 100)
    let events = simulation.drain().events
    let orders = events.filter { $0.reason == "NodeClaimCreated" }.map(\.timeMicroseconds)
    let waits = events.filter { $0.reason == "FailedScheduling" }.map(\.timeMicroseconds)
    // A batch is at most ten seconds old, and a machine registers within 15 minutes.
    #expect(orders.count == 100)
    #expect((orders.max() ?? 0) - (waits.min() ?? 0) < 20_000_000)
    for machine in simulation.karpenter?.machines ?? [] {
      #expect(machine.joinedAt - machine.orderedAt < .minutes(15))
    }
    #expect(simulation.auditFailures().isEmpty)
  }

  /// Random worlds: pods come and go, nodes fail to come, budgets of nodes and pods.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `budgets hold, cost adds up and a run is the same twice`(seed: UInt64) {
    var digests: Set<String> = []
    for _ in 0..<2 {
      var stream = RandomStream(seed: seed, name: "karpenter-world")
      var world = KarpenterWorld(replicas: Int32(5 + stream.next(below: 60)), seconds: 1500)
      world.small.scenario.seed = seed
      world.small.scenario.cluster.nodeAutoscaler.karpenter.failureRatio = 0.1
      let most = 1 + stream.next(below: 3)
      world.pool.budgets[0].nodes = .int(Int32(most))
      world.pool.consolidateAfterSeconds = Int64(stream.next(below: 40))
      var budget = PodDisruptionBudget()
      budget.spec.selector = LabelSelector(matchLabels: ["app": "web"])
      let away = 1 + stream.next(below: 4)
      budget.spec.maxUnavailable = .int(Int32(away))
      world.small.add(.podDisruptionBudget(budget))
      for step in 1...6 {
        world.small.at(
          Double(step * 200),
          .scale(SmallScenario.reference("web"), replicas: stream.next(below: 70)))
      }
      var simulation = Simulation(world.scenario)
      var evicted = 0
      for second in stride(from: 5.0, through: 1500, by: 5) {
        simulation.run(toSecond: second)
        #expect(simulation.auditFailures().isEmpty, "seed \(seed)")
        let leaving = simulation.karpenter?.machines.count { $0.isLeaving && !$0.isGone } ?? 0
        #expect(leaving <= most, "seed \(seed), \(second) s")
        evicted += simulation.drain().events.count { $0.reason == "Evicted" }
      }
      _ = simulation.finish()
      expectCost(of: simulation, seed: seed)
      digests.insert(simulation.digestHex + " \(evicted)")
    }
    #expect(digests.count == 1, "seed \(seed)")
  }

  private func expectCost(of simulation: borrowing Simulation, seed: UInt64) {
    guard let state = simulation.karpenter else { return }
    let ledger = simulation.ledgers[1]
    #expect(ledger.count == state.machines.count { !$0.isGone }, "seed \(seed)")
    let running = state.machines.filter { !$0.isGone }
      .map {
        (simulation.now - $0.orderedAt).seconds / 3600 * state.catalogue[$0.type].pricePerHour
      }
      .reduce(0, +)
    #expect(ledger.cost(at: simulation.now) >= running - 1e-9, "seed \(seed)")
    #expect(
      ledger.ordered == ledger.failed + state.machines.count + state.claims.count, "seed \(seed)")
  }

  @Test
  func `evictions never take more pods than a disruption budget allows`() {
    var world = KarpenterWorld(replicas: 36, seconds: 1800)
    var budget = PodDisruptionBudget()
    budget.spec.selector = LabelSelector(matchLabels: ["app": "web"])
    budget.spec.maxUnavailable = .int(2)
    world.small.add(.podDisruptionBudget(budget))
    world.small.at(300, .scale(SmallScenario.reference("web"), replicas: 14))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 310)
    var least = Int.max
    for second in stride(from: 310.0, through: 1800, by: 0.5) {
      simulation.run(toSecond: second)
      least = min(least, simulation.readyCount)
    }
    #expect(least >= 12)
    let evicted = simulation.drain().events.contains { $0.reason == "Evicted" }
    #expect(evicted)
    #expect(simulation.nodes.presentCount == 2)
  }
}
