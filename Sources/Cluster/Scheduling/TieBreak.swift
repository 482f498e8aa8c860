// SPDX-License-Identifier: Apache-2.0

/// How one of several equally good nodes is chosen.
package enum TieBreak: Sendable, Equatable {
  /// The smallest name in byte order.
  case smallestName
  /// A draw, all equally likely, as the real scheduler does.
  case draw
  /// A draw among the nodes that the real scheduler would look at.
  ///
  /// Nodes are tried in turn, from where the last pod ended, until enough are feasible. 0 percent
  /// means the adaptive share of kubernetes v1.36 pkg/scheduler/schedule_one.go.
  case sample(percentageOfNodesToScore: Int)
}
