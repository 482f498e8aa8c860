// SPDX-License-Identifier: Apache-2.0

/// A date and time of day of the Gregorian calendar, in no particular time zone.
public struct CivilTime: Sendable, Hashable, BitwiseCopyable {
  /// The year, such as 2019.
  public var year: Int
  /// The month from 1 to 12.
  public var month: Int
  /// The day of the month from 1.
  public var day: Int
  /// The hour from 0 to 23.
  public var hour: Int
  /// The minute from 0 to 59.
  public var minute: Int
  /// The second from 0 to 59.
  public var second: Int

  /// Makes a time from its parts.
  public init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The time that a clock without offset shows, given seconds since 1970-01-01T00:00:00Z.
  public init(utcSeconds: Int64) {
    let days = utcSeconds.flooredQuotient(by: 86_400)
    let rest = Int(utcSeconds - days * 86_400)
    // Years are counted from March, so that the leap day is the last day of a year; eras have
    // 400 years. Source of the method: Howard Hinnant, chrono-Compatible Low-Level Date Algorithms.
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(by: 146_097)
    let dayOfEra = Int(shifted - era * 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1,
      hour: rest / 3_600, minute: rest / 60 % 60, second: rest % 60)
  }

  /// Seconds since 1970 on a clock without offset; parts beyond their range carry over.
  public var utcSeconds: Int64 {
    let monthsSinceMarch = year * 12 + month - 3
    let shiftedYear = Int64(monthsSinceMarch).flooredQuotient(by: 12)
    let shiftedMonth = Int64(monthsSinceMarch) - shiftedYear * 12
    let era = shiftedYear.flooredQuotient(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * shiftedMonth + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468 + Int64(day - 1)
    return days * 86_400 + Int64(hour) * 3_600 + Int64(minute) * 60 + Int64(second)
  }

  /// The day of the week from 0 for Sunday to 6.
  public var weekday: Int {
    let days = utcSeconds.flooredQuotient(by: 86_400)
    let weekday = (days + 4) % 7
    return Int(weekday < 0 ? weekday + 7 : weekday)
  }

  /// The number of days of a month.
  static func daysIn(month: Int, ofYear year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Int64 {
  /// The quotient rounded toward negative infinity, for a positive divisor.
  fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
