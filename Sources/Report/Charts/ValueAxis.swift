// SPDX-License-Identifier: Apache-2.0

/// The vertical axis of a chart: where it ends and which values get a grid line.
package struct ValueAxis: Sendable, Equatable {
  /// Linear or logarithmic.
  package let kind: Scale.Kind
  /// The value at the bottom.
  package let low: Double
  /// The value at the top, a tick.
  package let high: Double
  /// The values with a grid line and a label, rising.
  package let ticks: [Double]

  /// Chooses an axis for values up to `peak`.
  ///
  /// `floor` is the smallest value above zero. Latencies that span a factor of `wideRange` or
  /// more get a logarithmic axis, as a linear one would flatten the median to the bottom line.
  package init(floor: Double, peak: Double, unit: String) {
    let top = peak.isFinite && peak > 0 ? min(peak, 1e15) : 0
    if unit == "seconds", floor > 0, top >= floor * Self.wideRange {
      self.init(logarithmicFrom: max(floor, top / 1e6), to: top)
    } else {
      self.init(linearTo: top, unit: unit)
    }
  }

  /// The ratio of the largest to the smallest latency from which a linear axis hides the small.
  package static let wideRange = 40.0
  /// About as many grid lines as fit a chart without crowding it.
  private static let wantedTicks = 5.0

  private init(linearTo peak: Double, unit: String) {
    let step = Self.step(for: peak, unit: unit)
    let count = max(1, (peak / step - 1e-9).rounded(.up))
    kind = .linear
    low = 0
    high = count * step
    ticks = (0...Int(count)).map { Double($0) * step }
  }

  private init(logarithmicFrom floor: Double, to peak: Double) {
    let first = Int(Scale.log10(floor).rounded(.down))
    let last = Int(Scale.log10(peak).rounded(.up))
    let digits = last - first <= 3 ? [1.0, 2, 5] : [1.0]
    var all: [Double] = []
    for exponent in first...max(first, last) {
      for digit in digits { all.append(digit * Self.powerOfTen(exponent)) }
    }
    let below = all.lastIndex { $0 <= floor * 1.000001 } ?? 0
    let above = all.firstIndex { $0 >= peak * 0.999999 } ?? all.count - 1
    kind = .logarithmic
    ticks = Array(all[min(below, above)...max(below, above)])
    low = ticks[0]
    high = ticks[ticks.count - 1]
  }

  /// The distance of two ticks: 1, 2 or 5 times a power of ten; for bytes a power of two.
  package static func step(for peak: Double, unit: String) -> Double {
    let raw = peak / wantedTicks
    let whole = unit == "count" || unit == "requests"
    if unit == "bytes" {
      var step = 1.0
      while step < raw { step *= 2 }
      return step
    }
    guard raw > 0 else { return whole || unit != "seconds" ? 1 : 0.1 }
    let magnitude = powerOfTen(Int(Scale.log10(raw).rounded(.down)))
    let multiple = [1.0, 2, 5, 10].first { $0 * magnitude >= raw * 0.999999 } ?? 10
    let step = multiple * magnitude
    return whole ? max(1, step) : step
  }

  /// Ten to a whole power, by table-free repeated multiplication; exact for 0 to 22.
  package static func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<Int(exponent.magnitude) { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }
}
