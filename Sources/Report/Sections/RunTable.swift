// SPDX-License-Identifier: Apache-2.0

import Metrics

/// What identifies each run: a column a run, so that differences of input stand side by side.
enum RunTable {
  /// The table.
  static func table(of runs: RunSet) -> Table {
    let heads = runs.runs.map(\.name)
    let rows = facts.map { fact in
      Table.Row(
        cells: [Table.Cell(fact.name, isHeading: true)]
          + runs.runs.map { Table.Cell(fact.value($0), style: fact.style) })
    }
    return Table(
      anchor: "runs", heading: runs.isComparison ? "Runs" : "Run",
      columns: [Table.Cell("")] + heads.map { Table.Cell($0) }, rows: rows, notes: notes(runs))
  }

  private struct Fact: Sendable {
    var name: String
    var style = ""
    var value: @Sendable (ReportedRun) -> String
  }

  private static let facts = [
    Fact(name: "Scenario") { $0.header.scenario },
    Fact(name: "Seed", style: "mono") { String($0.header.seed) },
    Fact(name: "Digest", style: "mono") { $0.outcome?.digest ?? "– (run is not complete)" },
    Fact(name: "Hash of the input", style: "mono") { $0.header.inputHash },
    Fact(name: "Springtide") { $0.header.version },
    Fact(name: "Simulated span") { span(of: $0) },
    Fact(name: "Sample every") {
      NumberFormat.duration(Double($0.header.sampleIntervalMicroseconds) / 1e6)
    },
    Fact(name: "Simulated events") {
      $0.outcome.map { NumberFormat.grouped($0.eventCount) } ?? "–"
    },
    Fact(name: "Overrides", style: "mono") {
      $0.header.overrides.isEmpty ? "none" : $0.header.overrides.joined(separator: " ")
    },
  ]

  private static func span(of run: ReportedRun) -> String {
    let length = NumberFormat.duration(Double(run.header.durationMicroseconds) / 1e6)
    let start = run.clock.stamp(0)
    let end = run.clock.stamp(run.header.durationMicroseconds)
    return "\(start) to \(end) \(run.clock.offsetText) (\(length))"
  }

  private static func notes(_ runs: RunSet) -> [String] {
    guard runs.isComparison, let first = runs.runs.first else { return [] }
    guard runs.runs.contains(where: { $0.clock != first.clock }) else { return [] }
    return [
      "The runs do not start at the same time: they are laid over each other from their starts,"
        + " and the times below the charts are those of \(first.name)."
    ]
  }
}
