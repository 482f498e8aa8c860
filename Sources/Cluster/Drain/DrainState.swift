// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Nodes that an operator empties, one after the other.
struct DrainState: Sendable {
  /// The nodes in the order of the command.
  let nodes: [NodeIndex]
  /// When the operator gives up; nil for never.
  let deadline: SimulationTime?
  /// The place of the node that is emptied now.
  var place = 0
  /// When the node that is emptied now was begun.
  var startedAt: SimulationTime
  /// When refused evictions are tried again; nil if none was refused.
  var retryAt: SimulationTime?
  /// Pods of the node of which the log tells already that a budget holds them.
  var heldUpBy: [PodHandle] = []
}
