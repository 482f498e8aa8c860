// SPDX-License-Identifier: Apache-2.0

/// A table of the page; the template escapes all text.
package struct Table: Sendable {
  /// One cell.
  package struct Cell: Sendable {
    /// The text.
    let text: String
    /// Classes of the style sheet: `n` for numbers, `good`, `bad`.
    let style: String
    /// Whether the cell names its row.
    let isHeading: Bool
    /// A drawing by `Markup` after the text, empty for most.
    let drawing: String

    /// Creates a cell.
    init(_ text: String, style: String = "", isHeading: Bool = false, drawing: String = "") {
      self.text = text
      self.style = style
      self.isHeading = isHeading
      self.drawing = drawing
    }

    /// A cell with a number, which stands at the right.
    static func number(_ text: String, style: String = "") -> Cell {
      Cell(text, style: style.isEmpty ? "n" : "n " + style)
    }
  }

  /// One row.
  package struct Row: Sendable {
    /// The cells, as many as the table has columns.
    let cells: [Cell]
  }

  /// The anchor that the contents link to.
  let anchor: String
  /// The heading.
  let heading: String
  /// Whether the contents link to the table.
  let isListed: Bool
  /// The headings of the columns.
  let columns: [Cell]
  /// The rows.
  let rows: [Row]
  /// Whether there is a row; a table without rows shows its notes alone.
  ///
  /// The template sees only
  /// stored properties.
  let hasRows: Bool
  /// What must be known to read the table, such as the number of rows left out.
  let notes: [String]

  /// Creates a table.
  init(
    anchor: String, heading: String, isListed: Bool = true, columns: [Cell], rows: [Row],
    notes: [String] = []
  ) {
    self.anchor = anchor
    self.heading = heading
    self.isListed = isListed
    self.columns = columns
    self.rows = rows
    hasRows = !rows.isEmpty
    self.notes = notes
  }
}
