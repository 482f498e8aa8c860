// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// A node that an autoscaler takes out of the cluster.
struct NodeRemoval: Sendable {
  let node: NodeIndex
  let group: Int
  /// Whether it had pods when it was chosen.
  let drains: Bool
  /// When evictions began; nil before that.
  var drainStartedAt: SimulationTime?
  /// When every pod had been told to go.
  var allEvictedAt: SimulationTime?
}
