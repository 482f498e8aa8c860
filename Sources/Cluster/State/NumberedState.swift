// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What a workload has besides whose pods are numbered: its order, its status, its release.
///
/// Revisions are the positions of templates.
struct NumberedState: Sendable {
  var podManagementPolicy = StatefulSet.PodManagementPolicy.orderedReady
  var updateStrategy = StatefulSet.UpdateStrategyType.rollingUpdate
  /// Pods below this place stay old.
  var partition = 0
  /// The ordinal of the first pod.
  var firstOrdinal = 0
  /// What the API server last heard of the pods.
  var status = StatefulSetStatus(updateRevision: 0)
  /// The status that the sync under way will publish.
  var nextStatus = StatefulSetStatus(updateRevision: 0)
  /// The generation of the object that the sync under way has read.
  var readGeneration = 0
  /// When the next sync will have seen all pods; an instant that has passed means nothing.
  var syncDueAt = SimulationTime(microseconds: .min / 2)
  /// The release in batches of a StatefulSetPlus; nil in a native StatefulSet.
  var release: Release?

  /// The release in batches of a StatefulSetPlus.
  struct Release: Sendable {
    var strategy: StatefulSetPlus.UpdateStrategy
    var isPaused: Bool
    /// What the controller remembers.
    var state = BatchReleaseState(revision: 0)
    /// What the API server last heard of the release.
    var batch = BatchDeployStatus()
    /// The same as the sync under way will publish it.
    var nextBatch = BatchDeployStatus()
    /// When the batch under way began.
    var batchStartedAt = SimulationTime.zero
    /// How long batches and syncs took.
    var times = ReleaseTimes()

    init(_ manifest: StatefulSetPlus) {
      strategy = manifest.spec.updateStrategy
      isPaused = manifest.isPaused
    }

    /// Whether pods are being updated or taken back, so that a sync has to look at each.
    var isActive: Bool {
      switch state.phase {
      case .settled, .rolledBack, .abandoned: false
      case .updating, .waiting, .rollingBack, .rollingBackAll: true
      }
    }
  }
}
