// SPDX-License-Identifier: Apache-2.0

/// Numbers as people read them, the same on every machine.
///
/// Written without Foundation so that no locale can change a byte of a report.
package enum NumberFormat {
  /// A value with its unit, as in `1.25k requests/s`, `312 ms` or `2 Gi`.
  ///
  /// `unit` is one of `Metric.Unit` or of the summary's words (`ratio`, `microseconds`); any
  /// other word is written after the number.
  package static func text(_ value: Double, unit: String) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : (value < 0 ? "−∞" : "∞") }
    switch unit {
    case "seconds": return duration(value)
    case "microseconds": return duration(value / 1e6)
    case "milliseconds": return duration(value / 1e3)
    case "bytes": return binary(value)
    case "ratio": return percent(value)
    case "", "count": return decimal(value)
    default: return decimal(value) + " " + unit
    }
  }

  /// The label of a tick on an axis that ends at `top`, which decides whether thousands are `k`.
  ///
  /// The unit of counts stands in the heading of the chart.
  package static func tick(_ value: Double, unit: String, top: Double) -> String {
    switch unit {
    case "seconds" where value != 0 && abs(value) < 60: return latency(value)
    case "seconds": return duration(value)
    case "bytes": return binary(value)
    case "ratio": return percent(value)
    default: return top < 10_000 ? decimal(value) : prefixed(value)
    }
  }

  /// Up to three significant digits and k, M, G or T; from 1,000 to 9,999 the whole number.
  package static func decimal(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : (value < 0 ? "−∞" : "∞") }
    let size = abs(value)
    if size < 9_999.5, size >= 999.5 || value == value.rounded() {
      return grouped(Int64(value.rounded(.toNearestOrAwayFromZero)))
    }
    return prefixed(value)
  }

  private static func prefixed(_ value: Double) -> String {
    var scaled = value
    for prefix in ["", "k", "M", "G"] {
      if abs(scaled) < 999.5 { return significant(scaled) + prefix }
      scaled /= 1_000
    }
    return abs(scaled) < 1e6 ? significant(scaled) + "T" : "\(value)"
  }

  /// Three significant digits without trailing zeros.
  package static func significant(_ value: Double) -> String {
    let size = abs(value)
    guard size >= 0.0005 else { return size == 0 ? "0" : (size < 1e-9 ? "0" : "\(value)") }
    let decimals =
      size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : size >= 0.0995 ? 3 : 4
    return trimmed(fixed(value, decimals: decimals))
  }

  /// Bytes in powers of 1,024, as Kubernetes writes memory.
  package static func binary(_ value: Double) -> String {
    var scaled = value
    for suffix in ["", " Ki", " Mi", " Gi", " Ti"] {
      if abs(scaled) < 1_023.5 { return significant(scaled) + suffix }
      scaled /= 1_024
    }
    return abs(scaled) < 1e6 ? significant(scaled) + " Pi" : "\(value)"
  }

  /// A share as a percentage; what is not zero is not shown as zero.
  package static func percent(_ ratio: Double) -> String {
    let percent = ratio * 100
    return percent > 0 && percent < 0.0005 ? "<0.001%" : significant(percent) + "%"
  }

  /// A time span, from microseconds to days.
  package static func duration(_ seconds: Double) -> String {
    let size = abs(seconds)
    if size < 59.95 { return latency(seconds) }
    guard size < 1e12 else { return "\(seconds) s" }
    let whole = Int64(size.rounded())
    let sign = seconds < 0 ? "−" : ""
    let parts = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")] as [(Int64, String)]
    var rest = whole
    var words: [String] = []
    for (length, name) in parts {
      let count = rest / length
      rest %= length
      if count > 0, words.count < 2 { words.append("\(count) \(name)") }
    }
    return sign + words.joined(separator: " ")
  }

  /// A span below a minute in µs, ms or s.
  private static func latency(_ seconds: Double) -> String {
    let size = abs(seconds)
    if size == 0 { return "0 s" }
    if size < 0.0009995 { return significant(seconds * 1e6) + " µs" }
    if size < 0.9995 { return significant(seconds * 1e3) + " ms" }
    return significant(seconds) + " s"
  }

  /// A number with a fixed number of decimals, at most nine, rounded half away from zero.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    precondition((0...9).contains(decimals), "fixed: 0 to 9 decimals, asked for \(decimals)")
    let power = powersOfTen[decimals]
    let scaled = (abs(value) * Double(power)).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e15 else { return "\(value)" }
    let digits = Int64(scaled)
    let sign = value < 0 && digits > 0 ? "-" : ""
    if decimals == 0 { return sign + String(digits) }
    let fraction = String(digits % power)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return sign + String(digits / power) + "." + zeros + fraction
  }

  /// A whole number with commas between thousands.
  package static func grouped(_ value: Int64) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }

  private static let powersOfTen: [Int64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  ]

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var end = Substring(text)
    while end.last == "0" { end = end.dropLast() }
    if end.last == "." { end = end.dropLast() }
    return String(end)
  }
}
