// SPDX-License-Identifier: Apache-2.0

/// What the API server last heard of a StatefulSet.
package struct StatefulSetStatus: Equatable, BitwiseCopyable, Sendable {
  /// Pods that exist, terminating ones as well.
  package var replicas = 0
  /// Pods that run and are ready.
  package var ready = 0
  /// Pods that have been ready for `minReadySeconds`.
  package var available = 0
  /// Pods of the current revision that do not terminate.
  package var current = 0
  /// Pods of the update revision that do not terminate.
  package var updated = 0
  /// Pods of the update revision that are ready; only OpenKruise counts them.
  package var updatedReady = 0
  /// The revision that pods below the partition have; nil before the first sync.
  package var currentRevision: Int?
  /// The revision of the template.
  package var updateRevision: Int

  /// Creates the status of a StatefulSet without pods.
  package init(currentRevision: Int? = nil, updateRevision: Int) {
    self.currentRevision = currentRevision
    self.updateRevision = updateRevision
  }
}
