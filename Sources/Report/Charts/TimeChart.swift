// SPDX-License-Identifier: Apache-2.0

/// Lines over simulated time, with an axis of values, a bound and the spans in which it is broken.
package struct TimeChart: Sendable {
  /// A level that the values should not pass.
  package struct Bound: Sendable, Equatable {
    /// The level.
    package let value: Double
    /// What it is, such as `objective 200 ms`.
    package let label: String

    /// Creates a bound.
    package init(value: Double, label: String) {
      self.value = value
      self.label = label
    }
  }

  /// What the chart shows, such as `Replicas`.
  package var title: String
  /// The unit of the values in the words of the store, which decides on the number format.
  package var unit: String
  /// The unit as the heading names it, such as `cores`.
  package var unitLabel: String
  /// The lines, the most important last, as it lies on top.
  package var lines: [ChartLine]
  /// The level that should not be passed, if there is one.
  package var bounds: [Bound]
  /// Spans of time to shade, in microseconds.
  package var shaded: [ClosedRange<Int64>]
  /// The number of lines that there was no room for.
  package var linesLeftOut: Int
  /// The number of lines that are not drawn because they stay at zero.
  package var linesAtZero: Int

  /// Creates a chart.
  package init(
    title: String, unit: String, unitLabel: String, lines: [ChartLine], bounds: [Bound] = [],
    shaded: [ClosedRange<Int64>] = [], linesLeftOut: Int = 0,
    linesAtZero: Int = 0
  ) {
    self.title = title
    self.unit = unit
    self.unitLabel = unitLabel
    self.lines = lines
    self.bounds = bounds
    self.shaded = shaded
    self.linesLeftOut = linesLeftOut
    self.linesAtZero = linesAtZero
  }

  /// Whether there is any sample to draw.
  package var hasSamples: Bool { lines.contains { $0.trace.peak != nil } }

  /// A bound at the very top of the axis would leave no room for its label.
  private static let headroom = 1.15

  /// The axis that holds all lines and the bound.
  package var axis: ValueAxis {
    let peaks = lines.compactMap { $0.trace.peak?.value } + bounds.map { $0.value * Self.headroom }
    let floors = lines.compactMap(\.trace.floorAboveZero) + bounds.map(\.value)
    return ValueAxis(
      floor: floors.filter { $0 > 0 }.min() ?? 0, peak: peaks.max() ?? 0, unit: unit)
  }

  /// The drawing.
  package func svg(in frame: ChartFrame) -> String {
    let axis = self.axis
    let y = Scale(
      axis.kind, low: axis.low, high: axis.high, start: frame.baseline, end: ChartFrame.top)
    var svg = Markup()
    let script =
      "\(axis.kind.rawValue) \(axis.low) \(axis.high) \(ChartFrame.short(frame.baseline)) \(unit)"
    frame.open(&svg, title: title, description: description(frame.time.clock), axis: script)
    drawShade(in: &svg, frame)
    drawGrid(axis, y, in: &svg)
    frame.drawTime(in: &svg)
    drawBounds(y, in: &svg)
    drawLines(frame, y, in: &svg)
    EndLabels(lines: lines, y: y, frame: frame).draw(in: &svg)
    svg.close("svg")
    return svg.text
  }

  /// The peak of each line in a sentence, for people who do not see the drawing.
  private func description(_ clock: WallClock) -> String {
    let peaks = lines.compactMap { line in
      line.trace.peak.map {
        "\(line.name): at most \(NumberFormat.text($0.value, unit: unit)) at "
          + clock.timeOfDay($0.microseconds, seconds: false)
      }
    }
    return peaks.isEmpty ? "No samples." : peaks.joined(separator: "; ") + "."
  }

  private func drawShade(in svg: inout Markup, _ frame: ChartFrame) {
    for span in shaded {
      let from = frame.x.position(Double(span.lowerBound))
      let to = frame.x.position(Double(span.upperBound))
      svg.leaf(
        "rect",
        [
          "class": "miss", "x": ChartFrame.short(from), "y": ChartFrame.short(ChartFrame.top),
          "width": ChartFrame.short(max(1, to - from)),
          "height": ChartFrame.short(frame.plotHeight),
        ])
    }
  }

  private func drawGrid(_ axis: ValueAxis, _ y: Scale, in svg: inout Markup) {
    svg.open("g", ["class": "grid"])
    var lastLabel = Double.infinity
    for tick in axis.ticks {
      let position = y.position(tick)
      let text = ChartFrame.short(position)
      svg.leaf(
        "path",
        ["d": "M\(ChartFrame.short(ChartFrame.left)) \(text)H\(ChartFrame.short(ChartFrame.right))"]
      )
      guard lastLabel - position >= 11 else { continue }
      lastLabel = position
      svg.element(
        "text",
        ["x": ChartFrame.short(ChartFrame.left - 7), "y": ChartFrame.short(position + 3.5)],
        text: NumberFormat.tick(tick, unit: unit, top: axis.high))
    }
    svg.close("g")
  }

  private func drawBounds(_ y: Scale, in svg: inout Markup) {
    for bound in bounds {
      let position = y.position(bound.value)
      svg.open("g", ["class": "bound"])
      svg.leaf(
        "path",
        [
          "d":
            "M\(ChartFrame.short(ChartFrame.left)) \(ChartFrame.short(position))H\(ChartFrame.short(ChartFrame.right))"
        ])
      svg.element(
        "text",
        ["x": ChartFrame.short(ChartFrame.left + 6), "y": ChartFrame.short(position - 4)],
        text: bound.label)
      svg.close("g")
    }
  }

  /// Draws broken lines over solid ones, so that both show where they run together.
  private func drawLines(_ frame: ChartFrame, _ y: Scale, in svg: inout Markup) {
    for line in lines.filter({ $0.dash == .solid }) + lines.filter({ $0.dash != .solid }) {
      let path = LinePath.data(line.trace, x: frame.x, y: y, shape: line.shape)
      if path.isEmpty { continue }
      svg.leaf(
        "path",
        [
          "class": "line \(line.slot.cssClass)", "stroke-dasharray": line.dash.rawValue,
          "data-name": line.name, "d": path,
        ])
    }
  }
}
