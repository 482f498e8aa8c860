// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

@Suite struct CronJobRuleTests {
  /// A CronJob of 2026-03-02 00:00 UTC.
  static let midnight: Int64 = 1_772_409_600

  static func view(
    _ schedule: String = "0 * * * *", at second: Int64,
    _ change: (inout CronJobRule.View) -> Void = { _ in }
  ) throws -> CronJobRule.View {
    var spec = CronJob.Spec()
    spec.schedule = schedule
    var view = CronJobRule.View(
      spec: spec, schedule: try CronSchedule(schedule, dialect: .standard), createdAt: midnight,
      now: midnight + second)
    change(&view)
    return view
  }

  @Test func `a job is made when its time has come and not before`() throws {
    let early = CronJobRule.sync(try Self.view(at: 3_599))
    #expect(early.creationFor == nil && early.nextAt == Self.midnight + 3_600)
    let due = CronJobRule.sync(try Self.view(at: 3_600))
    #expect(due.creationFor == Self.midnight + 3_600 && due.nextAt == Self.midnight + 7_200)
  }

  @Test func `a time brings one job`() throws {
    let known = CronJobRule.sync(
      try Self.view(at: 3_700) { $0.lastScheduledAt = Self.midnight + 3_600 })
    #expect(known.creationFor == nil)
    let running = CronJobRule.sync(
      try Self.view(at: 3_700) { $0.jobs = [.init(id: 1, scheduledAt: Self.midnight + 3_600)] })
    #expect(running.creationFor == nil)
  }

  @Test func `of many missed times only the last is made up for`() throws {
    let sync = CronJobRule.sync(try Self.view(at: 5 * 3_600 + 100))
    #expect(sync.creationFor == Self.midnight + 5 * 3_600 && !sync.hasMissedMany)
    let long = CronJobRule.sync(try Self.view("* * * * *", at: 86_400))
    #expect(long.creationFor == Self.midnight + 86_400 && long.hasMissedMany)
  }

  @Test func `a time that is too long ago is missed`() throws {
    func sync(at second: Int64) throws -> CronJobRule.Sync {
      CronJobRule.sync(try Self.view(at: second) { $0.spec.startingDeadlineSeconds = 60 })
    }
    #expect(try sync(at: 3_659).creationFor == Self.midnight + 3_600)
    #expect(try sync(at: 3_661).creationFor == nil)
  }

  @Test(arguments: CronJob.ConcurrencyPolicy.allCases)
  func `the policy says what becomes of a job that still runs`(
    policy: CronJob.ConcurrencyPolicy
  ) throws {
    let sync = CronJobRule.sync(
      try Self.view(at: 7_200) {
        $0.spec.concurrencyPolicy = policy
        $0.lastScheduledAt = Self.midnight + 3_600
        $0.jobs = [.init(id: 7, scheduledAt: Self.midnight + 3_600)]
      })
    switch policy {
    case .allow: #expect(sync.creationFor != nil && sync.replaced.isEmpty)
    case .forbid: #expect(sync.creationFor == nil && sync.skip == .jobAlreadyActive)
    case .replace: #expect(sync.creationFor != nil && sync.replaced == [7])
    }
  }

  @Test func `a suspended cron job makes none`() throws {
    let sync = CronJobRule.sync(try Self.view(at: 3_600) { $0.spec.suspend = true })
    #expect(sync.creationFor == nil && sync.skip == .suspended)
  }

  @Test func `finished jobs beyond the history go, the oldest first`() throws {
    let sync = CronJobRule.sync(
      try Self.view(at: 10) { view in
        for id in 0..<9 {
          var job = CronJobRule.OwnedJob(id: id, scheduledAt: Self.midnight - Int64(100 - id))
          job.isActive = id == 8
          job.hasFailed = id >= 5
          view.jobs.append(job)
        }
      })
    #expect(sync.expired == [5, 6, 0, 1])
  }

  /// The search for the last time begins two steps of the schedule before now, and so finds
  /// nothing in a pause of the schedule: the controller then starts no Job.
  @Test func `in a pause of the schedule nothing is made up for`() throws {
    let paused = CronJobRule.sync(
      try Self.view("0,1 0 * * *", at: 12 * 3_600) { $0.createdAt = Self.midnight - 60 })
    #expect(paused.creationFor == nil && !paused.hasMissedMany)
    #expect(paused.nextAt == Self.midnight + 86_400)
    let early = CronJobRule.sync(
      try Self.view("0,1 0 * * *", at: 90) { $0.createdAt = Self.midnight - 60 })
    #expect(early.creationFor == Self.midnight + 60)
  }

  @Test func `a schedule that is not even finds its last time`() throws {
    // 06:30, 10:30 and 14:30; at 15:00 the last one is 14:30.
    let sync = CronJobRule.sync(
      try Self.view("30 6-16/4 * * *", at: 15 * 3_600))
    #expect(sync.creationFor == Self.midnight + 14 * 3_600 + 1_800)
    #expect(sync.nextAt == Self.midnight + 86_400 + 6 * 3_600 + 1_800)
  }

  @Test func `a job that was made for a time keeps a second one from being made when it ended`()
    throws
  {
    let sync = CronJobRule.sync(
      try Self.view(at: 3_700) { view in
        var job = CronJobRule.OwnedJob(id: 1, scheduledAt: Self.midnight + 3_600)
        job.isActive = false
        view.jobs = [job]
      })
    #expect(sync.creationFor == nil && sync.nextAt == Self.midnight + 7_200)
  }

  @Test func `jobs that never started are the last of the history to go`() throws {
    let sync = CronJobRule.sync(
      try Self.view(at: 10) { view in
        view.spec.successfulJobsHistoryLimit = 1
        for id in 0..<3 {
          var job = CronJobRule.OwnedJob(id: id, scheduledAt: Self.midnight - Int64(100 - id))
          job.isActive = false
          if id == 0 { job.startedAt = nil }
          view.jobs.append(job)
        }
      })
    #expect(sync.expired == [1, 2])
  }
}
