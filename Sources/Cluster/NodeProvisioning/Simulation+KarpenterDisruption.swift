// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Karpenter gives nodes back: what costs less is found, checked again after a wait and done.
extension Simulation {
  static let disruptedTaint = Taint(key: "karpenter.sh/disrupted", effect: .noSchedule)
  /// How long nothing is looked for again in a cluster that has not changed
  /// (kubernetes-sigs/karpenter pkg/controllers/state/cluster.go, ConsolidationState).
  private static let settledTime = SimulationDuration.minutes(5)
  private static let doNotDisrupt = "karpenter.sh/do-not-disrupt"
  private static let deletionCost = "controller.kubernetes.io/pod-deletion-cost"

  /// Looks for nodes that can go, or looks again at those that were found.
  mutating func lookForDisruption(validates: Bool) {
    guard karpenter != nil else { return }
    setBudgets()
    if validates {
      let isDone = validateProposal()
      planLook(after: isDone ? .zero : KarpenterConsolidator.pollingPeriod)
      return
    }
    expireNodes()
    guard let command = findCommand() else {
      planLook(after: KarpenterConsolidator.pollingPeriod)
      return
    }
    karpenter?.proposed = command
    schedule(
      .karpenterLooked(validates: true), after: KarpenterConsolidator.validationDelay,
      .controllers)
  }

  private mutating func planLook(after delay: SimulationDuration) {
    let next = now + delay
    if next <= endTime { schedule(.karpenterLooked(validates: false), at: next, .controllers) }
  }

  private mutating func setBudgets() {
    guard let state = karpenter else { return }
    for rank in state.pools.indices {
      let budgets = state.budgets(ofPool: rank, atSecond: unixSecond)
      karpenter?.consolidator.pools[rank].budgets = budgets
    }
    while let count = karpenter?.consolidator.evictionCosts.count,
      count < compiledTemplates.count
    {
      let compiled = compiledTemplates[count]
      let mark = compiled.specification.metadata.annotations[Self.deletionCost]
      karpenter?.consolidator.evictionCosts.append(
        KarpenterCandidate.evictionCost(
          deletionCost: mark.flatMap { Int32($0) }.map(Double.init) ?? 0,
          priority: nodes.templates[compiled.template].priority))
      karpenter?.consolidator.isOfDaemonSet.append(
        deployments[compiled.deployment].kind == .daemonSet)
    }
  }

  /// What saves money now; nil also if the cluster is as it was when nothing did.
  private mutating func findCommand() -> KarpenterConsolidator.Command? {
    guard let state = karpenter else { return nil }
    let candidates = disruptionCandidates()
    let eligible = candidates.count { !$0.isUnsettled && !$0.isBlocked && !$0.isBeingDeleted }
    let point = KarpenterState.SettledPoint(
      changeCount: nodes.changes.end, eligibleCount: eligible, until: now + Self.settledTime)
    if let known = state.settledAt, known.changeCount == point.changeCount,
      known.eligibleCount == eligible, now < known.until
    {
      return nil
    }
    let command = state.consolidator.decide(
      candidates, nodes: nodes, scheduler: schedulers[0])
    karpenter?.settledAt = command == nil ? point : nil
    return command
  }

  private mutating func validateProposal() -> Bool {
    guard let state = karpenter, let command = state.proposed else { return false }
    karpenter?.proposed = nil
    guard
      state.consolidator.isValid(
        command, disruptionCandidates(), nodes: nodes, scheduler: schedulers[0])
    else { return false }
    carryOut(command)
    return true
  }

  /// The nodes that are there for some time, with what keeps them.
  private mutating func disruptionCandidates() -> [KarpenterCandidate] {
    guard let state = karpenter else { return [] }
    let counts = countBudgets()
    let kinds = drainability()
    var isBlocking: [Bool?] = Array(repeating: nil, count: compiledTemplates.count)
    return state.machines.compactMap { machine in
      guard !machine.isGone, machine.isInitialized else { return nil }
      var candidate = KarpenterCandidate(node: machine.node, type: machine.type)
      candidate.pool = state.catalogue[machine.type].pool
      let wait = state.pools[candidate.pool].manifest.consolidateAfterSeconds
      candidate.isUnsettled = wait.map { now - machine.podEventAt < .seconds($0) } ?? true
      // A node that is not ready counts as disrupted, too.
      candidate.isBeingDeleted = machine.isLeaving || !health[machine.node.position].isReady
      for group in nodes.pods[machine.node] where kinds[group.template.position] != .ignored {
        let place = group.template.position
        let isHeld = isBlocking[place] ?? isHeld(group.template, counts)
        isBlocking[place] = isHeld
        if isHeld { candidate.isBlocked = true }
      }
      return candidate
    }
  }

  /// Whether an annotation or a disruption budget keeps pods of a template where they are.
  private func isHeld(_ template: TemplateIndex, _ counts: [DisruptionBudgetCount]) -> Bool {
    let annotations = compiledTemplates[template.position].specification.metadata.annotations
    if annotations[Self.doNotDisrupt] == "true" { return true }
    let matching = budgets.indices.filter {
      budgets[$0].exists && budgets[$0].matches(nodes.templates[template])
    }
    return matching.count > 1 || matching.contains { counts[$0].allowed == 0 }
  }

  // MARK: Commands

  /// Lets nodes go, after a machine that replaces them has come if one is needed.
  private mutating func carryOut(_ command: KarpenterConsolidator.Command) {
    guard let number = karpenter?.commands.count else { return }
    karpenter?.commands.append(command)
    for node in command.nodes {
      guard let place = karpenter?.machine(of: node) else { continue }
      karpenter?.machines[place].isLeaving = true
      nodes.addTaint(Self.disruptedTaint, to: node)
      noteDisruption(of: node, reason: command.reason == .empty ? 0 : 1)
    }
    if let type = command.replacement {
      order(type, for: number)
    } else {
      drainNodes(of: number)
    }
  }

  private mutating func noteDisruption(of node: NodeIndex, reason: Int64) {
    guard let state = karpenter, let place = state.machine(of: node) else { return }
    karpenter?.pools[state.catalogue[state.machines[place].type].pool].disruptedCount += 1
    record(.nodeDisrupted, .node(node), reason)
  }

  /// The machine that should replace nodes did not come: they stay.
  mutating func giveUp(_ command: Int) {
    for node in karpenter?.commands[command].nodes ?? [] {
      guard let place = karpenter?.machine(of: node), karpenter?.machines[place].isGone == false
      else { continue }
      karpenter?.machines[place].isLeaving = false
      nodes.removeTaint(
        key: Self.disruptedTaint.key, effect: Self.disruptedTaint.effect, from: node)
    }
    wakeScheduler(for: .nodeTaintsChanged)
  }

  /// Begins to empty the nodes of a command.
  mutating func drainNodes(of command: Int) {
    for node in karpenter?.commands[command].nodes ?? [] { beginDrain(of: node) }
  }

  private mutating func beginDrain(of node: NodeIndex) {
    guard let place = karpenter?.machine(of: node), karpenter?.machines[place].isGone == false,
      karpenter?.machines[place].isDraining == false
    else { return }
    karpenter?.machines[place].isDraining = true
    schedule(.nodeRemovalDue(node), after: .zero, .controllers)
  }

  /// Nodes that have reached the age of their pool go whatever the budgets say.
  private mutating func expireNodes() {
    guard let state = karpenter else { return }
    for (place, machine) in state.machines.enumerated() where !machine.isGone && !machine.isLeaving
    {
      let pool = state.pools[state.catalogue[machine.type].pool].manifest
      guard let age = pool.expireAfterSeconds, now - machine.joinedAt >= .seconds(age)
      else { continue }
      karpenter?.machines[place].isLeaving = true
      nodes.addTaint(Self.disruptedTaint, to: machine.node)
      noteDisruption(of: machine.node, reason: 2)
      beginDrain(of: machine.node)
      triggerProvisioning()
    }
  }
}
