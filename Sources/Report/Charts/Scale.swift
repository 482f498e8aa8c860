// SPDX-License-Identifier: Apache-2.0

/// A map from values to positions on the page, linear or logarithmic.
package struct Scale: Sendable, Equatable {
  /// How distances of values become distances on the page.
  package enum Kind: String, Sendable { case linear, logarithmic }

  /// Linear or logarithmic.
  package let kind: Kind
  /// The smallest value of the axis; above zero on a logarithmic scale.
  package let low: Double
  /// The largest value of the axis, above `low`.
  package let high: Double
  /// The position of `low`.
  package let start: Double
  /// The position of `high`.
  package let end: Double

  /// Creates a scale; an empty domain is widened by one, a logarithmic one starts above zero.
  package init(_ kind: Kind, low: Double, high: Double, start: Double, end: Double) {
    self.kind = kind
    self.low = kind == .logarithmic ? max(low, 1e-12) : low
    self.high = high > self.low ? high : self.low + 1
    self.start = start
    self.end = end
  }

  /// The position of a value; values outside of the domain stay at its edge.
  package func position(_ value: Double) -> Double {
    let inside = min(max(value, low), high)
    let share =
      switch kind {
      case .linear: (inside - low) / (high - low)
      case .logarithmic:
        (Self.log10(inside) - Self.log10(low)) / (Self.log10(high) - Self.log10(low))
      }
    return start + share * (end - start)
  }

  /// The decimal logarithm of a positive number by the series of the inverse hyperbolic tangent.
  ///
  /// Our own, so that a report has the same bytes whatever the C library. The significand is
  /// brought to [0.75, 1.5), where 16 terms reach the precision of Double.
  package static func log10(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value > 0 ? .infinity : -.infinity }
    var significand = value.significand
    var exponent = Double(value.exponent)
    if significand >= 1.5 {
      significand /= 2
      exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    var power = ratio
    var sum = 0.0
    for term in 0..<16 {
      sum += power / Double(2 * term + 1)
      power *= ratio * ratio
    }
    return (2 * sum + exponent * 0.693147180559945309) / 2.302585092994045684
  }
}
