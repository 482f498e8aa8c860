// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

/// tkestack's CronHPA with its oddities.
@Suite struct TkestackCronHPARuleTests {
  static let noon = CronScheduleTests.utc(2020, 11, 10, 12)

  private func rule(
    _ crons: (String, Int32)..., createdAt: Int64 = noon, last: Int64? = nil
  ) throws -> TkestackCronHPARule {
    var autoscaler = CronHPA()
    autoscaler.crons = crons.map { CronHPA.Cron(schedule: $0.0, targetReplicas: $0.1) }
    return try TkestackCronHPARule(
      autoscaler, clock: .utc, createdAt: createdAt, lastScheduleTime: last)
  }

  @Test func `an entry is taken at the first sync after its time`() throws {
    var rule = try rule(("*/2 * * * *", 3))
    #expect(rule.nextDue == Self.noon + 120)
    #expect(rule.sync(at: Self.noon + 119, currentReplicas: 1) == nil)
    let outcome = rule.sync(at: Self.noon + 124, currentReplicas: 1)
    #expect(outcome == .init(entry: 0, action: .setReplicas(3)))
    #expect(rule.lastScheduleTime == Self.noon + 124)
    #expect(rule.nextDue == Self.noon + 240)
  }

  @Test func `the first due entry wins and the others are dropped`() throws {
    var rule = try rule(("*/3 * * * *", 6), ("*/2 * * * *", 3))
    #expect(rule.sync(at: Self.noon + 120, currentReplicas: 1)?.entry == 1)
    #expect(rule.sync(at: Self.noon + 180, currentReplicas: 3)?.entry == 0)
    #expect(rule.sync(at: Self.noon + 240, currentReplicas: 6)?.entry == 1)
    // At six minutes both are due: the second is not made up for at the next sync.
    #expect(rule.sync(at: Self.noon + 360, currentReplicas: 3)?.entry == 0)
    #expect(rule.sync(at: Self.noon + 370, currentReplicas: 6) == nil)
  }

  @Test func `after a downtime the order of the list decides, not the time`() throws {
    // Down from 12:00 to 23:00: the entry of 13:00 comes first in the list, that of 20:00 is lost.
    var rule = try rule(("0 13 * * *", 2), ("0 20 * * *", 50))
    let outcome = rule.sync(at: CronScheduleTests.utc(2020, 11, 10, 23), currentReplicas: 10)
    #expect(outcome == .init(entry: 0, action: .setReplicas(2)))
    #expect(rule.sync(at: CronScheduleTests.utc(2020, 11, 10, 23, 1), currentReplicas: 2) == nil)
  }

  @Test func `an entry whose count is there already is taken without a change`() throws {
    var rule = try rule(("*/2 * * * *", 3))
    #expect(rule.sync(at: Self.noon + 120, currentReplicas: 3) == .init(entry: 0, action: nil))
    #expect(rule.lastScheduleTime == Self.noon + 120)
  }

  @Test func `a workload that cannot be reached is tried again at the next sync`() throws {
    var rule = try rule(("*/2 * * * *", 3))
    #expect(rule.sync(at: Self.noon + 120, currentReplicas: nil) == nil)
    #expect(rule.lastScheduleTime == nil)
    #expect(rule.sync(at: Self.noon + 130, currentReplicas: 1)?.action == .setReplicas(3))
  }

  @Test func `a stored time of the last scheduling counts before that of the creation`() throws {
    let stored = try rule(("0 * * * *", 3), createdAt: 0, last: Self.noon + 60)
    #expect(stored.nextDue == Self.noon + 3_600)
  }

  @Test func `an entry that never matches is always due and keeps the others from their turn`()
    throws
  {
    var rule = try rule(("0 0 31 2 *", 7), ("*/2 * * * *", 3))
    #expect(rule.nextDue == Int64.min)
    #expect(rule.sync(at: Self.noon + 10, currentReplicas: 3)?.entry == 0)
    #expect(rule.sync(at: Self.noon + 120, currentReplicas: 7)?.entry == 0)
  }

  @Test func `day 7 of the week and six fields are refused, with the place of the entry`() {
    let seventh = #expect(throws: TkestackCronHPARule.EntryFault.self) {
      _ = try rule(("0 0 * * *", 1), ("0 0 * * 7", 2))
    }
    #expect(seventh?.entry == 1)
    #expect(seventh?.error.field == "day of week")
    #expect(throws: TkestackCronHPARule.EntryFault.self) { _ = try rule(("0 0 0 * * *", 1)) }
  }

  @Test func `an empty list is never due`() throws {
    var rule = try rule()
    #expect(rule.nextDue == nil)
    #expect(rule.sync(at: Self.noon, currentReplicas: 1) == nil)
  }
}
