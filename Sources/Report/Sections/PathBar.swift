// SPDX-License-Identifier: Apache-2.0

/// A critical path as a stacked bar with its numbers below.
struct PathBar {
  /// The longest path of the table, which takes the whole width.
  private let longest: Int64

  private static let width = 480.0
  private static let height = 14.0
  /// A part that is narrower than this has no room for its number.
  private static let leastLabel = 40.0

  /// Makes ready for the paths of one table.
  init(_ paths: [CriticalPath]) {
    longest = paths.map(Self.length).max() ?? 1
  }

  /// The heading of the column.
  static let heading = Table.Cell("Where the time went")

  /// The cell of one path: the bar, and each cause with its colour and its time.
  func cell(of path: CriticalPath) -> Table.Cell {
    Table.Cell("", drawing: drawing(of: path) + Self.key(of: path))
  }

  /// A length in words.
  static func text(_ microseconds: Int64) -> String {
    NumberFormat.duration(Double(microseconds) / 1e6)
  }

  private static func length(of path: CriticalPath) -> Int64 {
    path.steps.reduce(0) { $0 + $1.length }
  }

  /// The causes in words; the one that took longest stands out.
  private static func key(of path: CriticalPath) -> String {
    let binding = path.binding?.cause
    var html = Markup()
    html.open("div", ["class": "causes"])
    for (cause, total) in path.totals {
      html.open("span")
      html.open("svg", ["class": "swatch", "viewBox": "0 0 11 11", "aria-hidden": "true"])
      html.leaf("rect", ["class": style(of: cause), "width": "11", "height": "11"])
      html.close("svg")
      let words = "\(cause.rawValue) \(text(total))"
      html.element(cause == binding ? "b" : "i", text: words)
      html.close("span")
    }
    html.close("div")
    return html.text
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
          "text", ["x": ChartFrame.short(left + width / 2), "y": "10.5"], text: Self.text(total))
      }
      left += width
    }
    svg.close("svg")
    return svg.text
  }
}
