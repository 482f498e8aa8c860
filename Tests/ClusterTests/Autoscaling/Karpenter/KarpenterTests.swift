// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Testing

@testable import Cluster

/// Buying machines by price, and giving them back.
struct KarpenterTests {
  /// Types of 2, 4, 8 and 16 cores at 1 for four cores an hour, the smallest a little dearer.
  private let catalogue = [2, 4, 8, 16].map { (cores: Int64) in
    KarpenterInstanceType(
      name: "c-\(cores)",
      template: AutoscaledWorld.node("c-\(cores)", cores: cores, labels: ["size": "\(cores)"]),
      pricePerHour: Double(cores) / 4 + (cores == 2 ? 0.1 : 0))
  }

  private func solve(_ world: borrowing AutoscaledWorld, limit: Int = .max) -> KarpenterSolution {
    var solver = KarpenterSolver(
      world.nodes, scheduler: world.scheduler, catalogue: catalogue, limit: limit)
    return solver.solve(world.view.pending)
  }

  @Test
  func `pods fill the largest type and the cheapest that holds them is bought`() {
    var world = AutoscaledWorld()
    world.wait(world.template("web"), count: 21)
    let solution = solve(world)
    #expect(solution.claims.map(\.podCount) == [16, 5])
    // Five pods need eight cores; the others are too small or dearer.
    #expect(solution.claims.map { catalogue[$0.options[0]].name } == ["c-16", "c-8"])
    #expect(solution.unplaced.isEmpty)
  }

  @Test
  func `nodes that are there are used first`() {
    var world = AutoscaledWorld()
    world.addGroup("a", size: 2)
    world.wait(world.template("web"), count: 9)
    let solution = solve(world)
    #expect(solution.placedCount == 8)
    #expect(solution.claims.map(\.options) == [[0, 1, 2, 3]])
  }

  @Test
  func `labels narrow the types and what nothing holds is told`() {
    var world = AutoscaledWorld()
    world.wait(world.template("small") { $0.spec.nodeSelector = ["size": "4"] }, count: 5)
    world.wait(world.template("huge", cpuMillis: 17_000), count: 1)
    let solution = solve(world)
    #expect(solution.claims.map(\.options) == [[1], [1]])
    #expect(solution.unplaced.map(\.count) == [1])
    let bounded = solve(world, limit: 1)
    #expect(bounded.unplaced.map(\.count) == [1, 1])
  }

  @Test
  func `a batch ends when no pod came for a second, or after ten`() {
    var batcher = KarpenterBatcher()
    #expect(batcher.dueAt == nil)
    batcher.trigger(at: .zero)
    #expect(batcher.dueAt == .zero + .seconds(1))
    for half in 1...30 {
      batcher.trigger(at: .zero + .milliseconds(500 * Int64(half)))
      if half >= 18 { #expect(batcher.dueAt == .zero + .seconds(10)) }
    }
    batcher.finish()
    #expect(batcher.dueAt == nil)
  }

  @Test
  func `budgets are a tenth rounded up and the strictest counts`() {
    func allowed(_ budgets: [KarpenterBudget], _ count: Int, _ disrupted: Int = 0) -> Int {
      KarpenterBudget.allowed(
        budgets, reason: .empty, nodeCount: count, disruptedCount: disrupted)
    }
    var none = KarpenterBudget()
    none.nodes = .int(0)
    var other = none
    other.reasons = [.underutilized]
    #expect(allowed([KarpenterBudget()], 1) == 1)
    #expect(allowed([KarpenterBudget()], 11) == 2)
    #expect(allowed([KarpenterBudget()], 11, 2) == 0)
    #expect(allowed([KarpenterBudget(), none], 11) == 0)
    #expect(allowed([KarpenterBudget(), other], 11) == 2)
    #expect(allowed([], 11) == 11)
  }

  @Test
  func `moving a pod costs more the more it matters`() {
    #expect(KarpenterCandidate.evictionCost(deletionCost: 0, priority: 0) == 1)
    #expect(KarpenterCandidate.evictionCost(deletionCost: 134_217_728, priority: 0) == 2)
    #expect(KarpenterCandidate.evictionCost(deletionCost: 0, priority: 33_554_432) == 2)
    #expect(KarpenterCandidate.evictionCost(deletionCost: 0, priority: 2_000_000_000) == 10)
    #expect(KarpenterCandidate.evictionCost(deletionCost: -2e9, priority: -1) == -10)
  }

  /// A world with one node for each type given, with pods of one core on each.
  private func consolidate(
    _ nodes: [(type: Int, pods: Int)], _ change: (inout KarpenterConsolidator) -> Void = { _ in },
    _ mark: (inout [KarpenterCandidate]) -> Void = { _ in }
  ) -> KarpenterConsolidator.Command? {
    var world = AutoscaledWorld()
    let template = world.template("web")
    var candidates: [KarpenterCandidate] = []
    for (place, node) in nodes.enumerated() {
      var machine = catalogue[node.type].template
      machine.metadata.name = "node-\(place)"
      let index = world.nodes.add(machine)
      for _ in 0..<node.pods { world.nodes.place(template, on: index) }
      candidates.append(KarpenterCandidate(node: index, type: node.type))
    }
    var consolidator = KarpenterConsolidator(catalogue: catalogue)
    consolidator.pools[0].budgets[0].nodes = .string("100%")
    change(&consolidator)
    mark(&candidates)
    let command = consolidator.decide(
      candidates, nodes: world.nodes, scheduler: world.scheduler)
    if let command {
      let isValid = consolidator.isValid(
        command, candidates, nodes: world.nodes, scheduler: world.scheduler)
      #expect(isValid)
      candidates[command.nodes[0].position].isUnsettled = true
      let isStillValid = consolidator.isValid(
        command, candidates, nodes: world.nodes, scheduler: world.scheduler)
      #expect(!isStillValid)
    }
    return command
  }

  @Test
  func `empty nodes go first, as many as the budget allows`() {
    let nodes = [(1, 0), (1, 1), (1, 0), (1, 0)]
    #expect(consolidate(nodes)?.nodes.map(\.position) == [0, 2, 3])
    #expect(consolidate(nodes)?.reason == .empty)
    #expect(consolidate(nodes) { $0.pools[0].budgets[0].nodes = .int(2) }?.nodes.count == 2)
    #expect(consolidate([(1, 4)]) { $0.pools[0].onlyWhenEmpty = true } == nil)
  }

  @Test
  func `several nodes become one that is cheaper, or none`() {
    // Three nodes of four cores with one pod each: one node of four cores would do, but its type is
    // there already, so two go and one stays.
    let command = consolidate([(1, 1), (1, 1), (1, 1)])
    #expect(command?.nodes.count == 2)
    #expect(command?.replacement == nil)
    // Two of sixteen with three pods each become one of eight.
    let large = consolidate([(3, 3), (3, 3)])
    #expect(large?.nodes.count == 2)
    #expect(large?.replacement == 2)
  }

  @Test
  func `one node is replaced only by a cheaper one`() {
    #expect(consolidate([(3, 3)])?.replacement == 1)
    #expect(consolidate([(1, 4)]) == nil)
    #expect(consolidate([(1, 2)])?.replacement == 0)
    #expect(consolidate([(3, 3)], { _ in }, { $0[0].isBlocked = true }) == nil)
  }
}
