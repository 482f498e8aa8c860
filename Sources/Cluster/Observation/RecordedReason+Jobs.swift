// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What is told of Jobs and CronJobs.
extension RecordedReason {
  /// The word in the log; nil for reasons of another part.
  var jobWord: String? {
    switch self {
    case .jobCreated: "SuccessfulCreate"
    case .jobCompleted: "Completed"
    case .jobSuspended: "Suspended"
    case .jobResumed: "Resumed"
    case .jobDeleted: "SuccessfulDelete"
    case .jobMissed: "MissSchedule"
    case .jobAlreadyActive: "JobAlreadyActive"
    case .missedMany: "TooManyMissedTimes"
    case .backoffLimitExceeded: "BackoffLimitExceeded"
    case .deadlineExceeded: "DeadlineExceeded"
    case .failedIndexes: "FailedIndexes"
    case .maxFailedIndexesExceeded: "MaxFailedIndexesExceeded"
    default: nil
    }
  }

  /// The sentence; nil for reasons of another part.
  func jobMessage(_ first: Int64, _ second: Int64, text: String) -> String? {
    switch self {
    case .jobCreated: "Created job \(text)"
    case .jobCompleted: "Job completed after \(SimulationDuration(microseconds: first))"
    case .jobSuspended: "Job suspended"
    case .jobResumed: "Job resumed"
    case .jobDeleted: "The Job and its pods are deleted"
    case .jobMissed: "A time of the schedule was too long ago to start a Job"
    case .jobAlreadyActive:
      "Not starting job because prior execution is running and concurrency policy is Forbid"
    case .missedMany: "More than 100 times of the schedule brought no Job"
    case .backoffLimitExceeded: "Job has reached the specified backoff limit"
    case .deadlineExceeded: "Job was active longer than specified deadline"
    case .failedIndexes: "Job has failed indexes"
    case .maxFailedIndexesExceeded: "Job has more failed indexes than it may have"
    default: nil
    }
  }
}
