// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Testing

/// Calendar, offsets and daylight saving.
@Suite struct LocalClockTests {
  /// New York in 2012: summer from March 11, 2:00 to November 4, 2:00.
  static let newYork = LocalClock(
    offsetSeconds: -5 * 3_600,
    transitions: [
      .init(at: CronScheduleTests.utc(2012, 3, 11, 7), offsetSeconds: -4 * 3_600),
      .init(at: CronScheduleTests.utc(2012, 11, 4, 6), offsetSeconds: -5 * 3_600),
      .init(at: CronScheduleTests.utc(2013, 3, 10, 7), offsetSeconds: -4 * 3_600),
    ])

  /// São Paulo in 2018: summer begins on November 4 at midnight, which does not exist then.
  static let saoPaulo = LocalClock(
    offsetSeconds: -3 * 3_600,
    transitions: [
      .init(at: CronScheduleTests.utc(2018, 11, 4, 3), offsetSeconds: -2 * 3_600),
      .init(at: CronScheduleTests.utc(2019, 2, 17, 2), offsetSeconds: -3 * 3_600),
    ])

  @Test func `the calendar agrees with Foundation over five centuries`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    var random = SplitMix(11)
    for _ in 0..<2_000 {
      let seconds = Int64(random.below(500 * 31_557_600)) - 250 * 31_557_600
      let civil = CivilTime(utcSeconds: seconds)
      let parts = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second, .weekday],
        from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(civil.year == parts.year)
      #expect(civil.month == parts.month)
      #expect(civil.day == parts.day)
      #expect(civil.hour == parts.hour)
      #expect(civil.minute == parts.minute)
      #expect(civil.second == parts.second)
      #expect(civil.weekday + 1 == parts.weekday)
      #expect(civil.utcSeconds == seconds)
    }
  }

  @Test func `parts beyond their range carry over`() {
    let time = CivilTime(year: 2019, month: 13, day: 32, hour: 25, minute: -1)
    #expect(
      CivilTime(utcSeconds: time.utcSeconds)
        == CivilTime(year: 2020, month: 2, day: 2, hour: 0, minute: 59))
    #expect(
      CivilTime(year: 2019, month: 0, day: 1).utcSeconds == CronScheduleTests.utc(2018, 12, 1))
  }

  @Test func `offsets follow the transitions, whatever their order when given`() {
    let clock = LocalClock(
      offsetSeconds: 60,
      transitions: [.init(at: 200, offsetSeconds: 180), .init(at: 100, offsetSeconds: 120)])
    #expect([99, 100, 199, 200].map { clock.offsetSeconds(at: $0) } == [60, 120, 120, 180])
  }

  @Test func `every moment is found again from what the clock shows, but for the doubled hour`() {
    let first = CronScheduleTests.utc(2012, 11, 4, 5)
    for moment in stride(from: first - 7_200, to: first + 14_400, by: 300) {
      let shown = LocalClockTests.newYork.civilTime(at: moment)
      let back = LocalClockTests.newYork.moment(of: shown)
      // From 1:00 to 2:00 the clock runs twice, first by summer time; Go chooses the first.
      let isSecond = moment >= first + 3_600 && moment < first + 7_200
      #expect(back == (isSecond ? moment - 3_600 : moment))
    }
  }

  @Test func `a time that the clock skips is moved by the length of the gap`() {
    let skipped = CivilTime(year: 2012, month: 3, day: 11, hour: 2, minute: 30)
    let shown = LocalClockTests.newYork.civilTime(at: LocalClockTests.newYork.moment(of: skipped))
    #expect(shown.hour == 1 || shown.hour == 3)
    #expect(shown.minute == 30)
  }

  /// The table of daylight saving cases that robfig/cron publishes for New York in 2012.
  @Test(
    arguments: [
      ("0 30 2 11 Mar ?", (2012, 3, 11, 5, 0), (2013, 3, 11, 6, 30)),
      ("0 0 * * * ?", (2012, 3, 11, 5, 0), (2012, 3, 11, 6, 0)),
      ("0 0 * * * ?", (2012, 3, 11, 6, 0), (2012, 3, 11, 7, 0)),
      ("0 0 1 * * ?", (2012, 3, 11, 6, 0), (2012, 3, 12, 5, 0)),
      ("0 0 2 * * ?", (2012, 3, 11, 5, 0), (2012, 3, 12, 6, 0)),
      ("0 30 2 04 Nov ?", (2012, 11, 4, 4, 0), (2012, 11, 4, 7, 30)),
      ("0 30 1 04 Nov ?", (2012, 11, 4, 5, 45), (2012, 11, 4, 6, 30)),
      ("0 0 * * * ?", (2012, 11, 4, 5, 0), (2012, 11, 4, 6, 0)),
      ("0 0 1 * * ?", (2012, 11, 4, 4, 0), (2012, 11, 4, 5, 0)),
      ("0 0 1 * * ?", (2012, 11, 4, 5, 0), (2012, 11, 4, 6, 0)),
      ("0 0 1 * * ?", (2012, 11, 4, 6, 0), (2012, 11, 5, 6, 0)),
      ("0 0 2 * * ?", (2012, 11, 4, 4, 0), (2012, 11, 4, 7, 0)),
      ("0 0 3 * * ?", (2012, 11, 4, 8, 0), (2012, 11, 5, 8, 0)),
    ] as [(String, (Int, Int, Int, Int, Int), (Int, Int, Int, Int, Int))])
  func `a skipped hour fires the next day, a doubled one twice`(
    text: String, after: (Int, Int, Int, Int, Int), expected: (Int, Int, Int, Int, Int)
  ) throws {
    let schedule = try CronSchedule(text, dialect: .alibaba)
    let start = CronScheduleTests.utc(after.0, after.1, after.2, after.3, after.4)
    let next = schedule.next(after: start, in: LocalClockTests.newYork)
    #expect(
      next
        == CronScheduleTests.utc(expected.0, expected.1, expected.2, expected.3, expected.4))
  }

  @Test func `a day without midnight is found by version 3 and skipped by the versions before`()
    throws
  {
    let start = CronScheduleTests.utc(2018, 11, 3, 15)
    let new = try CronSchedule("0 9 4 11 *", dialect: .standard)
    #expect(
      new.next(after: start, in: LocalClockTests.saoPaulo) == CronScheduleTests.utc(2018, 11, 4, 11)
    )
    let old = try CronSchedule("0 9 4 11 *", dialect: .tkestack)
    #expect(
      old.next(after: start, in: LocalClockTests.saoPaulo) == CronScheduleTests.utc(2019, 11, 4, 12)
    )
  }

  @Test func `east of Greenwich it is the other way round`() throws {
    // Beirut in 2019: summer begins on March 31 at midnight.
    let beirut = LocalClock(
      offsetSeconds: 2 * 3_600,
      transitions: [
        .init(at: CronScheduleTests.utc(2019, 3, 30, 22), offsetSeconds: 3 * 3_600),
        .init(at: CronScheduleTests.utc(2019, 10, 26, 21), offsetSeconds: 2 * 3_600),
      ])
    let start = CronScheduleTests.utc(2019, 3, 29, 12)
    let old = try CronSchedule("0 9 31 3 *", dialect: .tkestack)
    #expect(old.next(after: start, in: beirut) == CronScheduleTests.utc(2019, 3, 31, 6))
    let new = try CronSchedule("0 9 31 3 *", dialect: .standard)
    #expect(new.next(after: start, in: beirut) == CronScheduleTests.utc(2020, 3, 31, 7))
  }

  @Test func `a fixed zone moves the times by its offset`() throws {
    let shanghai = LocalClock(offsetSeconds: 8 * 3_600)
    let schedule = try CronSchedule("0 0 20 * * *", dialect: .alibaba)
    #expect(
      schedule.next(after: CronScheduleTests.utc(2019, 2, 4, 10), in: shanghai)
        == CronScheduleTests.utc(2019, 2, 4, 12))
  }
}
