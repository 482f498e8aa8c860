// SPDX-License-Identifier: Apache-2.0

/// A critical path as a stacked bar, and as cells of a table with a column for each cause.
struct PathBar {
  /// The causes that any path of the table has, in their order.
  let causes: [PathCause]
  /// The longest path of the table, which takes the whole width.
  private let longest: Int64

  private static let width = 420.0
  private static let height = 16.0
  /// A part that is narrower than this has no room for its number.
  private static let leastLabel = 34.0

  /// Makes ready for the paths of one table.
  init(_ paths: [CriticalPath]) {
    causes = PathCause.allCases.filter { cause in
      paths.contains { $0.steps.contains { $0.cause == cause } }
    }
    longest = paths.map(Self.length).max() ?? 1
  }

  /// The headings of the columns: one for each cause, with its colour, and one for the bar.
  var headings: [Table.Cell] {
    causes.map { Table.Cell($0.rawValue, style: "n", drawing: Self.swatch(of: $0)) }
      + [Table.Cell("Where the time went")]
  }

  /// The cells of one path, the one with the most time marked.
  func cells(of path: CriticalPath) -> [Table.Cell] {
    let totals = path.totals
    let binding = path.binding?.cause
    return causes.map { cause in
      guard let total = totals.first(where: { $0.cause == cause }) else { return .number("–") }
      return .number(Self.text(total.microseconds), style: cause == binding ? "bad" : "")
    } + [Table.Cell("", drawing: drawing(of: path))]
  }

  /// A length in words.
  static func text(_ microseconds: Int64) -> String {
    NumberFormat.duration(Double(microseconds) / 1e6)
  }

  private static func length(of path: CriticalPath) -> Int64 {
    path.steps.reduce(0) { $0 + $1.length }
  }

  private static func swatch(of cause: PathCause) -> String {
    var svg = Markup()
    svg.open("svg", ["class": "swatch", "viewBox": "0 0 11 11", "aria-hidden": "true"])
    svg.leaf("rect", ["class": style(of: cause), "width": "11", "height": "11"])
    svg.close("svg")
    return svg.text
  }

  private static func style(of cause: PathCause) -> String {
    cause.slot.cssClass + (cause.isFaint ? " faint" : "")
  }

  /// The parts in the order of the causes, as long as their share of the longest path.
  private func drawing(of path: CriticalPath) -> String {
    var svg = Markup()
    svg.open(
      "svg",
      [
        "class": "minutes", "viewBox": "0 0 \(Int(Self.width)) \(Int(Self.height))",
        "role": "img",
      ])
    svg.element(
      "title",
      text: path.totals.map { "\($0.cause.rawValue) \(Self.text($0.microseconds))" }
        .joined(separator: ", "))
    var left = 0.0
    for (cause, total) in path.totals {
      let width = Double(total) / Double(max(1, longest)) * Self.width
      svg.leaf(
        "rect",
        [
          "class": Self.style(of: cause), "x": ChartFrame.short(left), "y": "0",
          "width": ChartFrame.short(width), "height": ChartFrame.short(Self.height),
        ])
      if width >= Self.leastLabel {
        svg.element(
          "text", ["x": ChartFrame.short(left + width / 2), "y": "11.5"], text: Self.text(total))
      }
      left += width
    }
    svg.close("svg")
    return svg.text
  }
}
