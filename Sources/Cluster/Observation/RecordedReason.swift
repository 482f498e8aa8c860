// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What can happen to an object that is worth a line in the event log.
enum RecordedReason: UInt8, BitwiseCopyable, Sendable {
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
    switch self {
    case .scaledReplicaSet: "ScalingReplicaSet"
    case .scaledDeployment: "ScalingDeployment"
    case .rolloutStarted: "RolloutStarted"
    case .rolloutCompleted: "RolloutCompleted"
    case .progressDeadlineExceeded: "ProgressDeadlineExceeded"
    case .batchStarted: "BatchStarted"
    case .batchCompleted: "BatchCompleted"
    case .batchFailed: "BatchFailed"
    case .batchRolledBack: "BatchRolledBack"
    case .batchRequested: "BatchRequested"
    case .startSlowed: "SlowStart"
    case .rescaled: "SuccessfulRescale"
    case .boundsMoved: "BoundsMoved"
    case .cronFired: "CronFired"
    case .failedScheduling: "FailedScheduling"
    case .nodeFailed: "NodeFailed"
    case .nodeNotReady: "NodeNotReady"
    case .nodeTainted: "NodeTaintedForEviction"
    case .nodeReturned: "NodeReturned"
    case .nodeReady: "NodeReady"
    case .controlPlaneStalled: "ControlPlaneStalled"
    case .controlPlaneResumed: "ControlPlaneResumed"
    case .preempted: "Preempted"
    case .podsPending: "PodsPending"
    case .scaleUpTriggered: "TriggeredScaleUp"
    case .scaleUpFailed: "ScaleUpFailed"
    case .nodeJoined: "RegisteredNode"
    case .nodeRemoved: "RemovingNode"
    case .scaleDown: "ScaleDown"
    case .scaleDownEmpty: "ScaleDownEmpty"
    case .scaleDownFailed: "ScaleDownFailed"
    case .evicted: "Evicted"
    case .recommended: "RecommendationChanged"
    case .resizedInPlace: "ResizeCompleted"
    case .resizeDeferred: "ResizeDeferred"
    case .claimCreated: "NodeClaimCreated"
    case .nodeInitialized: "Initialized"
    case .nodeDisrupted: "Disrupted"
    case .downsizingAnnounced: "DownsizingAnnounced"
    case .downsizingReverted: "DownsizingReverted"
    case .downsizingDone: "DownsizingDone"
    case .configMapChanged: "ConfigMapChanged"
    case .configMapCopiesRemoved: "ConfigMapCopiesRemoved"
    case .podsMisconfigured: "PodsMisconfigured"
    case .postStartFailed: "FailedPostStartHook"
    case .failedCreate: "FailedCreate"
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
    case .nodeCordoned: "NodeNotSchedulable"
    case .nodeUncordoned: "NodeSchedulable"
    case .nodeDrained: "NodeDrained"
    case .drainHeldUp: "EvictionBlocked"
    case .drainTimedOut: "DrainTimedOut"
    case .scaleTargetActivated: "KEDAScaleTargetActivated"
    case .scaleTargetDeactivated: "KEDAScaleTargetDeactivated"
    case .poolRescaled: "PoolRescale"
    }
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
    switch self {
    case .scaledReplicaSet:
      "Scaled \(second > first ? "up" : "down") replica set \(text) from \(first) to \(second)"
    case .scaledDeployment: "Replicas changed from \(first) to \(second)"
    case .rolloutStarted: "New pod template"
    case .rolloutCompleted: "Rollout took \(SimulationDuration(microseconds: first))"
    case .progressDeadlineExceeded: "The rollout has not progressed within its deadline"
    case .rescaled: "New size: \(first); reason: \(text)"
    case .batchStarted: "Batch \(first) of \(second) pods begins"
    case .batchCompleted: "Batch \(first) took \(SimulationDuration(microseconds: second))"
    case .batchFailed:
      "Batch \(first) was not ready after \(SimulationDuration(microseconds: second)), goes back"
    case .batchRequested:
      "The requests of batch \(first) took \(SimulationDuration(microseconds: second))"
    case .startSlowed:
      "Applications that start take \(SimulationDuration(microseconds: first)) at the median"
    case .batchRolledBack: "Batch \(first) has gone back to the last good revision"
    case .boundsMoved: "Least replicas moved from \(first) to \(second)"
    case .cronFired: "A job was due"
    case .failedScheduling: text
    case .nodeFailed: "The node fell silent"
    case .nodeNotReady: "Node status is now: NodeNotReady"
    case .nodeTainted: "Pods without a toleration will be evicted"
    case .nodeReturned: "The node came back"
    case .nodeReady: "Node status is now: NodeReady"
    case .controlPlaneStalled: "Controllers and scheduler stand still"
    case .controlPlaneResumed: "Controllers and scheduler go on"
    case .preempted: "Preempted by pod \(text)"
    case .podsPending: "\(first) \(first == 1 ? "pod waits" : "pods wait") at the end: \(text)"
    case .scaleUpTriggered: "Nodes wanted: \(second), were \(first)"
    case .scaleUpFailed: "A node could not be created"
    case .nodeJoined: "The node came \(SimulationDuration(microseconds: first)) after its order"
    case .nodeRemoved: "The node left the cluster"
    case .scaleDown: "The node is not needed; its pods are moved"
    case .scaleDownEmpty: "The node is not needed and empty"
    case .scaleDownFailed: "The pods of the node could not be moved; it stays"
    case .evicted: "The pod has to leave its node"
    case .recommended: "New target of \(text)"
    case .resizedInPlace: "CPU requested changed from \(first)m to \(second)m in place"
    case .claimCreated: "A machine of type \(text) is ordered"
    case .nodeInitialized: "The node is ready for pods"
    case .downsizingAnnounced: "\(second) pods suffice, \(first) are asked for"
    case .downsizingReverted: "\(first) pods are too few, \(second) are asked for again"
    case .downsizingDone: "\(first) pods are what was computed"
    case .nodeDisrupted:
      switch first {
      case 0: "The node is empty"
      case 1: "The pods of the node fit elsewhere for less"
      default: "The node has reached its age"
      }
    case .resizeDeferred: "The node has no room for what the pod shall have"
    case .configMapChanged: "New content; copies kept: \(first)"
    case .postStartFailed:
      "The hook fails \(first) times until it succeeds; the container is killed \(second) times"
    case .configMapCopiesRemoved: "Old copies removed: \(first)"
    case .podsMisconfigured:
      "\(first) \(first == 1 ? "pod" : "pods") used a failing content, at most \(second) at a time"
    case .failedCreate: text
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
    case .nodeCordoned: "Node status is now: NodeNotSchedulable"
    case .nodeUncordoned: "Node status is now: NodeSchedulable"
    case .nodeDrained: "The node was empty after \(SimulationDuration(microseconds: first))"
    case .drainHeldUp:
      "Cannot evict pod as it would violate the pod's disruption budget; tried again every 5 s"
    case .drainTimedOut: "The drain was given up; pods are left on the node"
    case .scaleTargetActivated: "A trigger is active: scaled from \(first) to \(second)"
    case .scaleTargetDeactivated: "No trigger is active: scaled from \(first) to \(second)"
    case .poolRescaled:
      second > first
        ? "Requests and latency are worse than usual: from \(first) to \(second)"
        : "Requests and latency are as usual: from \(first) to \(second)"
    }
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
