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

  /// The same with the scores of the chosen node alone, and no more ties than can be read.
  ///
  /// The scores of all nodes for all pods of a large cluster would fill the memory.
  var ofChosen: PlacementDetail {
    guard let place = feasible.firstIndex(of: placement.node) else { return self }
    var part = PlacementDetail(placement: placement, feasible: [feasible[place]])
    if place < totals.count { part.totals = [totals[place]] }
    part.scores = scores.map { PluginScores(plugin: $0.plugin, scores: [$0.scores[place]]) }
    part.tied = Array(tied.prefix(6))
    return part
  }

  /// The greatest sum; nil if there was nothing to choose.
  package var bestScore: Int64? { totals.max() }
}
