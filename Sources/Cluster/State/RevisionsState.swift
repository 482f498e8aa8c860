// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What a controller keeps of a workload whose pods it makes itself, revision by revision.
///
/// Revisions are the positions of templates. A Deployment has none of this: its ReplicaSets do.
struct RevisionsState: Sendable {
  /// What the API server last heard of the pods.
  var status = StatefulSetStatus(updateRevision: 0)
  /// The status that the sync under way will publish.
  var nextStatus = StatefulSetStatus(updateRevision: 0)
  /// The generation of the object that the sync under way has read.
  var readGeneration = 0
  /// The generation that the controller has reported to have seen.
  var observedGeneration = 0
  /// When the next sync will have seen all pods; an instant that has passed means nothing.
  var syncDueAt = SimulationTime(microseconds: .min / 2)
}
