// SPDX-License-Identifier: Apache-2.0

extension PortableMath {
  /// The exponential of a number; infinite above 709.78, zero below -745.13.
  @inlinable
  public static func exp(_ x: Double) -> Double { exp(high: x, low: 0) }

  /// The exponential of the sum of a number and a correction that is far smaller.
  @inlinable
  static func exp(high x: Double, low: Double) -> Double {
    guard x.magnitude <= 708 else { return expOfExtreme(high: x, low: low) }
    // Adding 1.5 * 2^52 rounds to a whole number n and leaves it in the lowest bits of the sum.
    let shifted = x * 0x1.71547652b82fep+0 + 0x1.8p+52
    let scale = Double(bitPattern: (shifted.bitPattern &+ 1_023) &<< 52)
    return expReduced(high: x, low: low, shifted - 0x1.8p+52) * scale
  }

  /// The exponential of `x - n * ln 2`, which is at most half of ln 2 in magnitude.
  ///
  /// The polynomial is a Chebyshev fit of (e^r - 1 - r) / r^2 with an error of 1.4e-18.
  @inlinable
  @inline(__always)
  static func expReduced(high x: Double, low: Double, _ n: Double) -> Double {
    let high = x - n * ln2High
    let rest = n * ln2Low - low
    let r = high - rest
    let correction = (high - r) - rest
    let r2 = r * r
    let r4 = r2 * r2
    let p0 =
      (0.5 + r * 0x1.5555555555557p-3)
      + r2 * (0x1.5555555555556p-5 + r * 0x1.11111111100dcp-7)
    let p1 =
      (0x1.6c16c16c162d4p-10 + r * 0x1.a01a01abe7fe1p-13)
      + r2 * (0x1.a01a01a6d889cp-16 + r * 0x1.71de0231960ebp-19)
    let p2 =
      (0x1.27e4db646b17ep-22 + r * 0x1.af4de97ca4194p-26) + r2 * 0x1.1f730349868cep-29
    return 1 + (r + (r2 * (p0 + r4 * (p1 + r4 * p2)) + correction))
  }

  /// The exponential where the result or its scale leaves the range of normal numbers.
  @usableFromInline
  static func expOfExtreme(high x: Double, low: Double) -> Double {
    guard !x.isNaN else { return x }
    guard x < 710 else { return .infinity }
    guard x > -746 else { return 0 }
    let n = (x * 0x1.71547652b82fep+0 + 0x1.8p+52) - 0x1.8p+52
    // Two steps of scaling: 2^n itself is no normal number. Only the second one can round.
    let half = Int(n) / 2
    let first = Double(sign: .plus, exponent: half, significand: 1)
    let second = Double(sign: .plus, exponent: Int(n) - half, significand: 1)
    return expReduced(high: x, low: low, n) * first * second
  }

  /// A power of a base that is not negative; not a number for a negative base.
  ///
  /// The logarithm is carried in two numbers, so that large exponents do not multiply its error.
  public static func pow(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 || base == 1 { return 1 }
    if base.isNaN || exponent.isNaN || base < 0 { return .nan }
    if base == 0 || base.isInfinite { return (base == 0) == (exponent < 0) ? .infinity : 0 }
    if exponent.isInfinite { return (base > 1) == (exponent > 0) ? .infinity : 0 }
    let (high, low) = logInTwoParts(base)
    let estimate = exponent * high
    if estimate > 710 { return .infinity }
    if estimate < -746 { return 0 }
    let (product, error) = exactProduct(exponent, high)
    return exp(high: product, low: error + exponent * low)
  }

  /// The rounded product of two numbers and its rounding error, after Dekker (1971).
  static func exactProduct(_ a: Double, _ b: Double) -> (product: Double, error: Double) {
    let product = a * b
    let (aHigh, bHigh) = (upperHalf(a), upperHalf(b))
    let (aLow, bLow) = (a - aHigh, b - bHigh)
    let error = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow
    return (product, error)
  }

  /// A number without the lower half of its significand.
  private static func upperHalf(_ number: Double) -> Double {
    Double(bitPattern: number.bitPattern & 0xFFFF_FFFF_F800_0000)
  }
}
