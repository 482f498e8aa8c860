// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// A decision with all that led to it.
package struct PlacementDetail: Sendable {
  /// The weighted scores of one plugin.
  package struct PluginScores: Sendable {
    /// The plugin.
    package var plugin: String
    /// Normalised score times weight for each feasible node.
    package var scores: [Int64]
  }

  /// The nodes that one filter rejected.
  package struct Rejection: Sendable {
    /// The filter.
    package var plugin: String
    /// The nodes, in the order in which they were added.
    package var nodes: [NodeIndex]
  }

  /// The decision.
  package var placement: Placement
  /// The nodes that all filters accept.
  package var feasible: [NodeIndex] = []
  /// The sum of scores for each feasible node; empty if there was nothing to choose.
  package var totals: [Int64] = []
  /// The parts of the sums.
  package var scores: [PluginScores] = []
  /// The feasible nodes with the greatest sum, by name.
  package var tied: [NodeIndex] = []
  /// The nodes that filters rejected, by filter, if the pod is unschedulable.
  package var rejections: [Rejection] = []

  /// The greatest sum; nil if there was nothing to choose.
  package var bestScore: Int64? { totals.max() }
}
