// SPDX-License-Identifier: Apache-2.0

import EventKernel

typealias ReplicaSetIndex = TypedIndex<ReplicaSetState>

/// A ReplicaSet: what it asks for, the pods it has and what it last published.
struct ReplicaSetState: Sendable {
  let name: String
  let namespace: String
  /// The Deployment that owns it, or none.
  let deployment: DeploymentIndex
  let template: TemplateIndex
  /// How many ReplicaSets its owner had created before it.
  let number: Int
  let createdAt: SimulationTime
  var specReplicas: Int
  /// The number of the owner's rollout that it belongs to; a rollback raises it.
  var revision: Int
  /// Changes of the size so far, as `metadata.generation` counts them.
  var generation = 1
  /// The generation that its controller has reported to have seen.
  var observedGeneration = 0
  /// Writes of the object so far, as its resource version tells them apart.
  var version: UInt32 = 0
  /// When the object was written last.
  var writtenAt = SimulationTime(microseconds: .min / 2)
  /// When its own controller wrote it or one of its pods last.
  var reconciledAt = SimulationTime(microseconds: .min / 2)
  /// The sync of the owner that wrote it last.
  var scaledIn: SyncHandle?
  /// Syncs in a row that had to be tried again.
  var retries = 0
  /// What the sync under way found when it began.
  var sync = SyncView()
  /// The events that its controller may still report about it.
  var eventBudget = EventBudget()
  /// Greatest number of pods of the owner when it was last scaled, as the annotation
  /// `deployment.kubernetes.io/max-replicas` keeps it; zero if never.
  var maxReplicasAnnotation = 0
  /// The owner's replicas when it was last scaled (annotation `desired-replicas`).
  var desiredReplicasAnnotation = 0
  /// All pods that exist, terminating ones as well, in no particular but a fixed order.
  var pods: [PodHandle] = []
  /// Pods that exist and do not terminate.
  var activeCount = 0
  /// Pods that ended by themselves and still exist.
  var finishedCount = 0
  /// The Job whose pods these are, by its place; negative if it is none.
  var job: Int32 = -1
  /// Pods that wait for a node.
  var pendingCount = 0
  var readyCount = 0
  var availableCount = 0
  /// Pods that have become available so far.
  var becameAvailableCount = 0
  /// Pods created so far; the next one gets this ordinal.
  var createdCount: UInt32 = 0
  var status = Status()
  /// The instant whose pods the status tells of.
  var statusFoundAt: SimulationTime?
  /// The instant of the pods that its owner knew of when it was scaled last.
  var scaledOnStateOf: SimulationTime?

  /// What the API server last heard of the ReplicaSet.
  struct Status: Equatable, BitwiseCopyable, Sendable {
    var replicas = 0
    var ready = 0
    var available = 0
    var terminating = 0
  }

  /// The caches of the controller at the beginning of a sync; the status at its end is made of
  /// these, not of what the sync has changed.
  struct SyncView: BitwiseCopyable, Sendable {
    var status = Status()
    var generation = 0
    var version: UInt32 = 0
    var becameAvailableCount = 0
    /// Whether the status is written for the second time, after a conflict.
    var isSecondTry = false
    var beganAt = SimulationTime.zero
  }

  /// Whether its controller has not reported to have seen its size.
  var hasUnseenChange: Bool { observedGeneration < generation }

  /// The status as it would be published now.
  var currentStatus: Status {
    Status(
      replicas: activeCount, ready: readyCount, available: availableCount,
      terminating: pods.count - activeCount)
  }
}
