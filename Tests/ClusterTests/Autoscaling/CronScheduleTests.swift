// SPDX-License-Identifier: Apache-2.0

import Cluster
import Testing

/// Notations of cron expressions, as the parsers of the autoscalers read them.
@Suite struct CronScheduleTests {
  /// Seconds since 1970 of a time on a clock without offset.
  static func utc(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
  ) -> Int64 {
    CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
      .utcSeconds
  }

  private func next(
    _ text: String, _ dialect: CronDialect = .standard, after time: Int64
  ) throws -> CivilTime? {
    try CronSchedule(text, dialect: dialect).next(after: time, in: .utc)
      .map(CivilTime.init(utcSeconds:))
  }

  @Test(arguments: [
    ("*/15 * * * *", CivilTime(year: 2019, month: 2, day: 4, hour: 18, minute: 15)),
    ("0 20 * * *", CivilTime(year: 2019, month: 2, day: 4, hour: 20)),
    ("0 18 * * *", CivilTime(year: 2019, month: 2, day: 5, hour: 18)),
    ("0 0 * * MON-fri", CivilTime(year: 2019, month: 2, day: 5)),
    ("0 0 29 2 *", CivilTime(year: 2020, month: 2, day: 29)),
    ("5/20 18 * * *", CivilTime(year: 2019, month: 2, day: 4, hour: 18, minute: 5)),
    ("0 0 1,15 * ?", CivilTime(year: 2019, month: 2, day: 15)),
    ("@hourly", CivilTime(year: 2019, month: 2, day: 4, hour: 19)),
    ("@daily", CivilTime(year: 2019, month: 2, day: 5)),
    ("@midnight", CivilTime(year: 2019, month: 2, day: 5)),
    ("@weekly", CivilTime(year: 2019, month: 2, day: 10)),
    ("@monthly", CivilTime(year: 2019, month: 3, day: 1)),
    ("@yearly", CivilTime(year: 2020, month: 1, day: 1)),
    ("@annually", CivilTime(year: 2020, month: 1, day: 1)),
  ])
  func `the next time after Monday 18:00 is found`(text: String, expected: CivilTime) throws {
    let start = CronScheduleTests.utc(2019, 2, 4, 18)
    #expect(try next(text, after: start) == expected)
    // Seconds come first for Alibaba, so that five fields there mean something else.
    if !text.hasPrefix("@") {
      #expect(try next("0 " + text, .alibaba, after: start) == expected)
      #expect(try next(text, .tkestack, after: start) == expected)
    }
  }

  @Test func `Alibaba reads five fields from seconds on`() throws {
    // "0 20 * * *" fires at 20 minutes past each hour.
    let start = CronScheduleTests.utc(2019, 2, 4, 18)
    let expected = CivilTime(year: 2019, month: 2, day: 4, hour: 18, minute: 20)
    #expect(try next("0 20 * * *", .alibaba, after: start) == expected)
  }

  @Test func `both day fields must match if one is a star, else either`() throws {
    let start = CronScheduleTests.utc(2019, 2, 4)
    // Friday the 8th, or the 13th.
    #expect(try next("0 0 13 * 5", after: start)?.day == 8)
    #expect(try next("0 0 * * 5", after: start)?.day == 8)
    #expect(try next("0 0 13 * *", after: start)?.day == 13)
  }

  @Test func `older parsers take a stepped star for a star in the day fields`() throws {
    let start = CronScheduleTests.utc(2019, 2, 4)
    // Odd days and Fridays: version 3 fires on either, versions before on odd Fridays alone.
    #expect(try next("0 0 */2 * 5", .standard, after: start)?.day == 5)
    #expect(try next("0 0 */2 * 5", .tkestack, after: start)?.day == 15)
    #expect(try next("0 0 0 */2 * 5", .alibaba, after: start)?.day == 15)
    #expect(try next("0 0 */1 * 5", .standard, after: start)?.day == 8)
  }

  @Test func `what the Go parsers let pass is let pass`() throws {
    let start = CronScheduleTests.utc(2019, 2, 4, 18)
    #expect(try next("+5 * * * *", after: start)?.minute == 5)
    #expect(try next("05,,10 * * * *", after: start)?.minute == 5)
    #expect(try next("*-7 * * * *", after: start)?.minute == 1)
    #expect(try next("  3\t*  * * * ", after: start)?.minute == 3)
    #expect(try next("*/99999999999999 * * * *", after: start)?.hour == 19)
    #expect(try next("7-7/3 * * * *", after: start)?.minute == 7)
    // A field of commas alone has no value and never fires.
    #expect(try next(", * * * *", after: start) == nil)
    #expect(try next("* * , * *", after: start) == nil)
  }

  @Test(
    arguments: [
      ("", nil, 1, "the schedule is empty"),
      ("* * * *", nil, 8, "expected 5 fields (minutes first), found 4"),
      ("0 * * * * *", nil, 11, "expected 5 fields (minutes first), found 6"),
      ("60 * * * *", "minute", 1, "60 is above 59, the greatest value"),
      ("0 24 * * *", "hour", 3, "24 is above 23, the greatest value"),
      ("0 1-24 * * *", "hour", 5, "24 is above 23, the greatest value"),
      ("0 0 0 * *", "day of month", 5, "0 is below 1, the least value"),
      ("0 0 32 * *", "day of month", 5, "32 is above 31, the greatest value"),
      ("0 0 * 13 *", "month", 7, "13 is above 12, the greatest value"),
      ("0 0 * * 7", "day of week", 9, "7 is above 6, the greatest value"),
      ("0 0 * * 1,8", "day of week", 11, "8 is above 6, the greatest value"),
      ("0 5-3 * * *", "hour", 3, "the range begins at 5, after its end 3"),
      ("*/0 * * * *", "minute", 3, "the step must be above 0"),
      ("*/ * * * *", "minute", 3, "expected a number, found nothing"),
      ("1/2/3 * * * *", "minute", 1, "too many slashes"),
      ("1-2-3 * * * *", "minute", 1, "too many hyphens"),
      ("0 0 * foo *", "month", 7, "expected a number or a name such as jan, found \"foo\""),
      (
        "0 0 * * 1-fry", "day of week", 11, "expected a number or a name such as sun, found \"fry\""
      ),
      ("1.5 * * * *", "minute", 1, "expected a number, found \"1.5\""),
      ("-5 * * * *", "minute", 1, "expected a number, found nothing"),
      (
        "99999999999999999999 * * * *", "minute", 1,
        "expected a number, found \"99999999999999999999\""
      ),
      ("*/jan * * * *", "minute", 3, "expected a number, found \"jan\""),
      ("@every", nil, 1, "is none of @yearly"),
      ("@Hourly", nil, 1, "is none of @yearly"),
      ("@every 5", nil, 8, "expected a duration such as 1h30m"),
      ("@date 2020-01-01 00:00:00", nil, 1, "is none of @yearly"),
      ("CRON_TZ=UTC 0 0 * * *", nil, 1, "a time zone inside a schedule is not supported"),
    ] as [(String, String?, Int, String)])
  func `a fault is told with its field and column`(
    text: String, field: String?, column: Int, message: String
  ) {
    #expect {
      _ = try CronSchedule(text, dialect: .standard)
    } throws: { error in
      guard let fault = error as? CronScheduleError else { return false }
      return fault.field == field && fault.column == column && fault.message.contains(message)
    }
  }

  @Test func `a fault reads as one line`() {
    let fault = #expect(throws: CronScheduleError.self) {
      _ = try CronSchedule("0 0 25 * * *", dialect: .alibaba)
    }
    #expect(fault?.description == "column 5, hour: 25 is above 23, the greatest value")
  }

  @Test func `text beyond any sense is refused, not read`() {
    let text = String(repeating: "1,", count: 50_000) + "1 * * * *"
    #expect(throws: CronScheduleError.self) { _ = try CronSchedule(text, dialect: .standard) }
  }

  @Test func `a search ends after five years`() throws {
    let start = CronScheduleTests.utc(2019, 2, 4)
    #expect(try next("0 0 30 2 *", after: start) == nil)
    #expect(try next("0 0 31 4,6,9,11 *", after: start) == nil)
    // No leap day from 2097 to 2103; found again from 2099 on.
    #expect(try next("0 0 29 2 *", after: CronScheduleTests.utc(2098, 12, 31)) == nil)
    #expect(try next("0 0 29 2 *", after: CronScheduleTests.utc(2099, 1, 1))?.year == 2104)
    // The fifth year counts from the second after the start.
    #expect(
      try next("0 0 29 2 *", after: CronScheduleTests.utc(2098, 12, 31, 23, 59, 59))?.year == 2104)
  }

  @Test func `times beyond the calendar have no next time`() throws {
    let schedule = try CronSchedule("* * * * *", dialect: .standard)
    #expect(schedule.next(after: Int64.max, in: .utc) == nil)
    #expect(schedule.next(after: Int64.min, in: .utc) == nil)
  }

  @Test func `a fixed interval counts from the time asked for, in whole seconds`() throws {
    let rows: [(String, Int64)] = [
      ("@every 1h30m", 5_400), ("@every 90s", 90), ("@every 1.9s", 1), ("@every 10ms", 1),
      ("@every -5m", 1), ("@every 0", 1), ("@every 1h1m1s1ms", 3_661), ("@every .5h", 1_800),
    ]
    for (text, seconds) in rows {
      for dialect in CronDialect.allCases {
        #expect(
          try CronSchedule(text, dialect: dialect).next(after: 1_000, in: .utc) == 1_000 + seconds)
      }
    }
    for text in ["@every ", "@every h", "@every 1d", "@every 1 h", "@every 9999999999h"] {
      #expect(throws: CronScheduleError.self) { _ = try CronSchedule(text, dialect: .standard) }
    }
  }

  @Test func `a date is a schedule without year`() throws {
    let text = "@date 2020-11-16 23:59:00"
    let start = CronScheduleTests.utc(2021, 1, 1)
    let expected = CivilTime(year: 2021, month: 11, day: 16, hour: 23, minute: 59)
    #expect(try next(text, .alibaba, after: start) == expected)
    #expect(try CronSchedule(text, dialect: .alibaba).isDate)
    #expect(try !CronSchedule("@hourly", dialect: .alibaba).isDate)
    // Go reads one digit for the hour, several spaces, and a fraction behind the seconds.
    #expect(try next("@date 2020-11-16   9:05:00.25", .alibaba, after: start)?.hour == 9)
  }

  @Test(arguments: [
    ("@date 2020-11-16", 17), ("@date 2020-1-16 00:00:00", 12), ("@date 20-11-16 00:00:00", 7),
    ("@date 2019-02-29 00:00:00", 7), ("@date 2020-11-16 24:00:00", 7),
    ("@date 2020-11-16 00:60:00", 7), ("@date 2020-13-01 00:00:00", 7),
    ("@date 2020-11-16 00:00:00Z", 26), ("@date  2020-11-16 00:00:00", 7),
    ("@date 2020-11-16 00:00", 23), ("@date 2020-00-10 00:00:00", 7),
  ])
  func `a date that is none is refused`(text: String, column: Int) {
    let fault = #expect(throws: CronScheduleError.self) {
      _ = try CronSchedule(text, dialect: .alibaba)
    }
    #expect(fault?.column == column)
  }
}
