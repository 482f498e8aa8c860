// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What is told of workloads, their releases and their pods.
extension RecordedReason {
  /// The word in the log; nil for reasons of another part.
  var workloadWord: String? {
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
    case .failedScheduling: "FailedScheduling"
    case .preempted: "Preempted"
    case .podsPending: "PodsPending"
    case .evicted: "Evicted"
    case .configMapChanged: "ConfigMapChanged"
    case .configMapCopiesRemoved: "ConfigMapCopiesRemoved"
    case .podsMisconfigured: "PodsMisconfigured"
    case .postStartFailed: "FailedPostStartHook"
    case .failedCreate: "FailedCreate"
    default: nil
    }
  }

  /// The sentence; nil for reasons of another part.
  func workloadMessage(_ first: Int64, _ second: Int64, text: String) -> String? {
    switch self {
    case .scaledReplicaSet:
      "Scaled \(second > first ? "up" : "down") replica set \(text) from \(first) to \(second)"
    case .scaledDeployment: "Replicas changed from \(first) to \(second)"
    case .rolloutStarted: "New pod template"
    case .rolloutCompleted: "Rollout took \(SimulationDuration(microseconds: first))"
    case .progressDeadlineExceeded: "The rollout has not progressed within its deadline"
    case .batchStarted: "Batch \(first) of \(second) pods begins"
    case .batchCompleted: "Batch \(first) took \(SimulationDuration(microseconds: second))"
    case .batchFailed:
      "Batch \(first) was not ready after \(SimulationDuration(microseconds: second)), goes back"
    case .batchRequested:
      "The requests of batch \(first) took \(SimulationDuration(microseconds: second))"
    case .startSlowed:
      "Applications that start take \(SimulationDuration(microseconds: first)) at the median"
    case .batchRolledBack: "Batch \(first) has gone back to the last good revision"
    case .failedScheduling: text
    case .preempted: "Preempted by pod \(text)"
    case .podsPending: "\(first) \(first == 1 ? "pod waits" : "pods wait") at the end: \(text)"
    case .evicted: "The pod has to leave its node"
    case .configMapChanged: "New content; copies kept: \(first)"
    case .postStartFailed:
      "The hook fails \(first) times until it succeeds; the container is killed \(second) times"
    case .configMapCopiesRemoved: "Old copies removed: \(first)"
    case .podsMisconfigured:
      "\(first) \(first == 1 ? "pod" : "pods") used a failing content, at most \(second) at a time"
    case .failedCreate: text
    default: nil
    }
  }
}
