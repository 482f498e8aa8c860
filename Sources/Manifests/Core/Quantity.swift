// SPDX-License-Identifier: Apache-2.0

/// An amount such as `100m`, `1.5` or `20Gi`, kept exactly down to a billionth.
///
/// Semantics: kubernetes v1.36 staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go. Two
/// quantities are equal when their amounts are, however they were written. Kubernetes keeps
/// decimal amounts of any size; here amounts beyond about 1.7e29 are refused.
public struct Quantity: Sendable, Hashable, Comparable {
  /// The notation in which an amount is written.
  public enum Format: Sendable, Hashable {
    /// `12e6`
    case decimalExponent
    /// `12Mi`
    case binarySI
    /// `12M`
    case decimalSI
  }

  static let nanosPerUnit: Int128 = 1_000_000_000

  /// The amount in billionths.
  let nanos: Int128
  /// The notation in which the amount was written, and will be again.
  public let format: Format

  init(nanos: Int128, format: Format) {
    self.nanos = nanos
    self.format = format
  }

  /// Makes a whole amount.
  public init(_ value: Int64, format: Format = .decimalSI) {
    self.init(nanos: Int128(value) * Quantity.nanosPerUnit, format: format)
  }

  /// Makes an amount from thousandths, as is usual for CPU.
  public init(milli: Int64) {
    self.init(nanos: Int128(milli) * 1_000_000, format: .decimalSI)
  }

  /// Nothing.
  public static let zero = Quantity(0)

  /// Whether the amount is 0.
  public var isZero: Bool { nanos == 0 }
  /// Whether the amount is below 0.
  public var isNegative: Bool { nanos < 0 }

  /// The amount rounded away from 0 to a whole number, at most `Int64.max`.
  public var value: Int64 { scaled(by: Quantity.nanosPerUnit) }

  /// The amount in thousandths, rounded away from 0, at most `Int64.max`.
  public var milliValue: Int64 { scaled(by: 1_000_000) }

  /// Whether `value` and `milliValue` hold the amount without reaching the bounds of `Int64`.
  public var fitsMilli: Bool {
    let bound = Int128(Int64.max) * 1_000_000
    return nanos <= bound && nanos >= -bound
  }

  /// Whether `value` holds the amount without reaching the bounds of `Int64`.
  public var fitsUnits: Bool {
    let bound = Int128(Int64.max) * Quantity.nanosPerUnit
    return nanos <= bound && nanos >= -bound
  }

  /// The amount as AsApproximateFloat64 gives it for the canonical form.
  ///
  /// Mantissa times power of ten is not always the nearest number (57 * 0.01 is not 0.57), and the
  /// autoscaler compares with it, so the same product is formed here.
  public var approximateDouble: Double {
    if nanos == 0 { return 0 }
    let (mantissa, exponent) = canonicalDecimal
    if exponent == 0 { return Double(mantissa) }
    let power = Quantity.powersOfTen[min(abs(exponent), Quantity.powersOfTen.count - 1)]
    // Go multiplies by the constant 1e-3, which is the double nearest to it: 1 / 1e3 is the same.
    return Double(mantissa) * (exponent < 0 ? 1 / power : power)
  }

  private static let powersOfTen: [Double] = (0...38).map { count in
    (0..<count).reduce(1.0) { power, _ in power * 10 }
  }

  /// Orders by amount.
  public static func < (left: Quantity, right: Quantity) -> Bool { left.nanos < right.nanos }

  /// Whether the amounts are equal, whatever their notation.
  public static func == (left: Quantity, right: Quantity) -> Bool { left.nanos == right.nanos }

  /// Feeds the amount to a hash.
  public func hash(into hasher: inout Hasher) { hasher.combine(nanos) }

  private func scaled(by unit: Int128) -> Int64 {
    let (quotient, remainder) = nanos.quotientAndRemainder(dividingBy: unit)
    return Int64(clamping: quotient + remainder.signum())
  }
}
