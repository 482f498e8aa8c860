// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// What one sync of the Job controller does.
package struct JobSync: Equatable, Sendable {
  /// How a Job stands.
  package enum Outcome: Equatable, BitwiseCopyable, Sendable {
    case running
    case suspended
    /// It will be complete when its last pods are gone.
    case successCriteriaMet
    case complete
    /// It will have failed when its last pods are gone.
    case failureTarget(Reason)
    case failed(Reason)

    /// Whether the Job has failed or is to fail.
    package var isFailure: Bool {
      switch self {
      case .failureTarget, .failed: true
      case .running, .suspended, .successCriteriaMet, .complete: false
      }
    }
  }

  /// Why a Job failed, in the words of its condition.
  package enum Reason: String, BitwiseCopyable, Sendable {
    case backoffLimitExceeded = "BackoffLimitExceeded"
    case deadlineExceeded = "DeadlineExceeded"
    case failedIndexes = "FailedIndexes"
    case maxFailedIndexesExceeded = "MaxFailedIndexesExceeded"
  }

  /// Pods to create, each with its completion index if it has one; in batches of 1, 2, 4 and so on.
  package var creations: [Int?] = []
  /// Pods to delete, all at once.
  package var deletions: [Int] = []
  /// Pods that run or wait.
  package var active = 0
  /// Pods that succeeded.
  package var succeeded = 0
  /// Pods that failed.
  package var failed = 0
  /// Pods that are ending.
  package var terminating = 0
  /// Indexes that will not succeed any more, ascending.
  package var failedIndexes: [Int] = []
  /// How the Job stands.
  package var outcome = Outcome.running
  /// When to look again without news; nil for never.
  package var recheckAt: SimulationTime?
}
