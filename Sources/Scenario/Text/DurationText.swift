// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Durations as text, in the notation of Go and Kubernetes: `2h30m`, `1.5s`, `350ms`.
enum DurationText {
  /// The units with their microseconds; a longer name comes before its own prefix.
  static let units: [(name: String, microseconds: Int64)] = [
    ("us", 1), ("µs", 1), ("ms", 1000), ("s", 1_000_000), ("m", 60_000_000),
    ("h", 3_600_000_000), ("d", 86_400_000_000),
  ]

  /// A regular expression that every duration matches.
  static let pattern = "^(([0-9]+(\\.[0-9]+)?(us|µs|ms|s|m|h|d))+|0)$"

  /// The longest text that is looked at.
  private static let mostCharacters = 64
  private static let tooFine = "a duration of whole microseconds that 64 bits can hold"

  /// Reads a duration.
  static func parse(_ text: String) throws(TextFault) -> SimulationDuration {
    guard text.utf8.count <= mostCharacters else {
      throw TextFault(expected: "a duration of at most \(mostCharacters) characters")
    }
    if text == "0" { return .zero }
    if text.hasPrefix("-") { throw TextFault(expected: "a duration that is not negative") }
    var rest = text[...]
    var total: Int64 = 0
    while !rest.isEmpty || text.isEmpty {
      total = try add(&rest, of: text, to: total)
    }
    return SimulationDuration(microseconds: total)
  }

  private static func add(
    _ rest: inout Substring, of text: String, to total: Int64
  ) throws(TextFault) -> Int64 {
    guard let number = DecimalText.take(from: &rest) else {
      throw TextFault(expected: "a duration", hint: "write a duration such as 2h30m or 350ms")
    }
    let name = rest.prefix { $0.isLetter }
    guard let unit = units.first(where: { $0.name == name }) else {
      let isPlain = text.allSatisfy { $0.isNumber || $0 == "." }
      let hint = isPlain ? "write \(text)s for seconds" : "the units are us, ms, s, m, h and d"
      throw TextFault(expected: "a duration with a unit", hint: hint)
    }
    rest = rest.dropFirst(name.count)
    guard let part = number.times(unit.microseconds) else {
      throw TextFault(expected: tooFine)
    }
    let (sum, overflow) = total.addingReportingOverflow(part)
    if overflow { throw TextFault(expected: tooFine) }
    return sum
  }

  /// The duration in the notation that `parse` reads.
  static func text(_ duration: SimulationDuration) -> String {
    let micros = duration.microseconds
    if micros == 0 { return "0s" }
    if micros % 1000 != 0 { return "\(micros)us" }
    if micros % 1_000_000 != 0 { return "\(micros / 1000)ms" }
    let seconds = micros / 1_000_000
    if seconds % 86_400 == 0, seconds > 86_400 { return "\(seconds / 86_400)d" }
    var result = ""
    if seconds >= 3600 { result += "\(seconds / 3600)h" }
    if seconds / 60 % 60 > 0 { result += "\(seconds / 60 % 60)m" }
    if seconds % 60 > 0 { result += "\(seconds % 60)s" }
    return result
  }
}
