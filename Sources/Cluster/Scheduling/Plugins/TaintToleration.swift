// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Keeps pods off nodes whose taints they do not bear, and prefers nodes with few soft ones.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/plugins/tainttoleration.
struct TaintToleration: FilterPlugin, ScorePlugin {
  let name = "TaintToleration"
  let wakers: SchedulingEvent = [.nodeAdded, .nodeTaintsChanged]

  var filterScope: FilterScope { .nodeSpecification }
  var scoreScope: ScoreScope { .normalized }

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    nodes.taintedCount > 0
  }

  func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>
  ) {
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      if nodes.taints[node].isEmpty { continue }
      rejected[position] = !Self.tolerates(pod.template.tolerations, nodes.taints[node])
    }
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    if Self.tolerates(pod.template.tolerations, nodes.taints[node]) { return .accepted }
    return .rejected(reasons: ["node(s) had untolerated taint(s)"], isResolvable: false)
  }

  static func tolerates(_ tolerations: [Toleration], _ taints: [Taint]) -> Bool {
    for taint in taints where taint.effect != .preferNoSchedule {
      if !tolerations.contains(where: { $0.tolerates(taint) }) { return false }
    }
    return true
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    for position in candidates.nodes.indices { scores[position] = 0 }
    if nodes.taintedCount == 0 { return }
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      if nodes.taints[node].isEmpty { continue }
      for taint in nodes.taints[node] where taint.effect == .preferNoSchedule {
        if !pod.template.tolerations.contains(where: { $0.tolerates(taint) }) {
          scores[position] += 1
        }
      }
    }
  }

  func normalize(
    _ scores: inout ContiguousArray<Int64>, of pod: PodContext, on candidates: Candidates,
    in nodes: borrowing NodeTable, scratch: inout PluginScratch
  ) {
    var greatest: Int64 = 0
    for score in scores { greatest = max(greatest, score) }
    for position in scores.indices {
      scores[position] = greatest == 0 ? 100 : 100 - 100 * scores[position] / greatest
    }
  }
}
