// SPDX-License-Identifier: Apache-2.0

extension PortableMath {
  /// The natural logarithm; minus infinity for zero, not a number for negative numbers.
  @inlinable
  public static func log(_ x: Double) -> Double {
    guard x >= .leastNormalMagnitude, x < .infinity else { return logOfExtreme(x) }
    return logNormal(x, exponentBias: 0)
  }

  /// The logarithm of a positive normal number times 2^exponentBias.
  ///
  /// With x = 2^k m, m between sqrt(1/2) and sqrt(2), f = m - 1 and s = f / (2 + f), log m is
  /// 2 atanh s = f - s (f - R) where R = (2 atanh s - 2 s) / s. The polynomial is a Chebyshev fit of
  /// R / s^2 with an error of 3.1e-16, of which s^2 < 0.03 takes its part.
  @inlinable
  @inline(__always)
  static func logNormal(_ x: Double, exponentBias: Double) -> Double {
    let (k, f) = splitForLog(x, exponentBias: exponentBias)
    let s = f / (2 + f)
    let z = s * s
    let z2 = z * z
    let even = 0x1.9999999995273p-2 + z2 * (0x1.c71c62d5e53e0p-3 + z2 * 0x1.39fdcceb4bb45p-3)
    let odd = 0x1.2492492dfd86cp-2 + z2 * (0x1.7462b91b8df65p-3 + z2 * 0x1.2b5f68a50d903p-3)
    let r = z * 0x1.5555555555558p-1 + z2 * (even + z * odd)
    // s f = f^2 / 2 - s f^2 / 2, whose first term is known better than s.
    let halfSquare = 0.5 * f * f
    return k * ln2High - ((halfSquare - (s * (halfSquare + r) + k * ln2Low)) - f)
  }

  /// The exponent k and m - 1 of a positive normal number 2^k m with m in [sqrt(1/2), sqrt(2)).
  @inlinable
  @inline(__always)
  static func splitForLog(_ x: Double, exponentBias: Double) -> (k: Double, f: Double) {
    let offset = Int64(bitPattern: x.bitPattern) &- 0x3FE6_A09E_667F_3BCD
    let exponent = offset &>> 52
    let m = Double(bitPattern: x.bitPattern &- UInt64(bitPattern: exponent &<< 52))
    return (Double(exponent) + exponentBias, m - 1)
  }

  /// The logarithm of what is not a positive normal number.
  @usableFromInline
  static func logOfExtreme(_ x: Double) -> Double {
    if x == 0 { return -.infinity }
    guard x > 0 else { return .nan }
    return x == .infinity ? x : logNormal(x * 0x1p+54, exponentBias: -54)
  }

  /// The logarithm of 1 + x, exact also where x is tiny.
  @inlinable
  public static func log1p(_ x: Double) -> Double {
    let sum = 1 + x
    if sum == 1 || !(sum > 0) || sum == .infinity { return sum == 1 ? x : log(sum) }
    // What the sum lost in rounding, divided by the derivative's denominator.
    let lost = x < 1 ? x - (sum - 1) : 1 - (sum - x)
    return log(sum) + lost / sum
  }

  /// The logarithm of a positive finite number as a sum of two, good to about 2^-65.
  ///
  /// As `logNormal`, with s, its square and the cubic term carried in two numbers. The polynomial is
  /// a Chebyshev fit of (2 atanh s - 2 s - 2 s^3 / 3) / s^5 with an error of 2.8e-16.
  static func logInTwoParts(_ x: Double) -> (high: Double, low: Double) {
    let isSubnormal = x < .leastNormalMagnitude
    let (k, f) = splitForLog(isSubnormal ? x * 0x1p+54 : x, exponentBias: isSubnormal ? -54 : 0)
    let divisor = 2 + f
    let s = f / divisor
    let (product, productError) = exactProduct(s, divisor)
    let sLow = (((f - product) - productError) - s * (f - (divisor - 2))) / divisor
    let (z, zError) = exactProduct(s, s)
    let zLow = zError + 2 * s * sLow
    let (cube, cubeError) = exactProduct(s, z)
    let cubeLow = cubeError + (s * zLow + sLow * z)
    let (third, thirdError) = exactProduct(cube, 0x1.5555555555555p-1)
    let thirdLow = thirdError + (cube * 0x1.5555555555555p-55 + cubeLow * 0x1.5555555555555p-1)
    let tail = cube * z * logTail(z)
    // k times the upper 42 bits of ln 2 is exact.
    let (sum, sumError) = exactSum(k * 0x1.62e42fefa38p-1, 2 * s)
    let (total, totalError) = exactSum(sum, third)
    let low = tail + thirdLow + 2 * sLow + k * 0x1.ef35793c7673p-45 + sumError + totalError
    let high = total + low
    return (high, low - (high - total))
  }

  private static func logTail(_ z: Double) -> Double {
    let z2 = z * z
    let even =
      0x1.999999999999fp-2 + z2 * (0x1.c71c71d7fbbacp-3 + z2 * 0x1.3b18bc82cc745p-3)
    let odd = 0x1.249249248e4d8p-2 + z2 * (0x1.745d09e3d8241p-3 + z2 * 0x1.1018374c7f117p-3)
    return even + z * odd + z2 * z2 * z2 * 0x1.087e4945615c6p-3
  }

  /// The rounded sum of two numbers and its rounding error, after Knuth.
  static func exactSum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
    let sum = a + b
    let bRounded = sum - a
    return (sum, (a - (sum - bRounded)) + (b - bRounded))
  }
}
