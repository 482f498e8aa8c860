// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// Decides what one sync of the CronJob controller does.
///
/// Follows kubernetes v1.36 pkg/controller/cronjob: `cronjob_controllerv2.go` (syncCronJob,
/// cleanupFinishedJobs) and `utils.go` (mostRecentScheduleTime, nextScheduleTimeDuration). Times are
/// whole seconds since 1970-01-01T00:00:00Z.
package enum CronJobRule {
  /// A Job that the CronJob made.
  package struct OwnedJob: Hashable, BitwiseCopyable, Sendable {
    /// What the decisions call it.
    package var id: Int
    /// The time of the schedule that it was made for, which its name tells.
    package var scheduledAt: Int64
    /// When its first pods were allowed to start; nil before that.
    package var startedAt: Int64?
    /// Whether it still runs.
    package var isActive = true
    /// Whether it failed; without meaning while it runs.
    package var hasFailed = false

    /// Creates a Job that runs since the time that it was made for.
    package init(id: Int, scheduledAt: Int64) {
      self.id = id
      self.scheduledAt = scheduledAt
      startedAt = scheduledAt
    }
  }

  /// What the controller knows of one CronJob when it decides.
  package struct View: Sendable {
    /// What is wanted.
    package var spec: CronJob.Spec
    /// The schedule, read.
    package var schedule: CronSchedule
    /// The clock that the schedule reads.
    package var clock = LocalClock.utc
    /// When the CronJob was created.
    package var createdAt: Int64
    /// The last time for which a Job was made; nil before the first.
    package var lastScheduledAt: Int64?
    /// The present.
    package var now: Int64
    /// The Jobs that are there.
    package var jobs: [OwnedJob] = []

    /// Creates a view of a CronJob that has made no Job.
    package init(spec: CronJob.Spec, schedule: CronSchedule, createdAt: Int64, now: Int64) {
      self.spec = spec
      self.schedule = schedule
      self.createdAt = createdAt
      self.now = now
    }
  }

  /// What one sync does: finished Jobs are deleted, then replaced ones, and one is created.
  package struct Sync: Equatable, Sendable {
    /// Jobs that still run and are deleted for the new one.
    package var replaced: [Int] = []
    /// The time for which a Job is created; nil for none.
    package var creationFor: Int64?
    /// Finished Jobs beyond the history, which are deleted.
    package var expired: [Int] = []
    /// Why a time that is due brings no Job; nil if it does or none is due.
    package var skip: Skip?
    /// Whether more than 100 times were missed, which the controller warns of.
    package var hasMissedMany = false
    /// The time of the schedule at which to look again, which the controller does 100 ms later.
    package var nextAt: Int64?
  }

  /// Why a time that is due brings no Job.
  package enum Skip: String, BitwiseCopyable, Sendable {
    case missed = "MissSchedule"
    case jobAlreadyActive = "JobAlreadyActive"
    case suspended = "Suspended"
  }

  /// The calls of one sync.
  package static func sync(_ view: View) -> Sync {
    var sync = Sync()
    sync.expired = expired(view)
    guard !view.spec.suspend else {
      sync.skip = .suspended
      return sync
    }
    decide(view, &sync)
    sync.nextAt = next(view, after: sync)
    return sync
  }

  private static func decide(_ view: View, _ sync: inout Sync) {
    let recent = mostRecent(view, withDeadline: true)
    sync.hasMissedMany = recent.due != nil && recent.missed > 100
    guard let due = recent.due else { return }
    if let deadline = view.spec.startingDeadlineSeconds {
      let (last, overflow) = due.addingReportingOverflow(deadline)
      if !overflow, last < view.now {
        sync.skip = .missed
        return
      }
    }
    // A Job of that time has the name that a new one would get.
    if view.jobs.contains(where: { $0.scheduledAt == due }) { return }
    let active = view.jobs.filter(\.isActive)
    switch view.spec.concurrencyPolicy {
    case .forbid where !active.isEmpty:
      sync.skip = .jobAlreadyActive
      return
    case .replace: sync.replaced = active.map(\.id)
    case .allow, .forbid: break
    }
    sync.creationFor = due
  }

  private static func next(_ view: View, after sync: Sync) -> Int64? {
    var seen = view
    seen.lastScheduledAt = sync.creationFor ?? view.lastScheduledAt
    return nextTime(seen)
  }

  /// When to look again: at the time after the last one that has come.
  package static func nextTime(_ view: View) -> Int64? {
    let recent = mostRecent(view, withDeadline: false)
    let from = recent.due ?? (recent.missed == 0 ? recent.earliest : view.now)
    return view.schedule.next(after: from, in: view.clock)
  }

  private struct Recent {
    /// The time after which times count.
    var earliest: Int64
    /// The last time of the schedule up to now.
    var due: Int64?
    /// About how many times have passed; 0 for one or none.
    var missed: Int64 = 0
  }

  /// The last time of the schedule up to now.
  ///
  /// The first two times tell the step, and the search begins two steps before now. Where the
  /// schedule pauses for longer than that, nothing is found, and so no Job is made up for.
  private static func mostRecent(_ view: View, withDeadline: Bool) -> Recent {
    var recent = Recent(earliest: view.lastScheduledAt ?? view.createdAt)
    if withDeadline, let deadline = view.spec.startingDeadlineSeconds {
      let (bound, overflow) = view.now.subtractingReportingOverflow(deadline)
      if !overflow { recent.earliest = max(recent.earliest, bound) }
    }
    guard let first = view.schedule.next(after: recent.earliest, in: view.clock),
      first <= view.now
    else { return recent }
    guard let second = view.schedule.next(after: first, in: view.clock), second <= view.now else {
      recent.due = first
      return recent
    }
    let step = second - first
    recent.missed = (view.now - first) / step + 1
    var cursor = view.schedule.next(
      after: first + (recent.missed - 2) * step, in: view.clock)
    while let time = cursor, time <= view.now {
      recent.due = time
      cursor = view.schedule.next(after: time, in: view.clock)
    }
    return recent
  }

  /// Finished Jobs beyond the history: those that started first, those without a start last.
  private static func expired(_ view: View) -> [Int] {
    var deletions: [Int] = []
    for (failed, limit) in [
      (true, view.spec.failedJobsHistoryLimit), (false, view.spec.successfulJobsHistoryLimit),
    ] {
      let finished = view.jobs.filter { !$0.isActive && $0.hasFailed == failed }
        .sorted { ($0.startedAt ?? .max, $0.scheduledAt) < ($1.startedAt ?? .max, $1.scheduledAt) }
      deletions += finished.prefix(max(0, finished.count - Int(limit))).map(\.id)
    }
    return deletions
  }
}
