// SPDX-License-Identifier: Apache-2.0

/// Why a text is no quantity.
public enum QuantityError: Error, Sendable, Hashable {
  /// The text does not look like a quantity: Kubernetes' ErrFormatWrong.
  case formatWrong
  /// The suffix is not one of `n u m k M G T P E Ki Mi Gi Ti Pi Ei` or an exponent: ErrSuffix.
  case suffix(String)
  /// The amount is larger than can be held.
  case outOfRange
}

extension Quantity {
  /// Longer texts are refused; the longest sensible quantity has some 30 characters.
  static let greatestLength = 256

  /// Reads a quantity as Kubernetes does, down to its oddities: `.`, `-` and `m` are 0.
  ///
  /// What is finer than a billionth is rounded away from 0, and amounts with a binary suffix are
  /// held at `Int64.max`.
  public init(parsing text: String) throws(QuantityError) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= Quantity.greatestLength else {
      throw .formatWrong
    }
    let parts = try QuantityParts(bytes)
    let (suffixKind, exponent) = try Quantity.interpret(parts.suffix)
    let magnitude: Int128
    var format = suffixKind
    if suffixKind == .binarySI {
      let cap = Int128(Int64.max) * Quantity.nanosPerUnit
      let exact = Quantity.nanos(
        digits: parts.digits, binaryExponent: exponent, decimalExponent: -parts.fractionCount)
      magnitude = min(exact ?? cap, cap)
      if magnitude > 0, magnitude < Quantity.nanosPerUnit { format = .decimalSI }
    } else {
      guard
        let exact = Quantity.nanos(
          digits: parts.digits, binaryExponent: 0, decimalExponent: exponent - parts.fractionCount)
      else { throw .outOfRange }
      magnitude = exact
    }
    self.init(nanos: parts.isNegative ? -magnitude : magnitude, format: format)
  }

  private static func interpret(
    _ suffix: ArraySlice<UInt8>
  ) throws(QuantityError) -> (format: Format, exponent: Int) {
    let text = String(decoding: suffix, as: UTF8.self)
    switch text {
    case "": return (.decimalSI, 0)
    case "n": return (.decimalSI, -9)
    case "u": return (.decimalSI, -6)
    case "m": return (.decimalSI, -3)
    case "k": return (.decimalSI, 3)
    case "M": return (.decimalSI, 6)
    case "G": return (.decimalSI, 9)
    case "T": return (.decimalSI, 12)
    case "P": return (.decimalSI, 15)
    case "E": return (.decimalSI, 18)
    case "Ki": return (.binarySI, 10)
    case "Mi": return (.binarySI, 20)
    case "Gi": return (.binarySI, 30)
    case "Ti": return (.binarySI, 40)
    case "Pi": return (.binarySI, 50)
    case "Ei": return (.binarySI, 60)
    default: break
    }
    guard text.first == "e" || text.first == "E", let exponent = Int64(text.dropFirst()) else {
      throw .suffix(text)
    }
    // Beyond a million every amount but 0 is out of range, or the smallest one, all the same.
    return (.decimalExponent, Int(max(-1_000_000, min(1_000_000, exponent))))
  }

  /// Digits times 2 to one power times 10 to another, in billionths, rounded up; nil if too large.
  private static func nanos(
    digits: ArraySlice<UInt8>, binaryExponent: Int, decimalExponent: Int
  ) -> Int128? {
    let digits = digits.drop { $0 == 0 }
    if digits.isEmpty { return 0 }
    var exponent = decimalExponent + 9
    var kept = digits.count <= 18 ? Array(digits) : doubled(digits, times: binaryExponent)
    var roundsUp = false
    if digits.count > 18, exponent < 0 {
      let cut = min(-exponent, kept.count)
      roundsUp = kept.suffix(cut).contains { $0 != 0 } || -exponent > kept.count
      kept.removeLast(cut)
      exponent = 0
    }
    guard kept.count <= 38 else { return nil }
    var mantissa: Int128 = 0
    for digit in kept {
      let (tens, first) = mantissa.multipliedReportingOverflow(by: 10)
      let (sum, second) = tens.addingReportingOverflow(Int128(digit))
      guard !first, !second else { return nil }
      mantissa = sum
    }
    // At most 18 digits times 2 to the 60th fit in 128 bits.
    if digits.count <= 18 { mantissa <<= Int128(binaryExponent) }
    if roundsUp { mantissa += 1 }
    return scaled(mantissa, byTenTo: exponent)
  }

  private static func scaled(_ mantissa: Int128, byTenTo exponent: Int) -> Int128? {
    if exponent < -38 { return 1 }
    if exponent > 38 { return nil }
    var power: Int128 = 1
    for _ in 0..<abs(exponent) { power *= 10 }
    if exponent < 0 {
      let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: power)
      return remainder > 0 ? quotient + 1 : quotient
    }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: power)
    return overflow ? nil : product
  }

  /// Doubles a number given by its decimal digits; the way for texts too long for 128 bits.
  private static func doubled(_ digits: ArraySlice<UInt8>, times: Int) -> [UInt8] {
    var reversed = Array(digits.reversed())
    for _ in 0..<times {
      var carry: UInt8 = 0
      for index in reversed.indices {
        let twice = reversed[index] * 2 + carry
        reversed[index] = twice % 10
        carry = twice / 10
      }
      if carry > 0 { reversed.append(carry) }
    }
    return reversed.reversed()
  }
}

/// The parts of the text of a quantity.
private struct QuantityParts {
  var isNegative = false
  /// The digits before and after the point, as numbers 0 to 9.
  var digits: ArraySlice<UInt8> = []
  var fractionCount = 0
  var suffix: ArraySlice<UInt8> = []

  init(_ bytes: [UInt8]) throws(QuantityError) {
    var position = 0
    if bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") {
      isNegative = bytes[0] == UInt8(ascii: "-")
      position = 1
    }
    func digit(_ index: Int) -> UInt8? {
      guard index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
      return bytes[index] - 0x30
    }
    while let value = digit(position) {
      digits.append(value)
      position += 1
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      while let value = digit(position) {
        digits.append(value)
        fractionCount += 1
        position += 1
      }
    }
    suffix = bytes[position...]
    while position < bytes.count, QuantityParts.suffixLetters.contains(bytes[position]) {
      position += 1
    }
    if position < bytes.count, bytes[position] == 0x2D || bytes[position] == 0x2B { position += 1 }
    while digit(position) != nil { position += 1 }
    guard position == bytes.count else { throw .formatWrong }
  }

  private static let suffixLetters = Array("eEinumkKMGTP".utf8)
}
