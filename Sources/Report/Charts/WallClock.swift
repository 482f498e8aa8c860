// SPDX-License-Identifier: Apache-2.0

/// The simulated wall clock of a run: instants since its start as local dates and times.
package struct WallClock: Sendable, Equatable {
  /// The local seconds since 1970-01-01T00:00:00 at the start of the run.
  package let localStartSeconds: Int64
  /// The distance of the local clock from UTC.
  package let utcOffsetSeconds: Int

  /// Creates a clock; starts and offsets beyond any calendar in use are clamped.
  package init(startUnixSeconds: Int64, utcOffsetSeconds: Int) {
    let farthest: Int64 = 1_000_000_000_000
    let start = min(max(startUnixSeconds, -farthest), farthest)
    self.utcOffsetSeconds = min(max(utcOffsetSeconds, -86_400), 86_400)
    localStartSeconds = start + Int64(self.utcOffsetSeconds)
  }

  /// The time of day as `HH:MM` or `HH:MM:SS`.
  package func timeOfDay(_ microseconds: Int64, seconds: Bool) -> String {
    let second = Self.modulo(localSeconds(microseconds), 86_400)
    let text = Self.two(second / 3_600) + ":" + Self.two(second / 60 % 60)
    return seconds ? text + ":" + Self.two(second % 60) : text
  }

  /// The date as `2019-02-04`.
  package func date(_ microseconds: Int64) -> String {
    let (year, month, day) = civil(microseconds)
    return "\(year)-\(Self.two(Int64(month)))-\(Self.two(Int64(day)))"
  }

  /// The day as `Feb 4`, for the tick at midnight.
  package func day(_ microseconds: Int64) -> String {
    let (_, month, day) = civil(microseconds)
    return "\(Self.months[month - 1]) \(day)"
  }

  /// The date and the time to the second.
  package func stamp(_ microseconds: Int64) -> String {
    date(microseconds) + " " + timeOfDay(microseconds, seconds: true)
  }

  /// The offset as `UTC+08:00`.
  package var offsetText: String {
    let size = Int64(utcOffsetSeconds.magnitude)
    if size == 0 { return "UTC" }
    let sign = utcOffsetSeconds < 0 ? "−" : "+"
    return "UTC" + sign + Self.two(size / 3_600) + ":" + Self.two(size / 60 % 60)
  }

  /// Local seconds since 1970 at an instant of the run, rounded down.
  package func localSeconds(_ microseconds: Int64) -> Int64 {
    let whole = microseconds / 1_000_000
    return localStartSeconds + (microseconds % 1_000_000 < 0 ? whole - 1 : whole)
  }

  /// Year, month and day of the proleptic Gregorian calendar, counted in eras of 400 years that
  /// begin in March so that the leap day comes last.
  private func civil(_ microseconds: Int64) -> (year: Int64, month: Int, day: Int) {
    let seconds = localSeconds(microseconds)
    let days = (seconds - Self.modulo(seconds, 86_400)) / 86_400 + 719_468
    let era = (days - Self.modulo(days, 146_097)) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = Int(dayOfYear - (153 * shifted + 2) / 5 + 1)
    let month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func two(_ value: Int64) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }

  /// The remainder that is never negative.
  private static func modulo(_ value: Int64, _ divisor: Int64) -> Int64 {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }
}
