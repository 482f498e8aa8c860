// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What can happen to an object that is worth a line in the event log.
enum RecordedReason: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case scaledReplicaSet
  case scaledDeployment
  case rolloutStarted
  case rolloutCompleted
  case progressDeadlineExceeded
  case rescaled
  case boundsMoved
  case cronFired
  case failedScheduling
  case nodeFailed
  case nodeNotReady
  case nodeTainted
  case nodeReturned
  case nodeReady
  case controlPlaneStalled
  case controlPlaneResumed
  case preempted
  case podsPending
  case scaleUpTriggered
  case scaleUpFailed
  case nodeJoined
  case nodeRemoved
  case scaleDown
  case scaleDownEmpty
  case scaleDownFailed
  case evicted
  case batchStarted
  case batchCompleted
  case batchFailed
  case batchRolledBack
  case recommended
  case resizedInPlace
  case resizeDeferred
  case claimCreated
  case nodeInitialized
  case nodeDisrupted
  case downsizingAnnounced
  case downsizingReverted
  case downsizingDone
  case configMapChanged
  case configMapCopiesRemoved
  case podsMisconfigured
  case postStartFailed
  case batchRequested
  case startSlowed
  case failedCreate
  case jobCreated
  case jobCompleted
  case jobSuspended
  case jobResumed
  case jobDeleted
  case jobMissed
  case jobAlreadyActive
  case missedMany
  case backoffLimitExceeded
  case deadlineExceeded
  case failedIndexes
  case maxFailedIndexesExceeded
  case nodeCordoned
  case nodeUncordoned
  case nodeDrained
  case drainHeldUp
  case drainTimedOut
  case scaleTargetActivated
  case scaleTargetDeactivated
  case poolRescaled

  /// The word in the log: Kubernetes' own where it has one.
  var word: String {
    guard let word = workloadWord ?? jobWord ?? autoscalingWord ?? nodeWord else {
      preconditionFailure("the reason \(rawValue) has no word")
    }
    return word
  }

  /// Whether an operator should look.
  var isWarning: Bool {
    switch self {
    case .batchFailed, .failedScheduling, .progressDeadlineExceeded, .nodeFailed, .nodeNotReady,
      .nodeTainted, .controlPlaneStalled, .podsPending, .scaleUpFailed, .scaleDownFailed,
      .podsMisconfigured, .postStartFailed,
      .failedCreate, .jobMissed, .missedMany, .backoffLimitExceeded, .deadlineExceeded,
      .failedIndexes, .maxFailedIndexesExceeded, .drainHeldUp, .drainTimedOut:
      true
    case .downsizingReverted: true
    default: false
    }
  }

  /// The sentence for two numbers and a text that the entry may refer to.
  func message(_ first: Int64, _ second: Int64, text: String) -> String {
    guard
      let message = workloadMessage(first, second, text: text)
        ?? jobMessage(first, second, text: text)
        ?? autoscalingMessage(first, second, text: text)
        ?? nodeMessage(first, second, text: text)
    else { preconditionFailure("the reason \(rawValue) has no sentence") }
    return message
  }
}

extension RecordedReason {
  /// Why a Job failed.
  init(_ reason: JobSync.Reason) {
    self =
      switch reason {
      case .backoffLimitExceeded: .backoffLimitExceeded
      case .deadlineExceeded: .deadlineExceeded
      case .failedIndexes: .failedIndexes
      case .maxFailedIndexesExceeded: .maxFailedIndexesExceeded
      }
  }
}
