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
    case .scaleTargetActivated: "KEDAScaleTargetActivated"
    case .scaleTargetDeactivated: "KEDAScaleTargetDeactivated"
    case .poolRescaled: "PoolRescale"
    }
  }

  /// Whether an operator should look.
  var isWarning: Bool {
    switch self {
    case .batchFailed, .failedScheduling, .progressDeadlineExceeded, .nodeFailed, .nodeNotReady,
      .nodeTainted, .controlPlaneStalled, .podsPending, .scaleUpFailed, .scaleDownFailed:
      true
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
    case .scaleTargetActivated: "A trigger is active: scaled from \(first) to \(second)"
    case .scaleTargetDeactivated: "No trigger is active: scaled from \(first) to \(second)"
    case .poolRescaled:
      second > first
        ? "Requests and latency are worse than usual: from \(first) to \(second)"
        : "Requests and latency are as usual: from \(first) to \(second)"
    }
  }
}
