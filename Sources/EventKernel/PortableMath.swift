// SPDX-License-Identifier: Apache-2.0

/// Elementary functions whose results are the same on every platform, to the last bit.
///
/// System libraries differ in the last place, and one such difference ends in another run. These are
/// built only from additions, multiplications, divisions, square roots and bit patterns, which
/// IEEE 754 defines exactly, and never from fused operations. `log`, `exp`, `log1p` and `pow` are
/// within one unit in the last place of the true value, `logGamma` within a few. Polynomial
/// coefficients are our own fits (see the comment at each).
public enum PortableMath {
  /// The upper bits of the logarithm of 2, so few that their products with exponents are exact.
  @inlinable
  static var ln2High: Double { 0x1.62e42feep-1 }

  /// The logarithm of 2 less `ln2High`.
  @inlinable
  static var ln2Low: Double { 0x1.a39ef35793c76p-33 }
}
