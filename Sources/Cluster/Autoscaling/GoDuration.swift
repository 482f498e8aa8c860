// SPDX-License-Identifier: Apache-2.0

/// A length of time as Go writes it: `1h30m`, `1.5s`, `-300ms`.
///
/// Source: go1.25 src/time/format.go, ParseDuration.
enum GoDuration {
  /// The length in nanoseconds; nil when the text is none or it does not fit in 64 bits.
  static func nanoseconds(_ text: String) -> Int64? {
    var rest = Array(text.utf8)[...]
    var isNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    if rest.elementsEqual([UInt8(ascii: "0")]) { return 0 }
    if rest.isEmpty { return nil }
    var total: Int64 = 0
    while !rest.isEmpty {
      guard let part = component(&rest) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      if overflow { return nil }
      total = sum
    }
    return isNegative ? -total : total
  }

  /// Takes one number with its unit from the front.
  private static func component(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    let whole = digits(&rest)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = digits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    let name = rest.prefix { $0 != UInt8(ascii: ".") && ($0 < 0x30 || $0 > 0x39) }
    rest = rest.dropFirst(name.count)
    guard let unit = units[String(decoding: name, as: UTF8.self)] else { return nil }
    var value: Int64 = 0
    for digit in whole {
      let (tens, first) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = tens.addingReportingOverflow(Int64(digit - 0x30))
      if first || second { return nil }
      value = sum
    }
    let (product, overflow) = value.multipliedReportingOverflow(by: unit)
    if overflow { return nil }
    // Digits beyond a billionth of the greatest unit cannot change the result.
    var (numerator, scale): (Int64, Int64) = (0, 1)
    for digit in fraction.prefix(17) {
      numerator = numerator * 10 + Int64(digit - 0x30)
      scale *= 10
    }
    let part = Int64(Double(numerator) * (Double(unit) / Double(scale)))
    let (sum, tooLarge) = product.addingReportingOverflow(part)
    return tooLarge ? nil : sum
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
    rest = rest.dropFirst(digits.count)
    return digits
  }

  private static let units: [String: Int64] = [
    "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000,
    "m": 60_000_000_000, "h": 3_600_000_000_000,
  ]
}
