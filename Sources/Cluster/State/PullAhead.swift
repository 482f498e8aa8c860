// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// An image that nodes pull before their pods change to it, as an ImagePullJob of OpenKruise asks.
struct PullAhead: Sendable {
  /// The workload that it is for.
  let owner: DeploymentIndex
  let image: PullIndex
  let bytes: Int64
  /// Nodes that pull at one time.
  let parallelism: Int
  /// Time after which a node's pull is given up.
  let timeout: SimulationDuration
  /// Nodes that wait for their turn, the next one last.
  var waiting: [NodeIndex]
  /// Nodes whose turn it is.
  var active: [NodeIndex] = []
}
