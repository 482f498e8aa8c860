// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Reads a rate over time from a CSV file: a header, then seconds and requests per second.
///
/// No quotes, no escapes: numbers need none. Columns of places count bytes.
struct CSVCurve {
  /// The greatest size of a file.
  static let mostBytes = 16 << 20
  /// The greatest number of rows.
  static let mostRows = 1_000_000
  /// The greatest number of columns.
  static let mostColumns = 1000
  /// Faults after which the rest of a file is not looked at.
  private static let mostFaults = 20

  private let file: String
  private let diagnostics: Diagnostics
  private var line = 0
  private var faultCount = 0
  private var columnCount = 0
  private var rateColumn = 1
  private var points: [TrafficBlock.Point] = []

  private init(file: String, diagnostics: Diagnostics) {
    self.file = file
    self.diagnostics = diagnostics
  }

  /// The points of a file; nil after a fault.
  ///
  /// `column` names the rate if it is not the second one.
  static func points(
    _ bytes: [UInt8], file: String, column: String?, into diagnostics: Diagnostics
  ) -> [TrafficBlock.Point]? {
    var reader = CSVCurve(file: file, diagnostics: diagnostics)
    var rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    while !rest.isEmpty {
      var row = rest.prefix { $0 != 0x0A }
      rest = rest.dropFirst(row.count + 1)
      reader.line += 1
      if row.last == 0x0D { row.removeLast() }
      if row.isEmpty { continue }
      let cells = row.split(
        separator: 0x2C, maxSplits: mostColumns, omittingEmptySubsequences: false)
      if reader.columnCount == 0 {
        guard reader.readHeader(cells, column: column, start: row.startIndex) else { return nil }
      } else {
        reader.readRow(cells, start: row.startIndex)
      }
      if reader.faultCount >= mostFaults { break }
    }
    if reader.points.isEmpty, reader.faultCount == 0 {
      reader.fault(1, found: "no rows", expected: "a header and at least one row")
    }
    return reader.faultCount == 0 ? reader.points : nil
  }

  private mutating func readHeader(
    _ cells: [ArraySlice<UInt8>], column: String?, start: Int
  ) -> Bool {
    let names = cells.map { String(decoding: $0, as: UTF8.self).trimmed }
    columnCount = names.count
    guard (2...Self.mostColumns).contains(names.count) else {
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

  private mutating func readRow(_ cells: [ArraySlice<UInt8>], start: Int) {
    guard cells.count == columnCount else {
      fault(1, found: "\(cells.count) columns", expected: "\(columnCount) as in the header")
      return
    }
    guard points.count < Self.mostRows else {
      fault(1, found: "more than \(Self.mostRows) rows", expected: "a shorter curve")
      faultCount = Self.mostFaults
      return
    }
    let seconds = number(cells[0], start, 0...34_560_000, "seconds from 0 to 34560000")
    let rate = number(cells[rateColumn], start, 0...1e9, "a rate from 0 to 1000000000")
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
    _ cell: ArraySlice<UInt8>, _ start: Int, _ range: ClosedRange<Double>, _ expected: String
  ) -> Double? {
    let text = String(decoding: cell.prefix(80), as: UTF8.self).trimmed
    if let number = UnitText.plainNumber(text), range.contains(number) { return number }
    let shown = Value(.string(text), at: Mark(line: 1, column: 1)).summary
    fault(cell.startIndex - start + 1, found: "found \(shown)", expected: expected)
    return nil
  }

  private mutating func fault(_ column: Int, found: String, expected: String, hint: String? = nil) {
    faultCount += 1
    diagnostics.report(
      Diagnostic(
        at: SourcePlace(file: file, line: max(line, 1), column: column), found: found,
        expected: expected, hint: hint))
  }
}

extension String {
  /// The text without spaces and tabs at its ends.
  fileprivate var trimmed: String {
    let front = drop { $0 == " " || $0 == "\t" }
    guard let last = front.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(front[...last])
  }
}
