// SPDX-License-Identifier: Apache-2.0

import Metrics
import Testing

@testable import springtide

/// Tables of text: alignment, groups of columns, the limit of the width.
struct TextTableTests {
  @Test func `names stand left, numbers right, and no line ends in blanks`() {
    var table = TextTable([
      TextTable.Column("NAME"), TextTable.Column("COUNT", isNumber: true), TextTable.Column("NOTE"),
    ])
    table.rows = [["a", "1", ""], ["longer", "1,000", "x"]]
    #expect(
      table.lines() == [
        "NAME    COUNT  NOTE",
        "a           1",
        "longer  1,000  x",
      ])
  }

  @Test func `a group stands above its columns and widens them if it must`() {
    var table = TextTable([
      TextTable.Column("pool"), TextTable.Column(group: "cpu", heading: ["min"]),
      TextTable.Column(group: "cpu", heading: ["max"]),
      TextTable.Column(group: "utilization", heading: ["p"]),
    ])
    table.rows = [["a", "1", "2", "3"]]
    #expect(
      table.lines() == [
        "      - cpu --  utilization",
        "pool  min  max            p",
        "a       1    2            3",
      ])
    #expect(table.width == 27)
  }

  @Test func `an empty table has its heading alone`() {
    #expect(TextTable([TextTable.Column("RUN")]).lines() == ["RUN"])
  }
}
