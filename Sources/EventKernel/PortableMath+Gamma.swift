// SPDX-License-Identifier: Apache-2.0

extension PortableMath {
  /// The logarithm of the gamma function of a positive number; not a number for a negative one.
  public static func logGamma(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? .infinity : .nan }
    if x >= 10 {
      return ((x - 0.5) * (log(x) - 1) + 0x1.acfe390c97d69p-2) + stirlingError(x)
    }
    if x < 0.5 { return logGammaNearTwo(x) - (log1p(x) + log(x)) }
    if x < 1.5 { return logGammaNearTwo(x - 1) - log1p(x - 1) }
    // Down to [1.5, 2.5) by Gamma(y + 1) = y Gamma(y).
    var (y, product) = (x, 1.0)
    while y >= 2.5 {
      y -= 1
      product *= y
    }
    return product == 1 ? logGammaNearTwo(y - 2) : logGammaNearTwo(y - 2) + log(product)
  }

  /// What the logarithm of the gamma function at x >= 10 has beyond Stirling's formula.
  ///
  /// That is 1/12x - 1/360x^3 + ... of the asymptotic series (Bernoulli numbers), whose first term
  /// left out is below 1e-15 in absolute value.
  static func stirlingError(_ x: Double) -> Double {
    let w = 1 / (x * x)
    let series =
      1.0 / 12 - w
      * (1.0 / 360 - w * (1.0 / 1_260 - w * (1.0 / 1_680 - w * (1.0 / 1_188 - w * 691.0 / 360_360))))
    return series / x
  }

  /// The logarithm of the gamma function at 2 + t for t from -0.5 to 0.5.
  ///
  /// That is t (1 - Euler's constant) + t^2 P(t), where P is a Chebyshev fit with an error of 3e-19.
  private static func logGammaNearTwo(_ t: Double) -> Double {
    var p = 0x1.0e050f68b724ep-24
    p = p * t - 0x1.1be56b7e101c6p-23
    p = p * t + 0x1.b6445fadb0174p-23
    p = p * t - 0x1.d06b46182e294p-22
    p = p * t + 0x1.00febbea532f7p-20
    p = p * t - 0x1.125408d7ee6ebp-19
    p = p * t + 0x1.25914b1f69b2fp-18
    p = p * t - 0x1.3cb5f201754a6p-17
    p = p * t + 0x1.580df7289cce6p-16
    p = p * t - 0x1.78de85fa0bf74p-15
    p = p * t + 0x1.a127b05bf078fp-14
    p = p * t - 0x1.d3fd4bda4f97bp-13
    p = p * t + 0x1.0b36af86cf91ap-11
    p = p * t - 0x1.38ac5c2c96006p-10
    p = p * t + 0x1.7add6eadb63a3p-9
    p = p * t - 0x1.e404fc218ecffp-8
    p = p * t + 0x1.51322ac7d8485p-6
    p = p * t - 0x1.13e001a557607p-4
    p = p * t + 0x1.4a34cc4a60fa6p-2
    return t * 0x1.b0ee6072093cep-2 + t * t * p
  }
}
