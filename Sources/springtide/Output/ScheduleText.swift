// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Planner

/// A run of the one-shot scheduler for people.
struct ScheduleText {
  /// Groups of pods beyond this many are counted and not listed.
  static let mostGroups = 20
  /// Nodes beyond this many are summed up.
  static let mostNodes = 20
  /// Nodes of one group beyond this many are counted.
  private static let mostNames = 4

  private(set) var lines: [String] = []
  private let isWhole: Bool

  init(
    _ run: borrowing ScheduleRun, pending: [PendingExplanation], isWhole: Bool, hasScores: Bool
  ) {
    self.isWhole = isWhole
    addPods(run)
    if hasScores { addScores(run) }
    addNodes(NodeUsage.all(in: run.scheduling.nodes))
    addPending(pending, run.input.pods, run.names)
    addLeftOut(run.input)
    let left = run.input.leftOut.isEmpty ? "" : "; \(run.input.leftOut.count) left out"
    lines.append(
      "\(Self.count(run.decisions.count, "pod")): \(run.placedCount) placed, "
        + "\(run.pendingCount) pending\(left)")
    lines = lines.map(RunText.plain)
  }

  static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }

  /// The rows that are shown, and a line that counts the others.
  private func cut<Element>(
    _ all: [Element], to limit: Int, _ noun: String
  ) -> (shown: ArraySlice<Element>, rest: [String]) {
    let shown = isWhole ? all[...] : all.prefix(limit)
    let others = all.count - shown.count
    return (
      shown, others > 0 ? ["and \(Self.count(others, "more \(noun)")); --all lists them"] : []
    )
  }

  // MARK: Pods

  private mutating func addPods(_ run: borrowing ScheduleRun) {
    let groups = PlacedGroup.all(of: run)
    guard !groups.isEmpty else { return }
    let (shown, rest) = cut(groups, to: Self.mostGroups, "group")
    var table = TextTable([
      .init("NAMESPACE"), .init("PODS OF"), .init("PODS", isNumber: true),
      .init("PLACED", isNumber: true), .init("NODES", isNumber: true), .init("WHERE"),
    ])
    for group in shown {
      table.rows.append([
        group.namespace, group.name, "\(group.count)", "\(group.placedCount)",
        "\(group.nodes.count)", places(group, run.names),
      ])
    }
    lines += table.lines() + rest + [""]
  }

  private func places(_ group: PlacedGroup, _ names: NodeNames) -> String {
    let shown = isWhole ? group.nodes[...] : group.nodes.prefix(Self.mostNames)
    let list = shown.map { $0.count == 1 ? names[$0.node] : "\(names[$0.node]) x\($0.count)" }
    let others = group.nodes.count - shown.count
    return list.joined(separator: ", ") + (others > 0 ? ", +\(others)" : "")
  }

  /// The parts of the score of the chosen node, for each pod.
  private mutating func addScores(_ run: borrowing ScheduleRun) {
    let names = Set(run.decisions.flatMap { $0.detail.scores.map(\.plugin) }).sorted()
    var table = TextTable(
      [
        .init("POD"), .init("NODE"), .init("FEASIBLE", isNumber: true),
        .init("TIED", isNumber: true), .init("SCORE", isNumber: true),
      ] + names.map { .init($0, isNumber: true) })
    let (shown, rest) = cut(run.decisions, to: Self.mostGroups, "pod")
    for decision in shown {
      let place = decision.node.flatMap { decision.detail.feasible.firstIndex(of: $0) }
      let parts = names.map { name in
        let plugin = decision.detail.scores.first { $0.plugin == name }
        return place.flatMap { plugin?.scores[$0] }.map { "\($0)" } ?? "-"
      }
      table.rows.append(
        [
          run.input.pods[decision.pod].metadata.name, decision.node.map { run.names[$0] } ?? "-",
          "\(decision.feasibleCount)", "\(decision.tiedCount)",
          decision.bestScore.map { "\($0)" } ?? "-",
        ] + parts)
    }
    lines += table.lines() + rest + [""]
  }

  // MARK: Nodes

  private mutating func addNodes(_ nodes: [NodeUsage]) {
    guard let first = nodes.first else { return }
    if isWhole || nodes.count <= Self.mostNodes {
      lines += Self.table(of: nodes, resources: first.amounts.map(\.resource)) + [""]
    } else {
      lines += Self.summary(ResourceTotal.all(of: nodes)) + [""]
    }
  }

  /// What is left on each node, of what.
  private static func table(of nodes: [NodeUsage], resources: [String]) -> [String] {
    var table = TextTable(
      [.init("NODE")] + resources.map { .init("\($0.uppercased()) FREE", isNumber: true) })
    table.rows = nodes.map { node in
      [node.name]
        + node.amounts.map { amount in
          let free = ResourceText.short(amount.free, of: amount.resource)
          return "\(free) of \(ResourceText.short(amount.allocatable, of: amount.resource))"
        }
    }
    return table.lines()
  }

  private static func summary(_ totals: [ResourceTotal]) -> [String] {
    var table = TextTable([
      .init("RESOURCE"), .init("NODES", isNumber: true), .init("ALLOCATABLE", isNumber: true),
      .init("REQUESTED", isNumber: true), .init("FREE", isNumber: true),
      .init("USED", isNumber: true), .init("FULL NODES", isNumber: true),
      .init("MOST ON ONE NODE", isNumber: true),
    ])
    table.rows = totals.map { total in
      func short(_ amount: Int64) -> String { ResourceText.short(amount, of: total.resource) }
      let used = total.allocatable == 0 ? 0 : Double(total.requested) / Double(total.allocatable)
      return [
        total.resource, "\(total.nodeCount)", short(total.allocatable), short(total.requested),
        short(total.free), "\(Int((used * 100).rounded()))%", "\(total.fullNodeCount)",
        short(total.greatestFree),
      ]
    }
    return table.lines()
  }

  // MARK: Pending

  private mutating func addPending(
    _ pending: [PendingExplanation], _ pods: [Pod], _ names: NodeNames
  ) {
    let (shown, rest) = cut(pending, to: Self.mostGroups, "pending group")
    if pending.count > 1 { lines += Self.reasons(pending) + [""] }
    for explanation in shown {
      lines.append("pending: \(Self.who(explanation.group, pods))")
      lines.append("  \(explanation.group.message)")
      if let outcome = explanation.group.preemption {
        lines.append("  preemption: \(Self.text(outcome, names))")
      }
      if let cures = explanation.cures { lines += Self.cure(cures) }
      if let all = explanation.nodesForAll {
        lines.append("  for all \(explanation.group.pods.count): \(all.text)")
      }
    }
    lines += rest
    if !pending.isEmpty { lines.append("") }
  }

  /// How many of the waiting pods hear each reason from some node.
  private static func reasons(_ pending: [PendingExplanation]) -> [String] {
    var counts: [String: Int] = [:]
    for explanation in pending {
      for reason in explanation.group.reasons {
        counts[reason, default: 0] += explanation.group.pods.count
      }
    }
    var table = TextTable([.init("WHY PODS ARE PENDING"), .init("PODS", isNumber: true)])
    table.rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { [$0.key, "\($0.value)"] }
    return table.lines()
  }

  private static func who(_ group: PendingGroup, _ pods: [Pod]) -> String {
    guard let first = group.pods.first else { return "" }
    let metadata = pods[first].metadata
    let more = group.pods.count > 1 ? " and \(group.pods.count - 1) like it" : ""
    return "\(metadata.namespace)/\(metadata.name)\(more)"
  }

  private static func cure(_ cures: [Cure]) -> [String] {
    guard let cheapest = cures.first else { return ["  cheapest cure: no single change is enough"] }
    let reason = cheapest.reason.isEmpty ? "" : " (cures: \(cheapest.reason))"
    return ["  cheapest cure: \(cheapest.text)\(reason)"]
  }

  private static func text(_ outcome: PreemptionOutcome, _ names: NodeNames) -> String {
    guard let chosen = outcome.chosen else { return outcome.refusal?.message ?? "none" }
    return "\(count(chosen.victims.count, "pod")) would have to leave \(names[chosen.node])"
  }

  private mutating func addLeftOut(_ input: ScheduleInput) {
    let (shown, rest) = cut(input.leftOut, to: Self.mostGroups, "object")
    lines += shown.map { "left out: \($0.kind) \($0.namespace)/\($0.name) \($0.reason)" } + rest
    let (skipped, others) = cut(input.skipped, to: Self.mostGroups, "object")
    lines +=
      skipped.map {
        "\($0.place): skipped: \($0.apiVersion) \($0.kind) \($0.name) is not simulated"
      } + others
    if !input.leftOut.isEmpty || !input.skipped.isEmpty { lines.append("") }
  }
}
