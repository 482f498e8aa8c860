// SPDX-License-Identifier: Apache-2.0

/// The rows of a CSV file, one at a time.
///
/// No quotes and no escapes: names and numbers need none. A byte order mark, carriage returns at the
/// ends of lines and empty lines are passed over. A row with more cells than `mostColumns` + 1 keeps
/// what is left in its last cell.
package struct CSVRows {
  /// The greatest number of columns that readers allow.
  package static let mostColumns = 1000

  /// The line of the current row, counted from 1; 0 before the first.
  package private(set) var line = 0
  private var rest: ArraySlice<UInt8>
  private var start = 0

  /// Begins before the first row.
  package init(_ bytes: [UInt8]) {
    rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
  }

  /// The cells of the next row that is not empty; nil at the end of the file.
  package mutating func next() -> [ArraySlice<UInt8>]? {
    while !rest.isEmpty {
      var row = rest.prefix { $0 != 0x0A }
      rest = rest.dropFirst(row.count + 1)
      line += 1
      start = row.startIndex
      if row.last == 0x0D { row.removeLast() }
      if row.isEmpty { continue }
      return row.split(
        separator: 0x2C, maxSplits: Self.mostColumns, omittingEmptySubsequences: false)
    }
    return nil
  }

  /// The column of the current line at which a cell begins, counted in bytes from 1.
  package func column(of cell: ArraySlice<UInt8>) -> Int { cell.startIndex - start + 1 }

  /// The text of a cell without blanks at its ends, cut after `limit` bytes.
  package static func text(_ cell: ArraySlice<UInt8>, limit: Int = 200) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    var trimmed = cell.prefix(limit).drop(while: isBlank)
    while let last = trimmed.last, isBlank(last) { trimmed.removeLast() }
    return String(decoding: trimmed, as: UTF8.self)
  }
}
