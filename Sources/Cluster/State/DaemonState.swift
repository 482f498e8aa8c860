// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What a DaemonSet has besides: how it updates and what it last published.
///
/// Revisions are the positions of templates.
struct DaemonState: Sendable {
  var updateStrategy = StatefulSet.UpdateStrategyType.rollingUpdate
  var maxUnavailable = IntOrString.int(1)
  var maxSurge = IntOrString.int(0)
  /// What the API server last heard.
  var status = DaemonSetSync.Status()
  /// The status that the sync under way will publish.
  var nextStatus = DaemonSetSync.Status()
  /// Pods created so far, of all revisions; the next one gets this number.
  var createdCount: UInt32 = 0
  /// When the next sync will have seen all nodes; an instant that has passed means nothing.
  var syncDueAt = SimulationTime(microseconds: .min / 2)

  init(_ spec: DaemonSet.Spec) { update(spec) }

  mutating func update(_ spec: DaemonSet.Spec) {
    updateStrategy = spec.updateStrategy
    maxUnavailable = spec.maxUnavailable
    maxSurge = spec.maxSurge
  }
}
