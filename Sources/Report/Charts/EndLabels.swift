// SPDX-License-Identifier: Apache-2.0

/// The names of the lines at their right ends, moved apart where they would cover each other.
package struct EndLabels {
  private struct Label {
    var line: ChartLine
    var anchor: Double
    var position: Double
  }

  /// The least distance of two names.
  private static let spacing = 13.0
  /// Names longer than this do not fit the margin; the legend has them in full.
  private static let longestName = 19

  private var labels: [Label]
  private let frame: ChartFrame

  /// Places the names of the lines that have a sample.
  package init(lines: [ChartLine], y: Scale, frame: ChartFrame) {
    self.frame = frame
    labels = lines.compactMap { line in
      guard let last = line.trace.points.last(where: { $0.value.isFinite }) else { return nil }
      let anchor = y.position(last.value)
      return Label(line: line, anchor: anchor, position: anchor)
    }
    labels.sort { ($0.anchor, $0.line.name) < ($1.anchor, $1.line.name) }
    spread()
  }

  /// The vertical positions, from the top, of the names in their order from the top.
  package var positions: [(name: String, y: Double)] {
    labels.map { ($0.line.name, $0.position) }
  }

  /// Pushes names down until none overlap, then the whole stack up from the lower edge.
  private mutating func spread() {
    for index in labels.indices.dropFirst() {
      labels[index].position = max(
        labels[index].position, labels[index - 1].position + Self.spacing)
    }
    var limit = frame.baseline
    for index in labels.indices.reversed() {
      labels[index].position = min(labels[index].position, limit)
      limit = labels[index].position - Self.spacing
    }
  }

  /// Draws each name with a leader from the end of its line.
  package func draw(in svg: inout Markup) {
    let right = ChartFrame.right
    for label in labels {
      svg.open("g", ["class": "end \(label.line.slot.cssClass)"])
      svg.leaf(
        "path",
        [
          "d": "M\(ChartFrame.short(right + 2)) \(ChartFrame.short(label.anchor))"
            + "L\(ChartFrame.short(right + 12)) \(ChartFrame.short(label.position))"
        ])
      svg.element(
        "text",
        ["x": ChartFrame.short(right + 15), "y": ChartFrame.short(label.position + 3.5)],
        text: Self.shortened(label.line.name))
      svg.close("g")
    }
  }

  private static func shortened(_ name: String) -> String {
    name.count <= longestName ? name : name.prefix(longestName - 1) + "…"
  }
}
