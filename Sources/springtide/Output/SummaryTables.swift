// SPDX-License-Identifier: Apache-2.0

import Metrics
import Report

/// The figures of a summary as tables: one for each class of subjects, a column for each figure.
///
/// Nothing here knows which figures there are: a new one becomes a new column. What its name
/// begins with is the group that it stands in: `latency_p50` and `latency_p99` are the columns
/// `p50` and `p99` of the group `latency`.
struct SummaryTables {
  private let classes: [SubjectClass]
  /// The greatest width of a table in characters.
  static let mostColumns = 100

  /// Subjects that have the same kind, with their figures.
  private struct SubjectClass {
    var name: String
    var subjects: [String] = []
    var figures: [Figure] = []
    var records: [SummaryRecord] = []
  }

  /// One figure: its name in the records, and the words of its heading.
  private struct Figure {
    var name: String
    var words: [Substring]

    /// The unit stands below the heading or in the cells: `cpu_usage_cores_mean` is `usage mean`.
    init(_ record: SummaryRecord) {
      name = record.name
      let all = record.name.split(separator: "_")
      // Not the first word: `requests_total`, counted in requests, is still about requests.
      words = all.prefix(1) + all.dropFirst().filter { $0 != record.unit }
    }
  }

  init(_ records: [SummaryRecord]) {
    var classes: [SubjectClass] = []
    for record in records {
      let name = Self.className(of: record.subject)
      let index = classes.firstIndex { $0.name == name } ?? classes.endIndex
      if index == classes.endIndex { classes.append(SubjectClass(name: name)) }
      classes[index].records.append(record)
      if !classes[index].subjects.contains(record.subject) {
        classes[index].subjects.append(record.subject)
      }
      if !classes[index].figures.contains(where: { $0.name == record.name }) {
        classes[index].figures.append(Figure(record))
      }
    }
    self.classes = classes
  }

  /// All tables, one below the other with a blank line between.
  func lines() -> [String] {
    classes.flatMap { Self.tables(of: $0) }.map { $0.lines() }
      .joined(separator: [""]).map { $0 }
  }

  /// The kind of `Kind/namespace/name`; a subject without a kind is a class of its own.
  static func className(of subject: String) -> String {
    String(subject.split(separator: "/", maxSplits: 1).first ?? "")
  }

  /// `Kind/name` for an object of the default namespace, else the whole reference.
  static func short(_ subject: String) -> String {
    subject.replacing("/default/", with: "/", maxReplacements: 1)
  }

  /// As many tables as are needed to stay within the width; a group stays together if it can.
  private static func tables(of kind: SubjectClass) -> [TextTable] {
    var tables: [TextTable] = []
    for group in grouped(kind.figures) {
      let columns = group.map { column(of: $0, kind) }
      if let last = tables.last, joined(last, columns).width <= mostColumns {
        tables[tables.count - 1] = joined(last, columns)
        continue
      }
      tables.append(labels(of: kind))
      for column in columns {
        let wider = joined(tables[tables.count - 1], [column])
        if wider.width <= mostColumns || tables[tables.count - 1].columns.count == 1 {
          tables[tables.count - 1] = wider
        } else {
          tables.append(joined(labels(of: kind), [column]))
        }
      }
    }
    return tables
  }

  /// The figures in the order given, with those of one group side by side.
  private static func grouped(_ figures: [Figure]) -> [[Figure]] {
    var groups: [[Figure]] = []
    for figure in figures {
      let word = split(figure, among: figures).group
      let index = groups.firstIndex {
        split($0[0], among: figures).group == word && !word.isEmpty
      }
      if let index { groups[index].append(figure) } else { groups.append([figure]) }
    }
    return groups
  }

  /// `latency_p50` as group and rest; `pods` beside `pods_pending` is `all` in the group `pods`.
  private static func split(
    _ figure: Figure, among figures: [Figure]
  ) -> (group: String, rest: String) {
    let first = String(figure.words.first ?? "")
    guard figure.words.count == 1 else {
      return (first, figure.words.dropFirst().joined(separator: " "))
    }
    let isGroup = figures.contains { $0.words.count > 1 && $0.words[0] == first }
    return isGroup ? (first, "all") : ("", first)
  }

  private static func labels(of kind: SubjectClass) -> TextTable {
    var table = TextTable([TextTable.Column(kind.name)])
    let names = kind.subjects.map { $0.split(separator: "/").dropFirst().map(String.init) }
    let isDefaultOnly = names.allSatisfy { $0.count < 2 || $0[0] == "default" }
    table.rows = names.map { parts in
      [(isDefaultOnly && parts.count > 1 ? Array(parts.dropFirst()) : parts).joined(separator: "/")]
    }
    return table
  }

  private typealias FigureColumn = (column: TextTable.Column, cells: [String])

  private static func column(of figure: Figure, _ kind: SubjectClass) -> FigureColumn {
    let (group, rest) = split(figure, among: kind.figures)
    var unit = ""
    let cells = kind.subjects.map { subject in
      let record = kind.records.first { $0.subject == subject && $0.name == figure.name }
      guard let record else { return "-" }
      unit = headingUnit(record.unit)
      return cell(record.value, unit: record.unit)
    }
    return (TextTable.Column(group: group, heading: [rest, unit]), cells)
  }

  private static func joined(_ table: TextTable, _ columns: [FigureColumn]) -> TextTable {
    var wider = table
    for (column, cells) in columns {
      wider.columns.append(column)
      for row in wider.rows.indices { wider.rows[row].append(cells[row]) }
    }
    return wider
  }

  /// The unit in the heading, where the cells do not carry it themselves.
  private static func headingUnit(_ unit: String) -> String {
    switch unit {
    case "requests/s": "/s"
    case "", "count", "requests", "ratio", "bytes", "seconds", "milliseconds", "microseconds": ""
    default: unit
    }
  }

  /// Three significant digits; the exact value is in the JSON output and in the store.
  static func cell(_ value: Double, unit: String) -> String {
    guard value.isFinite else { return "-" }
    let text = headingUnit(unit).isEmpty ? unit : ""
    switch text {
    case "requests": return NumberFormat.decimal(value)
    default: return NumberFormat.text(value, unit: text).replacing(" ", with: "")
    }
  }
}
