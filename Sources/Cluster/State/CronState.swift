// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What a CronJob has besides: its schedule and the Jobs that it made.
struct CronState: Sendable {
  var spec: CronJob.Spec
  /// The schedule, read; nil if it can not be.
  var schedule: CronSchedule?
  /// The clock that the schedule reads.
  var clock = LocalClock.utc
  /// When the CronJob was created, in seconds since 1970.
  var createdAt: Int64 = 0
  /// The last time for which a Job was made.
  var lastScheduledAt: Int64?
  /// The Jobs that are there, by their places in the table of Jobs.
  var jobs: [Int] = []
  /// When the controller looks next by itself; an instant that has passed means nothing.
  var nextLookAt: SimulationTime?
  /// Jobs made, and those that ended well and badly so far.
  var counts = Counts()

  /// What became of Jobs.
  struct Counts: BitwiseCopyable, Sendable {
    var created = 0
    var succeeded = 0
    var failed = 0
    /// Times of the schedule that brought no Job.
    var skipped = 0
    /// The longest time from the start of a Job to its end.
    var longest = SimulationDuration.zero
  }

  init(_ spec: CronJob.Spec) {
    self.spec = spec
    schedule = try? CronSchedule(spec.schedule, dialect: .standard)
  }
}
