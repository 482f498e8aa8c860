// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// Decides what one sync of the CronJob controller does.
///
/// Follows kubernetes v1.36 pkg/controller/cronjob: `cronjob_controllerv2.go` (syncCronJob,
/// cleanupFinishedJobs) and `utils.go` (mostRecentScheduleTime). Times are whole seconds since
/// 1970-01-01T00:00:00Z.
package enum CronJobRule {
  /// A Job that the CronJob made.
  package struct OwnedJob: Hashable, BitwiseCopyable, Sendable {
    /// What the decisions call it.
    package var id: Int
    /// When it was started.
    package var startedAt: Int64
    /// Whether it still runs.
    package var isActive = true
    /// Whether it failed; without meaning while it runs.
    package var hasFailed = false

    /// Creates a Job that runs.
    package init(id: Int, startedAt: Int64) {
      self.id = id
      self.startedAt = startedAt
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

  /// What one sync does.
  package struct Sync: Equatable, Sendable {
    /// Jobs to delete: finished ones beyond the history, and those that are replaced.
    package var deletions: [Int] = []
    /// The time for which a Job is created; nil for none.
    package var creationFor: Int64?
    /// Why a time that is due brings no Job; nil if it does or none is due.
    package var skip: Skip?
    /// Whether more than 100 times were missed, which the controller warns of.
    package var hasMissedMany = false
    /// When to look again.
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
    cleanUp(view, &sync)
    guard !view.spec.suspend else {
      sync.skip = .suspended
      return sync
    }
    sync.nextAt = view.schedule.next(after: view.now, in: view.clock)
    let (due, missed) = mostRecent(view)
    sync.hasMissedMany = missed > 100
    guard let due else { return sync }
    if let deadline = view.spec.startingDeadlineSeconds,
      due.addingReportingOverflow(deadline).partialValue < view.now, deadline < 1 << 40
    {
      sync.skip = .missed
      return sync
    }
    let active = view.jobs.filter(\.isActive)
    // The last time may have been served by a Job that the status does not tell of yet.
    if view.jobs.contains(where: { $0.startedAt == due }) { return sync }
    switch view.spec.concurrencyPolicy {
    case .forbid where !active.isEmpty:
      sync.skip = .jobAlreadyActive
      return sync
    case .replace: sync.deletions += active.map(\.id)
    case .allow, .forbid: break
    }
    sync.creationFor = due
    return sync
  }

  /// The last time of the schedule up to now that brought no Job, and how many there were.
  private static func mostRecent(_ view: View) -> (due: Int64?, missed: Int64) {
    var earliest = view.lastScheduledAt ?? view.createdAt
    if let deadline = view.spec.startingDeadlineSeconds {
      let (bound, overflow) = view.now.subtractingReportingOverflow(deadline)
      if !overflow { earliest = max(earliest, bound) }
    }
    guard let first = view.schedule.next(after: earliest, in: view.clock), first <= view.now else {
      return (nil, 0)
    }
    guard let second = view.schedule.next(after: first, in: view.clock), second <= view.now else {
      return (first, 1)
    }
    // The step between the first two tells how far to jump; the rest is walked.
    let step = max(1, second - first)
    let estimate = (view.now - first) / step + 1
    var due = first
    let jump = max(first, view.now - 2 * step)
    var cursor = view.schedule.next(after: jump - 1, in: view.clock) ?? first
    var walked = 0
    while cursor <= view.now, walked < 10_000 {
      due = cursor
      guard let next = view.schedule.next(after: cursor, in: view.clock), next > cursor else {
        break
      }
      cursor = next
      walked += 1
    }
    return (max(due, second), estimate)
  }

  /// Deletes finished Jobs beyond the history, the oldest first.
  private static func cleanUp(_ view: View, _ sync: inout Sync) {
    for (failed, limit) in [
      (false, view.spec.successfulJobsHistoryLimit), (true, view.spec.failedJobsHistoryLimit),
    ] {
      let finished = view.jobs.filter { !$0.isActive && $0.hasFailed == failed }
        .sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
      sync.deletions += finished.prefix(max(0, finished.count - Int(limit))).map(\.id)
    }
  }
}
