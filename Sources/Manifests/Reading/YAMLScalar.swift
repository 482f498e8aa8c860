// SPDX-License-Identifier: Apache-2.0

/// A scalar of YAML and what it means by the rules of YAML 1.1, as the reader of kubectl has them.
///
/// Plain `yes`, `on` and `0777` are not texts; dates are. Sexagesimal numbers are not known there.
struct YAMLScalar {
  var text: String
  var isPlain: Bool
  var tag: String?

  /// What the scalar holds.
  var kind: Value.Kind {
    if let tag {
      let prefix = "tag:yaml.org,2002:"
      guard tag.hasPrefix(prefix) else { return .string(text) }
      switch tag.dropFirst(prefix.count) {
      case "null", "bool", "int", "float": return YAMLScalar.resolved(text)
      default: return .string(text)
      }
    }
    return isPlain ? YAMLScalar.resolved(text) : .string(text)
  }

  private static func resolved(_ text: String) -> Value.Kind {
    guard text.utf8.count <= 64 else { return .string(text) }
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x30...0x39:
      return number(text).map(Value.Kind.number) ?? .string(text)
    default: break
    }
    switch text {
    case "~", "null", "Null", "NULL": return .null
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON":
      return .bool(true)
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF":
      return .bool(false)
    default: return .string(text)
    }
  }

  /// A number in the form that JSON would have; nil for other texts.
  private static func number(_ text: String) -> String? {
    let plain = text.filter { $0 != "_" }
    let isNegative = plain.first == "-"
    let digits = plain.first == "-" || plain.first == "+" ? plain.dropFirst() : plain[...]
    let sign = isNegative ? "-" : ""
    switch digits.lowercased() {
    case ".inf": return "\(sign).inf"
    case ".nan": return ".nan"
    default: break
    }
    if let integer = integer(digits) { return integer == 0 ? "0" : "\(sign)\(integer)" }
    guard isDecimal(Array(digits.utf8)), let value = Double(String(digits)), value.isFinite else {
      return nil
    }
    if value == value.rounded(), value < 1e15 { return value == 0 ? "0" : "\(sign)\(Int64(value))" }
    return "\(sign)\(digits)"
  }

  private static func integer(_ digits: Substring) -> UInt64? {
    guard let first = digits.first, first.isASCII, first.isNumber else { return nil }
    guard first == "0", digits.count > 1 else { return UInt64(digits) }
    let rest = digits.dropFirst(2)
    switch digits.dropFirst().first {
    case "x", "X": return UInt64(rest, radix: 16)
    case "b", "B": return UInt64(rest, radix: 2)
    case "o", "O": return UInt64(rest, radix: 8)
    default: return UInt64(digits.dropFirst(), radix: 8)
    }
  }

  /// Digits with at most one point, and perhaps an exponent.
  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    var position = 0
    func skipDigits() -> Int {
      let start = position
      while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 {
        position += 1
      }
      return position - start
    }
    let whole = skipDigits()
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      let fraction = skipDigits()
      if whole == 0, fraction == 0 { return false }
    } else if whole == 0 {
      return false
    }
    guard position < bytes.count else { return true }
    guard bytes[position] | 0x20 == UInt8(ascii: "e") else { return false }
    position += 1
    if position < bytes.count, bytes[position] == 0x2B || bytes[position] == 0x2D { position += 1 }
    return skipDigits() > 0 && position == bytes.count
  }
}
