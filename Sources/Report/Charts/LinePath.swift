// SPDX-License-Identifier: Apache-2.0

/// The path data of a line: whole tenths of a pixel, each point relative to the one before.
///
/// Relative tenths take about seven bytes a point; a page holds a hundred thousand points.
package struct LinePath {
  private(set) var text = ""
  private let x: Scale
  private let y: Scale
  private let shape: ChartLine.Shape
  /// The end of what is written, in tenths.
  private var pen: (x: Int, y: Int)?
  /// The end of a level stretch that is not written yet, in tenths.
  private var levelEnd: Int?

  private init(x: Scale, y: Scale, shape: ChartLine.Shape) {
    self.x = x
    self.y = y
    self.shape = shape
  }

  /// The path of a trace; gaps lift the pen.
  package static func data(
    _ trace: Trace, x: Scale, y: Scale, shape: ChartLine.Shape
  ) -> String {
    var path = LinePath(x: x, y: y, shape: shape)
    for point in trace.points {
      if point.value.isFinite { path.draw(to: point) } else { path.lift(at: point) }
    }
    path.flush()
    return path.text
  }

  private mutating func draw(to point: Trace.Point) {
    let target = (
      x: tenths(x.position(Double(point.microseconds))), y: tenths(y.position(point.value))
    )
    guard let pen else {
      // The stroke of no length shows a lone sample as a dot, as its ends are round.
      text += "M" + Self.number(target.x) + Self.next(target.y) + "h0"
      pen = target
      return
    }
    if target.y == pen.y {
      levelEnd = target.x
      return
    }
    if shape == .stepped { levelEnd = target.x }
    flush()
    guard let start = self.pen else { return }
    if shape == .stepped {
      text += "v" + Self.number(target.y - start.y)
    } else {
      text += "l" + Self.number(target.x - start.x) + Self.next(target.y - start.y)
    }
    self.pen = target
  }

  /// Ends a stretch; a count stays level up to the instant at which it is no longer known.
  private mutating func lift(at gap: Trace.Point) {
    if shape == .stepped, pen != nil {
      levelEnd = tenths(x.position(Double(gap.microseconds)))
    }
    flush()
    pen = nil
  }

  private mutating func flush() {
    if let end = levelEnd, let start = pen {
      if end != start.x { text += "h" + Self.number(end - start.x) }
      pen = (end, start.y)
    }
    levelEnd = nil
  }

  private func tenths(_ position: Double) -> Int {
    Int((position * 10).rounded(.toNearestOrAwayFromZero))
  }

  /// Tenths as a decimal number without a leading zero, as SVG allows.
  private static func number(_ tenths: Int) -> String {
    let size = tenths.magnitude
    let whole = size / 10 == 0 && size % 10 != 0 ? "" : String(size / 10)
    return (tenths < 0 ? "-" : "") + whole + (size % 10 == 0 ? "" : ".\(size % 10)")
  }

  /// A second number; a minus sign separates as well as a blank.
  private static func next(_ tenths: Int) -> String {
    tenths < 0 ? number(tenths) : " " + number(tenths)
  }
}
