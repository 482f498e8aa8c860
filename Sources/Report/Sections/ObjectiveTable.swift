// SPDX-License-Identifier: Apache-2.0

import Metrics

/// The objectives of the scenario, bound against actual, with the times of the misses.
enum ObjectiveTable {
  /// The table; the column of the run stands in a comparison only.
  static func table(of runs: RunSet) -> Table {
    var columns: [Table.Cell] = [
      Table.Cell("Result"), Table.Cell("Objective"), Table.Cell("Workload"), .number("Bound"),
      .number("Actual"), .number("Windows missed"), .number("First miss"), .number("Last miss"),
    ]
    if runs.isComparison { columns.insert(Table.Cell("Run"), at: 0) }
    let rows = keys(of: runs).flatMap { key in
      runs.runs.flatMap { run in
        (run.outcome?.objectives ?? []).filter { Key($0) == key }.map { row(of: $0, run, runs) }
      }
    }
    return Table(
      anchor: "objectives", heading: "Objectives", columns: columns, rows: rows,
      notes: rows.isEmpty ? [absence(runs)] : [])
  }

  /// What makes objectives of several runs the same.
  private struct Key: Hashable {
    var target: String
    var objective: String

    init(_ record: ObjectiveRecord) {
      target = record.target
      objective = record.objective
    }
  }

  private static func keys(of runs: RunSet) -> [Key] {
    var seen = Set<Key>()
    return runs.runs.flatMap { $0.outcome?.objectives ?? [] }.map { Key($0) }
      .filter { seen.insert($0).inserted }
  }

  /// How many objectives the complete runs missed, and of how many.
  static func count(in run: ReportedRun) -> (missed: Int, all: Int) {
    let objectives = run.outcome?.objectives ?? []
    return (objectives.filter { !$0.isMet }.count, objectives.count)
  }

  private static func absence(_ runs: RunSet) -> String {
    runs.runs.contains { !$0.isComplete }
      ? "Objectives are judged at the end of a run, which was not reached."
      : "The scenario sets no objectives."
  }

  private static func row(
    of objective: ObjectiveRecord, _ run: ReportedRun, _ runs: RunSet
  ) -> Table.Row {
    let style = objective.isMet ? "good" : "bad"
    func value(_ number: Double) -> String {
      NumberFormat.text(number, unit: objective.unit)
    }
    func instant(_ microseconds: Int64) -> String {
      microseconds < 0 ? "–" : run.clock.stamp(microseconds)
    }
    let length = NumberFormat.duration(Double(objective.windowMicroseconds) / 1e6)
    let windows =
      NumberFormat.grouped(Int64(objective.windowsMissed)) + " of "
      + NumberFormat.grouped(Int64(objective.windows)) + " × " + length
    var cells: [Table.Cell] = [
      Table.Cell(objective.isMet ? "✓ met" : "✗ missed", style: style),
      Table.Cell(objective.objective, isHeading: true),
      Table.Cell(WorkloadName.withoutKind(objective.target)),
      .number(value(objective.bound)), .number(value(objective.actual), style: style),
      .number(windows, style: style),
      .number(instant(objective.firstMissMicroseconds)),
      .number(instant(objective.lastMissMicroseconds)),
    ]
    if runs.isComparison { cells.insert(Table.Cell(run.name), at: 0) }
    return Table.Row(cells: cells)
  }
}
