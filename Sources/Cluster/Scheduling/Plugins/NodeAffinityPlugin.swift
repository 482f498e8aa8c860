// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Keeps pods to the nodes that they ask for by label or name, and prefers those that they wish for.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/plugins/nodeaffinity.
struct NodeAffinityPlugin: FilterPlugin, ScorePlugin {
  let name = "NodeAffinity"
  let wakers: SchedulingEvent = [.nodeAdded, .nodeLabelsChanged]
  /// What the profile asks of all its pods.
  let addedRequirement: NodeRequirement
  /// What the profile wishes for all its pods.
  let addedPreferences: [NodePreference]

  var filterScope: FilterScope { .nodeSpecification }
  var scoreScope: ScoreScope { .normalized }

  init(addedAffinity: NodeAffinity? = nil) {
    var requirement = NodeRequirement()
    requirement.terms = addedAffinity?.required?.map { NodeTerm($0) }
    addedRequirement = requirement
    addedPreferences = NodePreference.all(addedAffinity)
  }

  func prepare(_ pod: inout PodContext.Draft, in nodes: inout NodeTable) {
    pod.nodeRequirement = NodeRequirement(pod.template)
    pod.nodePreferences =
      addedPreferences + NodePreference.all(pod.template.affinity.nodeAffinity)
  }

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    !addedRequirement.isEmpty || !pod.draft.nodeRequirement.isEmpty
  }

  func scoreApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    // A wish that can match no node is skipped later, yet it keeps the plugin in force.
    !addedPreferences.isEmpty
      || !(pod.template.affinity.nodeAffinity?.preferred ?? []).isEmpty
  }

  func preFilter(_ pod: PodContext) -> PreFilterResult {
    guard let names = pod.draft.nodeRequirement.restrictedNames else { return .allNodes }
    return names.isEmpty ? .noNode(message: "pod affinity terms conflict") : .nodes(named: names)
  }

  func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>
  ) {
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      rejected[position] =
        !addedRequirement.matches(node, in: nodes)
        || !pod.draft.nodeRequirement.matches(node, in: nodes)
    }
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    if !addedRequirement.matches(node, in: nodes) {
      return .rejected(
        reasons: ["node(s) didn't match scheduler-enforced node affinity"], isResolvable: false)
    }
    if pod.draft.nodeRequirement.matches(node, in: nodes) { return .accepted }
    return .rejected(
      reasons: ["node(s) didn't match Pod's node affinity/selector"], isResolvable: false)
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      var sum: Int64 = 0
      for preference in pod.draft.nodePreferences {
        if preference.term.matches(labels: nodes.labels[node], name: nodes.names[node]) {
          sum += preference.weight
        }
      }
      scores[position] = sum
    }
  }

  func normalize(
    _ scores: inout ContiguousArray<Int64>, of pod: PodContext, on candidates: Candidates,
    in nodes: borrowing NodeTable, scratch: inout PluginScratch
  ) {
    var greatest: Int64 = 0
    for score in scores { greatest = max(greatest, score) }
    if greatest == 0 { return }
    for position in scores.indices { scores[position] = 100 * scores[position] / greatest }
  }
}
