// SPDX-License-Identifier: Apache-2.0

/// A decimal number as written, kept exact: `whole.fraction`.
struct DecimalText: Equatable {
  /// The digits before the point.
  var whole: Int64
  /// The digits after the point as an integer.
  var fraction: Int64
  /// Ten to the number of digits after the point.
  var scale: Int64

  /// The most digits after the point that are kept: ten to this power fits in 64 bits with room.
  static let mostFractionDigits = 12

  /// Reads a number at the front of a text and removes it; nil if there is none or it is too long.
  static func take(from text: inout Substring) -> DecimalText? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let whole = Int64(digits) else { return nil }
    text = text.dropFirst(digits.count)
    guard text.first == "." else { return DecimalText(whole: whole, fraction: 0, scale: 1) }
    let after = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
    guard !after.isEmpty, after.count <= mostFractionDigits, let fraction = Int64(after) else {
      return nil
    }
    text = text.dropFirst(after.count + 1)
    let scale = after.reduce(into: Int64(1)) { power, _ in power *= 10 }
    return DecimalText(whole: whole, fraction: fraction, scale: scale)
  }

  /// The number times a unit; nil if that overflows or is not whole.
  func times(_ unit: Int64) -> Int64? {
    let (big, bigOverflow) = whole.multipliedReportingOverflow(by: unit)
    let (small, smallOverflow) = fraction.multipliedReportingOverflow(by: unit)
    guard !bigOverflow, !smallOverflow, small % scale == 0 else { return nil }
    let (sum, overflow) = big.addingReportingOverflow(small / scale)
    return overflow ? nil : sum
  }
}
