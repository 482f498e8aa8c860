// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Keeps pods off cordoned nodes unless they tolerate that.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/plugins/nodeunschedulable.
struct NodeUnschedulable: FilterPlugin {
  let name = "NodeUnschedulable"
  let filterScope = FilterScope.nodeSpecification
  let wakers: SchedulingEvent = [.nodeAdded, .nodeTaintsChanged]

  static let taint = Taint(key: "node.kubernetes.io/unschedulable", effect: .noSchedule)

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    nodes.cordonedCount > 0
  }

  func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>
  ) {
    for position in candidates.nodes.indices
    where nodes.isUnschedulable[candidates.nodes[position]] {
      rejected[position] = !tolerates(pod)
    }
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    if !nodes.isUnschedulable[node] || tolerates(pod) { return .accepted }
    return .rejected(reasons: ["node(s) were unschedulable"], isResolvable: false)
  }

  private func tolerates(_ pod: PodContext) -> Bool {
    pod.template.tolerations.contains { $0.tolerates(Self.taint) }
  }
}
