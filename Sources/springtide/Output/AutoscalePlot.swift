// SPDX-License-Identifier: Apache-2.0

import Planner

/// Ready pods and the pods that the load needs, drawn with characters.
///
/// A column stands for a span of time and shows its worst decision: that with the greatest lack of
/// pods, else that with the greatest need, so that a short lack is never averaged away.
struct AutoscalePlot {
  private static let mostColumns = 72
  private static let height = 12

  private let outcome: AutoscaleOutcome
  private let columns: [Column]
  private let top: Double

  private struct Column {
    var needed = 0.0
    var ready = 0.0
    var isShort = false
  }

  init(_ outcome: AutoscaleOutcome) {
    self.outcome = outcome
    let count = outcome.syncs.count
    let width = max(1, min(Self.mostColumns, count))
    columns = (0..<(count == 0 ? 0 : width)).map { column in
      let syncs = outcome.syncs[(column * count / width)..<((column + 1) * count / width)]
      return Self.worst(of: syncs, in: outcome)
    }
    top = columns.reduce(1) { max($0, $1.needed, $1.ready) }
  }

  private static func worst(
    of syncs: ArraySlice<AutoscaleOutcome.Sync>, in outcome: AutoscaleOutcome
  ) -> Column {
    var found = Column()
    for sync in syncs {
      let needed = sync.neededPods.isFinite ? sync.neededPods : 0
      let ready = Double(sync.readyPods)
      let isShort = outcome.isAboveTarget(sync)
      if isShort {
        guard !found.isShort || needed - ready > found.needed - found.ready else { continue }
      } else {
        guard !found.isShort, needed > found.needed || found.ready == 0 else { continue }
      }
      found = Column(needed: needed, ready: ready, isShort: isShort)
    }
    return found
  }

  /// The plot with its axis and legend; empty for recordings, whose load is not known.
  func lines() -> [String] {
    guard outcome.syncs.contains(where: { $0.neededPods.isFinite }) else { return [] }
    let labelWidth = "\(Int(top.rounded(.up)))".count
    var lines: [String] = []
    for row in (0..<Self.height).reversed() {
      // A row is full when half of its height is.
      let level = (Double(row) + 0.5) / Double(Self.height) * top
      let isLabelled = row == Self.height - 1 || row == 0
      let value = row == 0 ? 0 : top
      let label = isLabelled ? "\(Int(value.rounded(.up)))" : ""
      let blanks = String(repeating: " ", count: labelWidth - label.count)
      lines.append(blanks + label + " |" + columns.map { Self.cell($0, at: level) }.joined())
    }
    let indent = String(repeating: " ", count: labelWidth + 1)
    lines.append(indent + "+" + String(repeating: "-", count: columns.count))
    let (from, to) = (time(of: 0), time(of: outcome.syncs.count - 1))
    let gap = max(1, columns.count - from.count - to.count)
    lines.append(indent + " " + from + String(repeating: " ", count: gap) + to)
    lines.append(
      indent + " # pods that the load needs   . spare pods   "
        + Console.paint("!", .red, on: 1) + " needed, but not ready")
    return lines
  }

  private func time(of index: Int) -> String {
    AutoscaleText.time(outcome.syncs[index].time, of: outcome)
  }

  private static func cell(_ column: Column, at level: Double) -> String {
    switch (column.needed >= level, column.ready >= level) {
    case (true, true): "#"
    case (false, true): "."
    // A lack within the tolerance is none that the autoscaler would act on.
    case (true, false): column.isShort ? Console.paint("!", .red, on: 1) : "#"
    case (false, false): " "
    }
  }
}
