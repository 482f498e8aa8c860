// SPDX-License-Identifier: Apache-2.0

import Cluster
import Planner

/// Answers about capacity for people.
struct CapacityText {
  /// Nodes beyond this many are counted and not listed.
  private static let mostNodes = 20

  let alone: [CapacityAnswer]
  let mixed: [CapacityAnswer]
  /// The pods of the cluster that wait though they came first.
  let waiting: Int
  let byZone: Bool
  let isWhole: Bool

  func lines() -> [String] {
    var lines: [String] = []
    if waiting > 0 {
      lines += ["\(ScheduleText.count(waiting, "pod")) of the cluster found no node", ""]
    }
    for answer in alone { lines += block(answer) }
    if !mixed.isEmpty {
      lines += ["all kinds in turn:", ""]
      for answer in mixed { lines += block(answer) }
    }
    if alone.count > 1 { lines += summary() } else { lines.removeLast() }
    return lines.map(RunText.plain)
  }

  private func block(_ answer: CapacityAnswer) -> [String] {
    let nodes = ScheduleText.count(answer.nodes.count, "node")
    var lines = ["\(answer.name): \(answer.count) more fit, on \(nodes)"]
    if let failure = answer.failure {
      lines.append("  the next: \(failure.message)")
      if let reason = answer.bindingReason {
        lines.append(
          "  what stops it: \(reason.text), on \(reason.nodeCount) of \(failure.nodeCount) nodes")
      }
    } else {
      lines.append("  the next: not tried, the limit is reached")
    }
    let shares = byZone ? answer.zones : answer.nodes
    guard !shares.isEmpty else { return lines + [""] }
    let shown = isWhole ? shares[...] : shares.prefix(Self.mostNodes)
    var table = TextTable([.init(byZone ? "ZONE" : "NODE"), .init("PODS", isNumber: true)])
    table.rows = shown.map { [$0.name.isEmpty ? "(none)" : $0.name, "\($0.count)"] }
    lines += table.lines().map { "  \($0)" }
    let others = shares.count - shown.count
    if others > 0 {
      let rest = shares.dropFirst(shown.count).reduce(0) { $0 + $1.count }
      lines.append("  and \(rest) on \(ScheduleText.count(others, "more node")); --all lists them")
    }
    return lines + [""]
  }

  private func summary() -> [String] {
    var table = TextTable([
      .init("PODS OF"), .init("ALONE", isNumber: true), .init("IN TURN", isNumber: true),
      .init("WHAT STOPS IT ALONE"),
    ])
    table.rows = zip(alone, mixed).map { one, other in
      [one.name, "\(one.count)", "\(other.count)", one.bindingReason?.text ?? "the limit"]
    }
    return table.lines()
  }
}
