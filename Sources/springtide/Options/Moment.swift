// SPDX-License-Identifier: Apache-2.0

import Report

/// Moments of a run as they stand on the command line.
///
/// `2h30m` counts from the start of the run; `20:00` or `20:00:15` is the first time at or after
/// the start when the run's clock shows it.
struct Moment {
  private static let units: [Substring: Double] = [
    "us": 1, "ms": 1e3, "s": 1e6, "m": 6e7, "h": 3.6e9, "d": 8.64e10,
  ]

  /// Whole microseconds since the start of the run.
  let microseconds: Int64

  /// Reads a moment of a run; a text that is none is bad input of the option.
  init(_ text: String, option: String, clock: WallClock) throws(CommandFailure) {
    guard let found = Self.sinceStart(text) ?? Self.onClock(text, clock) else {
      throw .badInput(
        "\(option): found \"\(text)\", expected a moment such as 2h30m or 20:00:00")
    }
    microseconds = found
  }

  /// Microseconds of a span such as `2h30m`; nil for another text.
  static func sinceStart(_ text: String) -> Int64? {
    var rest = text.prefix(64)
    var total = 0.0
    repeat {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      let afterDigits = rest.dropFirst(digits.count)
      let name = afterDigits.prefix { $0.isLetter }
      guard let number = Double(digits), let unit = units[name] else { return nil }
      total += number * unit
      rest = afterDigits.dropFirst(name.count)
    } while !rest.isEmpty
    // A century is beyond any run, and far within the range of whole microseconds.
    return total < 3.2e15 ? Int64(total.rounded()) : nil
  }

  private static func onClock(_ text: String, _ clock: WallClock) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count),
      parts.allSatisfy({ $0.count == 2 && $0.allSatisfy { $0.isASCII && $0.isNumber } })
    else { return nil }
    let numbers = parts.compactMap { Int64($0) } + (parts.count == 2 ? [0] : [])
    guard numbers.count == 3, numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else { return nil }
    let wanted = numbers[0] * 3_600 + numbers[1] * 60 + numbers[2]
    let start = ((clock.localStartSeconds % 86_400) + 86_400) % 86_400
    return (wanted - start + 86_400) % 86_400 * 1_000_000
  }
}
