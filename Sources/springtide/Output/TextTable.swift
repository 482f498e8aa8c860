// SPDX-License-Identifier: Apache-2.0

/// Rows of text in aligned columns, as kubectl prints them.
struct TextTable {
  /// One column: its heading, one line or several, and its side.
  struct Column {
    var heading: [String]
    var isNumber: Bool
    /// The word that several columns share above their headings; it may be as wide as all of them.
    var group = ""

    init(_ heading: String, isNumber: Bool = false) {
      self.heading = [heading]
      self.isNumber = isNumber
    }

    init(group: String, heading: [String]) {
      self.group = group
      self.heading = heading
      isNumber = true
    }
  }

  var columns: [Column]
  var rows: [[String]] = []
  /// The blanks between two columns.
  static let gap = 2

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// The widths of the columns in characters; a group that needs room widens its first column.
  func widths() -> [Int] {
    var widths = columns.indices.map { column in
      let heading = columns[column].heading.map(\.count).max() ?? 0
      return rows.reduce(heading) { max($0, $1[column].count) }
    }
    for span in groupSpans() {
      let width = widths[span].reduce(-Self.gap) { $0 + $1 + Self.gap }
      widths[span.lowerBound] += max(0, columns[span.lowerBound].group.count - width)
    }
    return widths
  }

  /// The width of the whole table in characters.
  var width: Int { widths().reduce(-Self.gap) { $0 + $1 + Self.gap } }

  /// The table as lines without trailing blanks.
  func lines() -> [String] {
    let widths = widths()
    let height = columns.map(\.heading.count).max() ?? 0
    let headings = (0..<height).map { level in
      line(columns.map { level < $0.heading.count ? $0.heading[level] : "" }, widths)
    }
    let all = headings.filter { !$0.isEmpty } + rows.map { line($0, widths) }
    let groups = groupLine(widths)
    return groups.isEmpty ? all : [groups] + all
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var text = ""
    for (column, cell) in cells.enumerated() {
      let blanks = String(repeating: " ", count: max(0, widths[column] - cell.count))
      text += columns[column].isNumber ? blanks + cell : cell + blanks
      text += String(repeating: " ", count: Self.gap)
    }
    return Self.withoutTrailingBlanks(text)
  }

  /// The runs of neighbouring columns that share a word; a column without a word is one alone.
  private func groupSpans() -> [Range<Int>] {
    var spans: [Range<Int>] = []
    for column in columns.indices {
      if let last = spans.last, !columns[column].group.isEmpty,
        columns[last.lowerBound].group == columns[column].group
      {
        spans[spans.count - 1] = last.lowerBound..<column + 1
      } else {
        spans.append(column..<column + 1)
      }
    }
    return spans
  }

  /// The shared words, each centred above its columns between dashes.
  private func groupLine(_ widths: [Int]) -> String {
    let words = groupSpans().map { span in
      Self.centred(
        columns[span.lowerBound].group,
        in: widths[span].reduce(-Self.gap) { $0 + $1 + Self.gap })
    }
    let gap = String(repeating: " ", count: Self.gap)
    return Self.withoutTrailingBlanks(words.joined(separator: gap))
  }

  private static func centred(_ word: String, in width: Int) -> String {
    guard !word.isEmpty else { return String(repeating: " ", count: width) }
    let room = width - word.count - 2
    guard room >= 2 else {
      return String(repeating: " ", count: max(0, width - word.count)) + word
    }
    let left = String(repeating: "-", count: room / 2)
    let right = String(repeating: "-", count: room - room / 2)
    return "\(left) \(word) \(right)"
  }

  private static func withoutTrailingBlanks(_ text: String) -> String {
    var end = text[...]
    while end.last == " " { end = end.dropLast() }
    return String(end)
  }
}
