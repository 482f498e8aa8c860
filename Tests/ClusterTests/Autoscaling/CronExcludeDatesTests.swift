// SPDX-License-Identifier: Apache-2.0

import Cluster
import Testing

/// The days on which an Alibaba CronHPA does nothing, as meant and as written.
@Suite struct CronExcludeDatesTests {
  private func excludes(
    _ text: String, _ comparison: CronExcludeDates.Comparison, _ day: Int, _ hour: Int,
    _ minute: Int = 30, _ second: Int = 0, clock: LocalClock = .utc
  ) -> Bool {
    let time = CronScheduleTests.utc(2020, 11, day, hour, minute, second)
    return CronExcludeDates([text], comparison: comparison, clock: clock)
      .index(excluding: time) != nil
  }

  @Test func `a day is excluded from its first to its last second`() {
    let text = "* * * 15 11 *"
    #expect(excludes(text, .day, 15, 0, 0, 0))
    #expect(excludes(text, .day, 15, 23, 59, 59))
    #expect(!excludes(text, .day, 14, 23, 59, 59))
    #expect(!excludes(text, .day, 16, 0, 0, 0))
  }

  @Test func `a single moment of a day excludes the day`() {
    #expect(excludes("0 0 0 15 11 *", .day, 15, 10))
  }

  @Test func `a day of the week is excluded each week`() {
    // 13 November 2020 is a Friday.
    #expect([6, 13, 20].allSatisfy { excludes("* * * * * 5", .day, $0, 12) })
    #expect(!excludes("* * * * * 5", .day, 12, 12))
  }

  @Test func `the day is that of the clock`() {
    let shanghai = LocalClock(offsetSeconds: 8 * 3_600)
    #expect(excludes("* * * 15 11 *", .day, 14, 16, 0, clock: shanghai))
    #expect(!excludes("* * * 15 11 *", .day, 15, 16, 0, clock: shanghai))
  }

  @Test func `as written, month and hour of the next match are compared`() {
    let text = "* * * 15 11 *"
    // It works within the day, but for the last second of each hour.
    #expect(excludes(text, .monthAndHour, 15, 10))
    #expect(!excludes(text, .monthAndHour, 15, 10, 59, 59))
    #expect(!excludes(text, .monthAndHour, 15, 23, 59, 59))
    // And it skips hour 0 of all days before it in the month, and none after.
    #expect(excludes(text, .monthAndHour, 3, 0))
    #expect(!excludes(text, .monthAndHour, 3, 1))
    #expect(excludes(text, .monthAndHour, 20, 0))
    #expect(!excludes(text, .monthAndHour, 20, 1))
  }

  @Test func `as written, a text that never matches excludes hour 0 in January`() {
    let january = CronScheduleTests.utc(2020, 1, 9, 0, 30)
    let dates = CronExcludeDates(["* * * 30 2 *"], comparison: .monthAndHour, clock: .utc)
    #expect(dates.index(excluding: january) == 0)
    #expect(dates.index(excluding: january + 3_600) == nil)
    let meant = CronExcludeDates(["* * * 30 2 *"], clock: .utc)
    #expect(meant.index(excluding: january) == nil)
  }

  @Test func `a text with a fault is told and passed over`() {
    let dates = CronExcludeDates(["* * * 32 11 *", "* * * 15 11 *"], clock: .utc)
    #expect(dates.faults.map(\.index) == [0])
    #expect(dates.faults.first?.error.field == "day of month")
    #expect(dates.index(excluding: CronScheduleTests.utc(2020, 11, 15)) == 1)
  }

  @Test func `without texts nothing is excluded`() {
    #expect(CronExcludeDates([], clock: .utc).index(excluding: 0) == nil)
  }
}
