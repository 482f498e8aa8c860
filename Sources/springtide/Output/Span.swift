// SPDX-License-Identifier: Apache-2.0

/// Spans of simulated time as Go and Kubernetes write them.
enum Span {
  /// A span such as `8h00m`, `20m`, `45m30s`, `1.250s` or `0s`.
  static func text(microseconds: Int64) -> String {
    let magnitude = microseconds.magnitude
    let fraction = magnitude % 1_000_000
    let (hours, minutes) = (magnitude / 3_600_000_000, magnitude / 60_000_000 % 60)
    let seconds = magnitude / 1_000_000 % 60
    let sign = microseconds < 0 ? "-" : ""
    let tail = fraction == 0 ? "" : "." + trimmed(padded(fraction, to: 6))
    if hours > 0 {
      let minor = seconds == 0 && fraction == 0 ? "" : "\(padded(seconds, to: 2))\(tail)s"
      return "\(sign)\(hours)h\(padded(minutes, to: 2))m\(minor)"
    }
    if minutes > 0 {
      let minor = seconds == 0 && fraction == 0 ? "" : "\(padded(seconds, to: 2))\(tail)s"
      return "\(sign)\(minutes)m\(minor)"
    }
    return "\(sign)\(seconds)\(tail)s"
  }

  private static func padded(_ number: UInt64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Milliseconds are kept whole, so that a column of them is even.
  private static func trimmed(_ fraction: String) -> String {
    fraction.hasSuffix("000") ? String(fraction.dropLast(3)) : fraction
  }
}
