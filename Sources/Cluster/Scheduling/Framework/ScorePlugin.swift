// SPDX-License-Identifier: Apache-2.0

/// On what a score depends, besides the pod's template.
package enum ScoreScope: Sendable {
  /// On the node and its pods alone; there is nothing to normalise.
  case node
  /// On the node without its pods, and then normalised over all candidates.
  case normalized
  /// On other nodes too.
  case cluster
}

/// Ranks the nodes that can take a pod.
package protocol ScorePlugin: SchedulerPlugin {
  /// On what the score depends.
  var scoreScope: ScoreScope { get }

  /// Whether the plugin tells nodes apart for this pod; a plugin that does not is left out.
  func scoreApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool

  /// Whether scores of unchanged nodes can become wrong, so that `epoch` must be asked each time.
  var hasEpoch: Bool { get }

  /// A number that differs once scores of unchanged nodes have become wrong.
  ///
  /// 0 means moreover that all scores are 0 now.
  func epoch(of pod: PodContext, in nodes: borrowing NodeTable) -> Int

  /// Writes the score of each candidate, before normalisation.
  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch)

  /// Brings the scores of all candidates to 0 to 100.
  func normalize(
    _ scores: inout ContiguousArray<Int64>, of pod: PodContext, on candidates: Candidates,
    in nodes: borrowing NodeTable, scratch: inout PluginScratch)

  /// Adds numbers that are equal for two nodes only if the plugin scores them alike.
  ///
  /// For the scope `cluster` alone.
  func describeForScore(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable, into key: inout GroupKey)
}

extension ScorePlugin {
  package func scoreApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool { true }

  package var hasEpoch: Bool { false }

  package func epoch(of pod: PodContext, in nodes: borrowing NodeTable) -> Int { 0 }

  package func normalize(
    _ scores: inout ContiguousArray<Int64>, of pod: PodContext, on candidates: Candidates,
    in nodes: borrowing NodeTable, scratch: inout PluginScratch
  ) {}

  package func describeForScore(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable, into key: inout GroupKey
  ) {}
}
