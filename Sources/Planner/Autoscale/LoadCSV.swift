// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// Reads recorded load from CSV: a header, then a time and one number a column.
///
/// Times are RFC 3339, seconds since 1970, or seconds since the start. A number that is missing or
/// NaN is a gap. Columns of places count bytes.
struct LoadCSV {
  /// Faults after which the rest of a file is not looked at.
  private static let mostFaults = 20

  private let path: String
  private let diagnostics: Diagnostics
  private var rows: CSVRows
  private var faultCount = 0
  private var names: [String] = []
  private var columns: [[LoadSeries.Point]] = []
  private var sampleCount = 0
  private var lastTime: Int64?
  private var isCalendar: Bool?

  private init(_ bytes: [UInt8], path: String, diagnostics: Diagnostics) {
    rows = CSVRows(bytes)
    self.path = path
    self.diagnostics = diagnostics
  }

  static func read(_ bytes: [UInt8], path: String, into diagnostics: Diagnostics) -> LoadFile? {
    var reader = LoadCSV(bytes, path: path, diagnostics: diagnostics)
    while reader.faultCount < mostFaults, let cells = reader.rows.next() {
      if reader.names.isEmpty {
        guard reader.readHeader(cells) else { return nil }
      } else {
        reader.readRow(cells)
      }
    }
    return reader.finish()
  }

  private mutating func finish() -> LoadFile? {
    if lastTime == nil, faultCount == 0 {
      fault(1, found: "no rows", expected: "a header such as time,load and at least one row")
    }
    guard faultCount == 0 else { return nil }
    let all = zip(names, columns).map { LoadSeries(name: $0, points: $1) }
    let loads = all.filter { $0.name != LoadFile.replicasColumn }
    return LoadFile(
      path: path, series: loads, replicas: all.first { $0.name == LoadFile.replicasColumn },
      isCalendar: isCalendar ?? false)
  }

  private mutating func readHeader(_ cells: [ArraySlice<UInt8>]) -> Bool {
    let header = cells.map { CSVRows.text($0) }
    guard (2...CSVRows.mostColumns).contains(header.count) else {
      let found = header.count < 2 ? "a header of one column" : "too many columns"
      fault(1, found: found, expected: "a header such as time,load or time,load,replicas")
      return false
    }
    guard Double(header[0]) == nil, Timestamp(parsing: header[0]) == nil else {
      fault(
        1, found: "a time in the first line", expected: "a header such as time,load,replicas")
      return false
    }
    names = Array(header.dropFirst())
    columns = names.map { _ in [] }
    guard names.contains(where: { $0 != LoadFile.replicasColumn }) else {
      fault(1, found: "no column of load", expected: "a column beside time and replicas")
      return false
    }
    if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
      fault(1, found: "two columns \"\(names[twice])\"", expected: "names that differ")
      return false
    }
    return true
  }

  private mutating func readRow(_ cells: [ArraySlice<UInt8>]) {
    guard cells.count == names.count + 1 else {
      fault(1, found: "\(cells.count) columns", expected: "\(names.count + 1) as in the header")
      return
    }
    guard let time = time(cells[0]) else { return }
    if let last = lastTime, time <= last {
      let text = CSVRows.text(cells[0])
      fault(1, found: "found \(text)", expected: "times that grow from row to row")
      return
    }
    lastTime = time
    for (index, cell) in cells.dropFirst().enumerated() {
      guard let value = number(cell) else { continue }
      sampleCount += 1
      guard sampleCount <= LoadFile.mostSamples else {
        fault(
          1, found: "more than \(LoadFile.mostSamples) samples", expected: "a shorter recording")
        faultCount = Self.mostFaults
        return
      }
      columns[index].append(LoadSeries.Point(microseconds: time, value: value))
    }
  }

  /// The time of a row in microseconds.
  private mutating func time(_ cell: ArraySlice<UInt8>) -> Int64? {
    let text = CSVRows.text(cell)
    let place = rows.column(of: cell)
    var micros: Int64?
    var isCalendar = true
    if let number = Double(text), number >= 0, number <= LoadFile.mostSeconds {
      micros = Int64((number * 1e6).rounded())
      isCalendar = number >= LoadFile.leastCalendarSecond
    } else if let moment = Timestamp(parsing: text.replacing(" ", with: "T")) {
      micros = moment.microsecondsSince1970
    }
    guard let micros else {
      fault(
        place, found: "found \(Self.shown(text))",
        expected: "a time such as 2026-11-09T20:00:00Z or a number of seconds")
      return nil
    }
    if let known = self.isCalendar, known != isCalendar {
      fault(
        place, found: "found \(Self.shown(text))",
        expected: known ? "a date as in the first row" : "seconds since the start as in row 1")
      return nil
    }
    self.isCalendar = isCalendar
    return micros
  }

  /// A sample; nil for a gap or after a fault.
  private mutating func number(_ cell: ArraySlice<UInt8>) -> Double? {
    let text = CSVRows.text(cell)
    if text.isEmpty || text.lowercased() == "nan" { return nil }
    if let number = Double(text), number >= 0, number <= 1e15 { return number }
    fault(
      rows.column(of: cell), found: "found \(Self.shown(text))",
      expected: "a number from 0 to 1e15")
    return nil
  }

  private static func shown(_ text: String) -> String {
    Value(.string(text), at: Mark(line: 1, column: 1)).summary
  }

  private mutating func fault(_ column: Int, found: String, expected: String) {
    faultCount += 1
    diagnostics.report(
      Diagnostic(
        at: SourcePlace(file: path, line: max(rows.line, 1), column: column), found: found,
        expected: expected))
  }
}
