// SPDX-License-Identifier: Apache-2.0

import Scenario
import Testing

@Suite struct CSVRowsTests {
  private func rows(_ text: String) -> [[String]] {
    var rows = CSVRows(Array(text.utf8))
    var all: [[String]] = []
    while let cells = rows.next() { all.append(cells.map { CSVRows.text($0) }) }
    return all
  }

  @Test func `marks of the byte order, carriage returns and empty lines are passed over`() {
    #expect(rows("\u{FEFF}a,b\r\n\r\n\n1,2\r\n") == [["a", "b"], ["1", "2"]])
  }

  @Test func `empty cells are cells, and the last line needs no end`() {
    #expect(rows("a,,\n,") == [["a", "", ""], ["", ""]])
    #expect(rows("") == [])
  }

  @Test func `lines count from 1 with the empty ones, columns in bytes from 1`() {
    var rows = CSVRows(Array("é,b\n\nc,d\n".utf8))
    let header = rows.next() ?? []
    #expect(rows.line == 1)
    #expect(header.map { rows.column(of: $0) } == [1, 4])
    let row = rows.next() ?? []
    #expect(rows.line == 3)
    #expect(row.map { rows.column(of: $0) } == [1, 3])
    #expect(rows.next() == nil)
  }

  @Test func `a line with too many cells keeps the rest in its last cell`() {
    var rows = CSVRows(Array(repeating: UInt8(ascii: ","), count: 5000))
    #expect(rows.next()?.count == CSVRows.mostColumns + 1)
  }

  @Test func `texts lose blanks at their ends and what is past the limit`() {
    let cell = Array(" \tan evening\t ".utf8)[...]
    #expect(CSVRows.text(cell) == "an evening")
    #expect(CSVRows.text(cell, limit: 4) == "an")
    #expect(CSVRows.text([]) == "")
  }
}
