// SPDX-License-Identifier: Apache-2.0

extension Quantity {
  /// The sum, or nil when it is too large to be held.
  ///
  /// A zero takes over the notation of the other amount, as in Kubernetes.
  public func adding(_ other: Quantity) -> Quantity? {
    let (sum, overflow) = nanos.addingReportingOverflow(other.nanos)
    guard !overflow else { return nil }
    return Quantity(nanos: sum, format: isZero ? other.format : format)
  }

  /// The difference, or nil when it is too large to be held.
  public func subtracting(_ other: Quantity) -> Quantity? {
    let (difference, overflow) = nanos.subtractingReportingOverflow(other.nanos)
    guard !overflow else { return nil }
    return Quantity(nanos: difference, format: isZero ? other.format : format)
  }

  /// The product with a whole number, or nil when it is too large to be held.
  public func multiplied(by factor: Int64) -> Quantity? {
    let (product, overflow) = nanos.multipliedReportingOverflow(by: Int128(factor))
    guard !overflow else { return nil }
    return Quantity(nanos: product, format: format)
  }

  /// The sum, held at the bound when it is too large.
  public static func + (left: Quantity, right: Quantity) -> Quantity {
    left.adding(right)
      ?? Quantity(nanos: left.isNegative ? Int128.min : Int128.max, format: left.format)
  }

  /// The difference, held at the bound when it is too large.
  public static func - (left: Quantity, right: Quantity) -> Quantity {
    left.subtracting(right)
      ?? Quantity(nanos: left.isNegative ? Int128.min : Int128.max, format: left.format)
  }

  /// Adds an amount, held at the bound when the sum is too large.
  public static func += (left: inout Quantity, right: Quantity) { left = left + right }
}
