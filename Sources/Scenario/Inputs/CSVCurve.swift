// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Reads a rate over time from a CSV file: a header, then seconds and requests per second.
///
/// Columns of places count bytes.
struct CSVCurve {
  /// The greatest size of a file.
  static let mostBytes = 16 << 20
  /// The greatest number of rows.
  static let mostRows = 1_000_000
  /// Faults after which the rest of a file is not looked at.
  private static let mostFaults = 20

  private let file: String
  private let diagnostics: Diagnostics
  private var rows: CSVRows
  private var faultCount = 0
  private var columnCount = 0
  private var rateColumn = 1
  private var points: [TrafficBlock.Point] = []

  private init(_ bytes: [UInt8], file: String, diagnostics: Diagnostics) {
    rows = CSVRows(bytes)
    self.file = file
    self.diagnostics = diagnostics
  }

  /// The points of a file; nil after a fault.
  ///
  /// `column` names the rate if it is not the second one.
  static func points(
    _ bytes: [UInt8], file: String, column: String?, into diagnostics: Diagnostics
  ) -> [TrafficBlock.Point]? {
    var reader = CSVCurve(bytes, file: file, diagnostics: diagnostics)
    while reader.faultCount < mostFaults, let cells = reader.rows.next() {
      if reader.columnCount == 0 {
        guard reader.readHeader(cells, column: column) else { return nil }
      } else {
        reader.readRow(cells)
      }
    }
    if reader.points.isEmpty, reader.faultCount == 0 {
      reader.fault(1, found: "no rows", expected: "a header and at least one row")
    }
    return reader.faultCount == 0 ? reader.points : nil
  }

  private mutating func readHeader(_ cells: [ArraySlice<UInt8>], column: String?) -> Bool {
    let names = cells.map { CSVRows.text($0) }
    columnCount = names.count
    guard (2...CSVRows.mostColumns).contains(names.count) else {
      let found = names.count < 2 ? "a header of one column" : "too many columns"
      fault(1, found: found, expected: "two columns: seconds,rate")
      return false
    }
    guard UnitText.plainNumber(names[0]) == nil else {
      fault(1, found: "numbers in the first line", expected: "a header such as t_seconds,rate")
      return false
    }
    guard let column else {
      if names.count == 2 { return true }
      fault(
        1, found: "\(names.count) columns", expected: "two columns",
        hint: "name the rate: csv: {path: \(file), column: \(names[1])}")
      return false
    }
    guard let index = names.dropFirst().firstIndex(of: column) else {
      fault(
        1, found: "no column \"\(column)\"", expected: names.dropFirst().joined(separator: " or "),
        hint: didYouMean(column, in: names.dropFirst()))
      return false
    }
    rateColumn = index
    return true
  }

  private mutating func readRow(_ cells: [ArraySlice<UInt8>]) {
    guard cells.count == columnCount else {
      fault(1, found: "\(cells.count) columns", expected: "\(columnCount) as in the header")
      return
    }
    guard points.count < Self.mostRows else {
      fault(1, found: "more than \(Self.mostRows) rows", expected: "a shorter curve")
      faultCount = Self.mostFaults
      return
    }
    let seconds = number(cells[0], 0...34_560_000, "seconds from 0 to 34560000")
    let rate = number(cells[rateColumn], 0...1e9, "a rate from 0 to 1000000000")
    guard let seconds, let rate, let time = SimulationDuration(checkingSeconds: seconds) else {
      return
    }
    if let last = points.last?.at.sinceStart, time <= last {
      let text = String(decoding: cells[0], as: UTF8.self)
      fault(1, found: "found \(text)", expected: "seconds that grow from row to row")
      return
    }
    points.append(TrafficBlock.Point(at: .zero + time, rate: rate))
  }

  private mutating func number(
    _ cell: ArraySlice<UInt8>, _ range: ClosedRange<Double>, _ expected: String
  ) -> Double? {
    let text = CSVRows.text(cell, limit: 80)
    if let number = UnitText.plainNumber(text), range.contains(number) { return number }
    let shown = Value(.string(text), at: Mark(line: 1, column: 1)).summary
    fault(rows.column(of: cell), found: "found \(shown)", expected: expected)
    return nil
  }

  private mutating func fault(_ column: Int, found: String, expected: String, hint: String? = nil) {
    faultCount += 1
    diagnostics.report(
      Diagnostic(
        at: SourcePlace(file: file, line: max(rows.line, 1), column: column), found: found,
        expected: expected, hint: hint))
  }
}
