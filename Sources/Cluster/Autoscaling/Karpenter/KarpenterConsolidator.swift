// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// Finds nodes that can go, or that one cheaper node can replace.
///
/// It looks every ten seconds, and again 15 seconds later before anything is done. Methods in order:
/// empty nodes, many nodes at once, one node. Source: kubernetes-sigs/karpenter
/// pkg/controllers/disruption/{controller,emptiness,consolidation,multinodeconsolidation,
/// singlenodeconsolidation}.go. The bounds on its wall-clock time are not modelled.
package struct KarpenterConsolidator: Sendable {
  /// How often it looks.
  package static let pollingPeriod = SimulationDuration.seconds(10)
  /// The wait before a command is validated.
  package static let validationDelay = SimulationDuration.seconds(15)
  private static let mostCandidates = 100

  /// What shall be done.
  package struct Command: Sendable, Equatable {
    /// The nodes that go.
    package var nodes: [NodeIndex]
    /// The type that replaces them, by place in the catalogue; nil if none is needed.
    package var replacement: Int?
    /// Why.
    package var reason: KarpenterBudget.Reason
  }

  /// The types that can be bought.
  package var catalogue: [KarpenterInstanceType]
  /// What a pool allows.
  package struct Pool: Sendable, Equatable {
    /// How many nodes may be disrupted at once.
    package var budgets = [KarpenterBudget()]
    /// Whether only empty nodes go (`WhenEmpty`).
    package var onlyWhenEmpty = false

    /// Creates the default budget and policy.
    package init() {}
  }

  /// The pools by rank.
  package var pools = [Pool()]
  /// What moving a pod of each template costs, by its position; 1 beyond the end.
  package var evictionCosts: [Double] = []
  /// Whether the pods of each template are of a DaemonSet, by its position: they cost nothing, need
  /// no other place, and go with their node.
  package var isOfDaemonSet: [Bool] = []

  /// Creates a consolidator with the default budget and policy.
  package init(catalogue: [KarpenterInstanceType]) { self.catalogue = catalogue }

  /// The first command that saves something.
  package func decide(
    _ candidates: [KarpenterCandidate], nodes: borrowing NodeTable, scheduler: Scheduler
  ) -> Command? {
    let eligible = candidates.filter { isEligible($0) }
    let empty = withinBudgets(
      eligible.filter { disruptionCost($0, nodes) <= 1 }, .empty, of: candidates)
    if !empty.isEmpty {
      return Command(nodes: empty.map(\.node), replacement: nil, reason: .empty)
    }
    let rooms = pools.indices.map { allowed(.underutilized, ofPool: $0, candidates) }
    let used = eligible.filter {
      !pools[$0.pool].onlyWhenEmpty && rooms[$0.pool] > 0 && disruptionCost($0, nodes) > 1
    }
    let sorted = bySavings(used, nodes)
    let many = Array(
      withinBudgets(sorted, .underutilized, of: candidates).prefix(Self.mostCandidates))
    if let command = consolidateMany(many, candidates, nodes, scheduler) { return command }
    for candidate in sorted {
      if let command = consolidate([candidate], candidates, nodes, scheduler) { return command }
    }
    return nil
  }

  /// Whether a command still holds after the wait.
  package func isValid(
    _ command: Command, _ candidates: [KarpenterCandidate], nodes: borrowing NodeTable,
    scheduler: Scheduler
  ) -> Bool {
    let going = candidates.filter { command.nodes.contains($0.node) && isEligible($0) }
    guard going.count == command.nodes.count,
      withinBudgets(going, command.reason, of: candidates).count == going.count
    else { return false }
    if command.reason == .empty { return going.allSatisfy { disruptionCost($0, nodes) <= 1 } }
    guard let options = simulate(going, candidates, nodes, scheduler) else { return false }
    guard let replacement = command.replacement else { return options.isEmpty }
    return options.contains(replacement)
  }

  private func isEligible(_ candidate: KarpenterCandidate) -> Bool {
    !candidate.isBeingDeleted && !candidate.isBlocked && !candidate.isUnsettled
  }

  /// How many nodes of a pool may go now.
  private func allowed(
    _ reason: KarpenterBudget.Reason, ofPool pool: Int, _ candidates: [KarpenterCandidate]
  ) -> Int {
    let own = candidates.filter { $0.pool == pool }
    return KarpenterBudget.allowed(
      pools[pool].budgets, reason: reason, nodeCount: own.count,
      disruptedCount: own.count { $0.isBeingDeleted })
  }

  /// The first of some candidates that the budgets of their pools let go together.
  private func withinBudgets(
    _ wanted: [KarpenterCandidate], _ reason: KarpenterBudget.Reason,
    of candidates: [KarpenterCandidate]
  ) -> [KarpenterCandidate] {
    var rooms = pools.indices.map { allowed(reason, ofPool: $0, candidates) }
    return wanted.filter { candidate in
      guard rooms[candidate.pool] > 0 else { return false }
      rooms[candidate.pool] -= 1
      return true
    }
  }

  /// One for the node, and what each pod costs that has to move.
  private func disruptionCost(
    _ candidate: KarpenterCandidate, _ nodes: borrowing NodeTable
  ) -> Double {
    var cost = 1.0
    for group in nodes.pods[candidate.node] {
      guard !stays(group.template) else { continue }
      let place = group.template.position
      let own = place < evictionCosts.count ? evictionCosts[place] : 1
      cost += max(0, own) * Double(group.count)
    }
    return cost
  }

  /// Whether pods of a template stay with their node.
  private func stays(_ template: TemplateIndex) -> Bool {
    template.position < isOfDaemonSet.count && isOfDaemonSet[template.position]
  }

  /// The candidates by what they save for the disruption, the most first.
  private func bySavings(
    _ candidates: [KarpenterCandidate], _ nodes: borrowing NodeTable
  ) -> [KarpenterCandidate] {
    let ratios = candidates.map { catalogue[$0.type].pricePerHour / disruptionCost($0, nodes) }
    return candidates.indices
      .sorted { ratios[$0] == ratios[$1] ? $0 < $1 : ratios[$0] > ratios[$1] }
      .map { candidates[$0] }
  }

  /// The greatest number of the first candidates, at least two, that go together.
  private func consolidateMany(
    _ sorted: [KarpenterCandidate], _ all: [KarpenterCandidate],
    _ nodes: borrowing NodeTable, _ scheduler: Scheduler
  ) -> Command? {
    guard sorted.count >= 2 else { return nil }
    var found: Command?
    var (low, high) = (1, sorted.count - 1)
    while low <= high {
      let middle = (low + high) / 2
      if let command = consolidate(Array(sorted[...middle]), all, nodes, scheduler) {
        found = command
        low = middle + 1
      } else {
        high = middle - 1
      }
    }
    return found
  }

  private func consolidate(
    _ going: [KarpenterCandidate], _ all: [KarpenterCandidate], _ nodes: borrowing NodeTable,
    _ scheduler: Scheduler
  ) -> Command? {
    guard let options = simulate(going, all, nodes, scheduler) else { return nil }
    return Command(
      nodes: going.map(\.node), replacement: options.first, reason: .underutilized)
  }

  /// The types of which one could replace nodes, cheapest first; empty if the others suffice, nil
  /// if nothing is saved.
  private func simulate(
    _ going: [KarpenterCandidate], _ all: [KarpenterCandidate], _ nodes: borrowing NodeTable,
    _ scheduler: Scheduler
  ) -> [Int]? {
    // A second machine is never worth it, so the search ends at two.
    var solver = KarpenterSolver(nodes, scheduler: scheduler, catalogue: catalogue, limit: 2)
    let pods = solver.empty(going.map(\.node)) { stays($0) }
    let closed = Set(
      going.map(\.node) + all.filter { $0.isBeingDeleted || $0.isUnsettled }.map(\.node))
    let solution = solver.solve(pods) { !closed.contains($0) }
    guard solution.unplaced.isEmpty, solution.claims.count <= 1 else { return nil }
    guard let claim = solution.claims.first else { return [] }
    var bound = going.reduce(0) { $0 + catalogue[$1.type].pricePerHour }
    if going.count > 1 {
      // A type that is there already must not come back instead of staying.
      let types = Set(going.map(\.type))
      let own = claim.options.filter { types.contains($0) }
      bound = min(bound, own.map { catalogue[$0].pricePerHour }.min() ?? bound)
    }
    let cheaper = claim.options.filter { catalogue[$0].pricePerHour < bound }
    // Spot machines are not replaced by spot machines unless a gate that is off by default is on.
    if going.allSatisfy({ catalogue[$0.type].isSpot }),
      claim.options.contains(where: { catalogue[$0].isSpot })
    {
      return nil
    }
    return cheaper.isEmpty ? nil : cheaper
  }
}
