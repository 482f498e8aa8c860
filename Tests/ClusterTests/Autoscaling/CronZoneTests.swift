// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

/// Schedules in zones with daylight saving, as robfig/cron version 3 has them for KEDA and CronJobs.
@Suite struct CronZoneTests {
  private func clock(_ name: String) throws -> LocalClock {
    LocalClock(
      try #require(ZoneRules(named: name)), through: CronScheduleTests.utc(2027, 1, 1))
  }

  /// The times of a schedule from a moment on, as day and UTC hour and minute.
  private func times(
    _ schedule: String, in zone: String, from: Int64, count: Int
  ) throws -> [[Int]] {
    let schedule = try CronSchedule(schedule, dialect: .standard)
    let clock = try clock(zone)
    var now = from
    var found: [[Int]] = []
    while found.count < count, let next = schedule.next(after: now, in: clock) {
      let time = CivilTime(utcSeconds: next)
      found.append([time.month, time.day, time.hour, time.minute])
      now = next
    }
    return found
  }

  @Test func `a time in the skipped hour does not come on that day`() throws {
    // On 29 March 2026 clocks in Berlin go from 2:00 to 3:00.
    let from = CronScheduleTests.utc(2026, 3, 27, 12)
    #expect(
      try times("30 2 * * *", in: "Europe/Berlin", from: from, count: 3) == [
        [3, 28, 1, 30], [3, 30, 0, 30], [3, 31, 0, 30],
      ])
    #expect(
      try times("30 1 * * *", in: "Europe/Berlin", from: from, count: 2) == [
        [3, 28, 0, 30], [3, 29, 0, 30],
      ])
    #expect(
      try times("0 3 * * *", in: "Europe/Berlin", from: from, count: 3) == [
        [3, 28, 2, 0], [3, 29, 1, 0], [3, 30, 1, 0],
      ])
  }

  @Test func `a time in the repeated hour comes twice`() throws {
    // On 25 October 2026 clocks in Berlin go from 3:00 back to 2:00.
    let from = CronScheduleTests.utc(2026, 10, 24, 12)
    #expect(
      try times("30 2 * * *", in: "Europe/Berlin", from: from, count: 3) == [
        [10, 25, 0, 30], [10, 25, 1, 30], [10, 26, 1, 30],
      ])
  }

  @Test func `an hourly schedule goes on by the hour over both changes`() throws {
    let spring = CronScheduleTests.utc(2026, 3, 28, 23, 30)
    #expect(
      try times("0 * * * *", in: "Europe/Berlin", from: spring, count: 3) == [
        [3, 29, 0, 0], [3, 29, 1, 0], [3, 29, 2, 0],
      ])
    let autumn = CronScheduleTests.utc(2026, 10, 24, 23, 30)
    #expect(
      try times("0 * * * *", in: "Europe/Berlin", from: autumn, count: 4) == [
        [10, 25, 0, 0], [10, 25, 1, 0], [10, 25, 2, 0], [10, 25, 3, 0],
      ])
  }

  @Test func `zones of half hours and of the south have their own changes`() throws {
    // Lord Howe goes back by half an hour at 2:00 on 5 April 2026, so 1:45 comes twice.
    let from = CronScheduleTests.utc(2026, 4, 4, 0)
    #expect(
      try times("45 1 * * *", in: "Australia/Lord_Howe", from: from, count: 3) == [
        [4, 4, 14, 45], [4, 4, 15, 15], [4, 5, 15, 15],
      ])
  }

  @Test func `a window keeps its local hours over a change`() throws {
    let window = try CronWindow(
      start: "0 8 * * *", end: "0 20 * * *", replicas: 10, clock: try clock("America/New_York"))
    // Before 8 March 2026 New York is five hours behind UTC, after it four.
    #expect(!window.isOpen(at: CronScheduleTests.utc(2026, 3, 7, 12, 59)))
    #expect(window.isOpen(at: CronScheduleTests.utc(2026, 3, 7, 13)))
    #expect(!window.isOpen(at: CronScheduleTests.utc(2026, 3, 8, 11, 59)))
    #expect(window.isOpen(at: CronScheduleTests.utc(2026, 3, 8, 12)))
    #expect(!window.isOpen(at: CronScheduleTests.utc(2026, 3, 9, 0)))
  }

  @Test func `the clock reaches five years beyond the run`() throws {
    let clock = LocalClock(
      try #require(ZoneRules(named: "Europe/Berlin")), through: CronScheduleTests.utc(2026, 1, 1))
    #expect(clock.offsetSeconds(at: CronScheduleTests.utc(2031, 7, 1)) == 7_200)
  }
}
