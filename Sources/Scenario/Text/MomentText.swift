// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// An instant of a run as a user writes it.
enum MomentText: Equatable {
  /// A time since the start of the run.
  case sinceStart(SimulationDuration)
  /// The first time at or after the start when clocks show this second of the day.
  case timeOfDay(Int)
  /// An instant of the calendar.
  case instant(WallClock)

  /// A regular expression that every moment matches.
  static let pattern = [
    DurationText.pattern, ClockText.timeOfDayPattern, ClockText.instantPattern,
  ].joined(separator: "|")

  /// Reads `2h30m`, `20:00:00` or `2019-02-04T20:00:00+08:00`.
  static func parse(_ text: String) throws(TextFault) -> MomentText {
    if let seconds = ClockText.parseTimeOfDay(text) { return .timeOfDay(seconds) }
    if text.utf8.count >= 10, text.contains(":") || text.contains("T") {
      return .instant(try ClockText.parseInstant(text))
    }
    if text.contains(":") {
      throw TextFault(expected: "a time of day", hint: "write a time such as 20:30 or 20:30:00")
    }
    return .sinceStart(try DurationText.parse(text))
  }

  /// The instant as microseconds since the start, which may be negative for a calendar instant.
  ///
  /// Nil if it lies further away than simulated time reaches.
  func microseconds(start: WallClock) -> Int64? {
    switch self {
    case .sinceStart(let duration): return duration.microseconds
    case .timeOfDay(let second):
      let localSeconds = start.unixSeconds + Int64(start.utcOffsetSeconds)
      let startSecond = ((localSeconds % 86_400) + 86_400) % 86_400
      return (Int64(second) - startSecond + 86_400) % 86_400 * 1_000_000
    case .instant(let clock):
      let (difference, tooFar) = clock.unixSeconds.subtractingReportingOverflow(start.unixSeconds)
      let (micros, overflow) = difference.multipliedReportingOverflow(by: 1_000_000)
      return tooFar || overflow ? nil : micros
    }
  }
}
