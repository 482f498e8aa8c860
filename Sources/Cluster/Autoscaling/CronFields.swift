// SPDX-License-Identifier: Apache-2.0

/// The fields of a cron expression as sets of bits.
struct CronFields: Sendable, Hashable {
  var seconds: UInt64
  var minutes: UInt64
  var hours: UInt64
  var daysOfMonth: UInt64
  var months: UInt64
  var daysOfWeek: UInt64
  /// Set in a day field that does not restrict the day.
  static let star: UInt64 = 1 << 63

  /// Whether a day matches: both day fields if one is unrestricted, else either of them.
  func matches(day: Int, weekday: Int) -> Bool {
    let isDay = daysOfMonth & (1 << UInt64(day)) != 0
    let isWeekday = daysOfWeek & (1 << UInt64(weekday)) != 0
    if (daysOfMonth | daysOfWeek) & CronFields.star != 0 { return isDay && isWeekday }
    return isDay || isWeekday
  }

  /// The first matching time strictly after another, or nil when there is none within five years.
  ///
  /// Follows the order of steps of robfig/cron spec.go, which shows where daylight saving begins or
  /// ends: hours are stepped on the line of time, days and months on the calendar.
  func next(after time: Int64, in clock: LocalClock, movesToMidnight: Bool) -> Int64? {
    guard canMatch else { return nil }
    var cursor = Cursor(time + 1, clock)
    let lastYear = cursor.civil.year + 5
    while cursor.civil.year <= lastYear {
      if !advanceToMonth(&cursor) { continue }
      if !advanceToDay(&cursor, movesToMidnight) { continue }
      if !advanceToHour(&cursor) { continue }
      if !advanceToMinute(&cursor) { continue }
      if !advanceToSecond(&cursor) { continue }
      return cursor.time
    }
    return nil
  }

  /// Whether every field has a value at all; a field of commas has none.
  private var canMatch: Bool {
    let days = daysOfMonth | daysOfWeek
    return seconds != 0 && minutes != 0 && hours != 0 && months != 0 && days & ~CronFields.star != 0
  }

  /// Each step returns false when it wrapped round, so that the fields before are tested again.
  private func advanceToMonth(_ cursor: inout Cursor) -> Bool {
    while months & (1 << UInt64(cursor.civil.month)) == 0 {
      if !cursor.isMoved {
        let civil = cursor.civil
        cursor.move(to: CivilTime(year: civil.year, month: civil.month, day: 1))
      }
      var civil = cursor.civil
      civil.month += 1
      cursor.move(to: civil)
      if cursor.civil.month == 1 { return false }
    }
    return true
  }

  private func advanceToDay(_ cursor: inout Cursor, _ movesToMidnight: Bool) -> Bool {
    while !matches(day: cursor.civil.day, weekday: cursor.civil.weekday) {
      if !cursor.isMoved {
        let civil = cursor.civil
        cursor.move(to: CivilTime(year: civil.year, month: civil.month, day: civil.day))
      }
      var civil = cursor.civil
      civil.day += 1
      cursor.move(to: civil)
      let hour = cursor.civil.hour
      if movesToMidnight, hour != 0 {
        cursor.move(to: cursor.time + Int64(hour > 12 ? 24 - hour : -hour) * 3_600)
      }
      if cursor.civil.day == 1 { return false }
    }
    return true
  }

  private func advanceToHour(_ cursor: inout Cursor) -> Bool {
    while hours & (1 << UInt64(cursor.civil.hour)) == 0 {
      if !cursor.isMoved {
        var civil = cursor.civil
        (civil.minute, civil.second) = (0, 0)
        cursor.move(to: civil)
      }
      cursor.move(to: cursor.time + 3_600)
      if cursor.civil.hour == 0 { return false }
    }
    return true
  }

  private func advanceToMinute(_ cursor: inout Cursor) -> Bool {
    while minutes & (1 << UInt64(cursor.civil.minute)) == 0 {
      if !cursor.isMoved {
        let past = cursor.time % 60
        cursor.move(to: cursor.time - (past < 0 ? past + 60 : past))
      }
      cursor.move(to: cursor.time + 60)
      if cursor.civil.minute == 0 { return false }
    }
    return true
  }

  private func advanceToSecond(_ cursor: inout Cursor) -> Bool {
    while seconds & (1 << UInt64(cursor.civil.second)) == 0 {
      cursor.move(to: cursor.time + 1)
      if cursor.civil.second == 0 { return false }
    }
    return true
  }
}

/// A moment with what the clock shows then.
private struct Cursor {
  private(set) var time: Int64
  private(set) var civil: CivilTime
  /// Whether any field was stepped, so that the smaller ones stand at their beginning.
  private(set) var isMoved = false
  private let clock: LocalClock

  init(_ time: Int64, _ clock: LocalClock) {
    self.time = time
    self.clock = clock
    civil = clock.civilTime(at: time)
  }

  mutating func move(to time: Int64) {
    self.time = time
    civil = clock.civilTime(at: time)
    isMoved = true
  }

  mutating func move(to target: CivilTime) { move(to: clock.moment(of: target)) }
}
