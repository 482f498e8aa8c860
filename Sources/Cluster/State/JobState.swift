// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// A Job: what it asks for, how far it is and what it last published.
///
/// Its pods are the list of one ReplicaSet.
struct JobState: Sendable {
  let name: String
  /// The list of its pods.
  let group: ReplicaSetIndex
  /// The Job, or the CronJob that made it.
  let owner: DeploymentIndex
  let createdAt: SimulationTime
  /// The time of the schedule that it was made for; nil if no CronJob made it.
  let scheduledAt: Int64?
  var spec: Job.Spec
  let restartsOnFailure: Bool
  /// When its pods were allowed to start; nil before that.
  var startedAt: SimulationTime?
  /// Whether the API server knows it as suspended.
  var isSuspended = false
  /// Why it is to fail, once that is decided.
  var failureTarget: JobSync.Reason?
  /// Whether it is decided that it is complete.
  var isSuccessDecided = false
  /// Whether the status that is published next ends it.
  var endsNext = false
  /// When it ended; nil while it runs.
  var finishedAt: SimulationTime?
  /// Whether its object is gone or goes with its last pod.
  var isDeleted = false
  /// Pods that are gone, as they ended.
  var gone: [JobView.Pod] = []
  /// Pods created for each completion index, in a Job that has indexes.
  var attempts: [UInt32] = []
  /// Pods whose end is part of the status.
  var countedEnds = 0
  var status = Status()
  /// The status that the sync under way will publish.
  var nextStatus = Status()
  /// When the controller looks next; an instant that has passed means nothing.
  var syncDueAt = SimulationTime(microseconds: .min / 2)

  /// What the API server last heard of the pods.
  struct Status: Equatable, BitwiseCopyable, Sendable {
    var active = 0
    var ready = 0
    var terminating = 0
    var succeeded = 0
    var failed = 0
  }

  /// Whether pods of it may still be created.
  var isActive: Bool { finishedAt == nil && !isDeleted }
  /// Whether it ended and failed.
  var hasFailed: Bool { finishedAt != nil && failureTarget != nil }
}
