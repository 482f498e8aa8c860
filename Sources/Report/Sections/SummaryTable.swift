// SPDX-License-Identifier: Apache-2.0

import Metrics

/// The figures of the summary: side by side for the workloads of one run, or for several runs.
enum SummaryTable {
  /// More subjects than this stand below each other instead of side by side.
  private static let widest = 8

  /// The tables.
  static func tables(of runs: RunSet) -> [Table] {
    let records = runs.runs.map { $0.outcome?.summary ?? [] }
    guard records.contains(where: { !$0.isEmpty }) else {
      return [
        Table(
          anchor: "summary", heading: "Summary", columns: [], rows: [],
          notes: ["A summary is written at the end of a run, which was not reached."])
      ]
    }
    return runs.isComparison ? [comparison(of: runs, records)] : single(records[0])
  }

  /// Subjects with the same figures become the columns of one table.
  private static func single(_ records: [SummaryRecord]) -> [Table] {
    var families: [(names: [String], subjects: [[SummaryRecord]])] = []
    for subject in subjects(of: records) {
      let figures = records.filter { $0.subject == subject }
      let names = figures.map(\.name)
      let index = families.firstIndex { $0.names == names && $0.subjects.count < widest }
      if let index {
        families[index].subjects.append(figures)
      } else {
        families.append((names, [figures]))
      }
    }
    return families.enumerated().map { position, family in
      Table(
        anchor: position == 0 ? "summary" : "summary\(position + 1)",
        heading: heading(of: family.subjects.map { $0[0].subject }), isListed: position == 0,
        columns: [Table.Cell("Figure")] + family.subjects.map { heading($0[0].subject) },
        rows: family.names.indices.map { row in
          Table.Row(
            cells: [Table.Cell(words(family.names[row]), isHeading: true)]
              + family.subjects.map { .number(value($0[row])) })
        })
    }
  }

  private static func comparison(of runs: RunSet, _ records: [[SummaryRecord]]) -> Table {
    var columns = [Table.Cell("Subject"), Table.Cell("Figure")]
    for (index, run) in runs.runs.enumerated() {
      columns.append(.number(run.name))
      if index > 0 { columns.append(.number("change")) }
    }
    let keys = keys(of: records.flatMap { $0 })
    let rows = keys.map { key in
      let found = records.map { $0.first { $0.subject == key.subject && $0.name == key.name } }
      var cells = [
        Table.Cell(WorkloadName.withoutKind(key.subject)),
        Table.Cell(words(key.name), isHeading: true),
      ]
      for (index, record) in found.enumerated() {
        cells.append(.number(record.map(value) ?? "–"))
        if index > 0 { cells.append(.number(change(from: found[0], to: record))) }
      }
      return Table.Row(cells: cells)
    }
    return Table(anchor: "summary", heading: "Summary", columns: columns, rows: rows)
  }

  private static func heading(of subjects: [String]) -> String {
    subjects.count == 1 ? "Summary of \(WorkloadName.withoutKind(subjects[0]))" : "Summary"
  }

  private static func heading(_ subject: String) -> Table.Cell {
    .number(WorkloadName.withoutKind(subject))
  }

  private static func value(_ record: SummaryRecord) -> String {
    NumberFormat.text(record.value, unit: record.unit)
  }

  /// The relative change, or the plain one where the base is zero.
  private static func change(from base: SummaryRecord?, to other: SummaryRecord?) -> String {
    guard let base, let other, base.value.isFinite, other.value.isFinite else { return "–" }
    let difference = other.value - base.value
    if difference == 0 { return "=" }
    let sign = difference > 0 ? "+" : "−"
    if base.value == 0 { return sign + NumberFormat.text(abs(difference), unit: base.unit) }
    return sign + NumberFormat.percent(abs(difference / base.value))
  }

  /// `replicas_ready_min` as people write it.
  private static func words(_ name: String) -> String {
    name.split(separator: "_").joined(separator: " ")
  }

  private static func subjects(of records: [SummaryRecord]) -> [String] {
    var seen = Set<String>()
    return records.map(\.subject).filter { seen.insert($0).inserted }
  }

  private struct Key: Hashable {
    var subject: String
    var name: String
  }

  private static func keys(of records: [SummaryRecord]) -> [Key] {
    var seen = Set<Key>()
    return records.map { Key(subject: $0.subject, name: $0.name) }
      .filter { seen.insert($0).inserted }
  }
}
