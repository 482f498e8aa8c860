// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// Reads a CSV file row by row, cells by the names of the header.
///
/// Columns of places count bytes.
struct TraceRows {
  /// Faults after which the rest of a file is not looked at.
  private static let mostFaults = 100

  private let file: String
  private let diagnostics: Diagnostics
  private var rows: CSVRows
  private var columns: [String] = []
  private var cells: [ArraySlice<UInt8>] = []

  /// Reads the header.
  init(_ bytes: [UInt8], file: String, diagnostics: Diagnostics) {
    self.file = file
    self.diagnostics = diagnostics
    rows = CSVRows(bytes)
    if let header = rows.next() { columns = header.map { String(decoding: $0, as: UTF8.self) } }
  }

  /// Where the row begins.
  var place: SourcePlace { SourcePlace(file: file, line: max(rows.line, 1)) }

  /// Whether there is a column.
  func has(_ column: String) -> Bool { columns.contains(column) }

  /// Whether all columns are there and the header is sound; tells what is missing.
  func require(_ needed: [String]) -> Bool {
    let nodes = "sn,cpu_milli,memory_mib,gpu,model"
    let pods = "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos"
    for column in needed where !has(column) {
      report(
        1, "no column \"\(column)\"", expected: "a header such as \(nodes) or \(pods)",
        hint: didYouMean(column, in: columns))
      return false
    }
    for (place, column) in columns.enumerated() where columns[..<place].contains(column) {
      report(1, "two columns \"\(column)\"", expected: "each name once")
      return false
    }
    return true
  }

  /// Goes to the next row with as many cells as the header; false at the end.
  mutating func advance() -> Bool {
    while diagnostics.errorCount < Self.mostFaults, let next = rows.next() {
      cells = next
      if cells.count == columns.count { return true }
      report(1, "\(cells.count) columns", expected: "\(columns.count) as in the header")
    }
    return false
  }

  private func cell(_ column: String) -> ArraySlice<UInt8>? {
    columns.firstIndex(of: column).map { cells[$0] }
  }

  /// The text of a cell; empty when the column is missing.
  func text(_ column: String) -> String {
    cell(column).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// The name of an object, as Kubernetes allows it; nil after a fault.
  func name(_ column: String) -> String? {
    guard let cell = cell(column) else { return nil }
    let isSound =
      (1...253).contains(cell.count)
      && cell.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
      }
    if isSound { return text(column) }
    fault(cell, expected: "a name of small letters, digits, '-' and '.'")
    return nil
  }

  /// A whole number from 0; the default when the column is missing or the cell empty.
  func number(_ column: String, atMost limit: Int64, default other: Int64? = nil) -> Int64? {
    guard let cell = cell(column) else { return other }
    if cell.isEmpty, let other { return other }
    let text = String(decoding: cell.prefix(20), as: UTF8.self)
    if let number = Int64(text), (0...limit).contains(number) { return number }
    fault(cell, expected: "a whole number from 0 to \(limit)")
    return nil
  }

  private func fault(_ cell: ArraySlice<UInt8>, expected: String) {
    let shown = Value(.string(String(decoding: cell.prefix(80), as: UTF8.self)), at: place.mark)
    report(rows.column(of: cell), "found \(shown.summary)", expected: expected)
  }

  private func report(_ column: Int, _ found: String, expected: String, hint: String? = nil) {
    diagnostics.report(
      Diagnostic(
        at: SourcePlace(file: file, line: max(rows.line, 1), column: column), found: found,
        expected: expected, hint: hint))
  }
}

extension SourcePlace {
  fileprivate var mark: Mark { Mark(line: line, column: column) }
}
