// SPDX-License-Identifier: Apache-2.0

/// The room of a chart: the same left and right margins everywhere, so that all charts of a page
/// share one time axis from top to bottom.
package struct ChartFrame: Sendable, Equatable {
  /// The time axis.
  package let time: TimeAxis
  /// The height of the plot without its labels.
  package let plotHeight: Double

  /// The width of every chart in its own units, which are pixels on a wide screen.
  package static let width = 1_120.0
  /// The left edge of the plot; room for the labels of the vertical axis.
  package static let left = 64.0
  /// The right edge of the plot; beyond it lie the names of the lines.
  package static let right = 980.0
  /// The upper edge of the plot.
  package static let top = 8.0
  /// The room below the plot for the labels of the time axis.
  package static let bottom = 20.0
  /// As many time labels as stand side by side without touching.
  package static let timeTicks = 16

  /// Creates a frame.
  package init(time: TimeAxis, plotHeight: Double) {
    self.time = time
    self.plotHeight = plotHeight
  }

  /// The height of the chart with its labels.
  package var height: Double { Self.top + plotHeight + Self.bottom }

  /// The lower edge of the plot.
  package var baseline: Double { Self.top + plotHeight }

  /// The horizontal scale, in microseconds since the start.
  package var x: Scale {
    Scale(
      .linear, low: 0, high: Double(time.durationMicroseconds), start: Self.left,
      end: Self.right)
  }

  /// Opens the drawing with what a screen reader says of it.
  package func open(_ svg: inout Markup, title: String, description: String, axis: String) {
    svg.open(
      "svg",
      [
        "viewBox": "0 0 \(Self.short(Self.width)) \(Self.short(height))", "role": "img",
        "class": "chart", "data-span": "\(time.durationMicroseconds)", "data-axis": axis,
      ])
    svg.element("title", text: title)
    svg.element("desc", text: description)
  }

  /// Draws the vertical grid lines and, below the plot, the wall-clock times.
  package func drawTime(in svg: inout Markup) {
    svg.open("g", ["class": "time"])
    for tick in time.ticks(atMost: Self.timeTicks) {
      let position = Self.short(x.position(Double(tick.microseconds)))
      let kind = tick.isMidnight ? "day" : ""
      svg.leaf(
        "path",
        [
          "class": kind,
          "d": "M\(position) \(Self.short(Self.top))V\(Self.short(baseline + 4))",
        ])
      svg.element(
        "text", ["class": kind, "x": position, "y": Self.short(baseline + 16)], text: tick.label)
    }
    svg.close("g")
  }

  /// A coordinate with at most one decimal.
  package static func short(_ value: Double) -> String {
    let text = NumberFormat.fixed(value, decimals: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
