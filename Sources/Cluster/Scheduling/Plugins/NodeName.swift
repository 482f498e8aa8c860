// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Keeps a pod that names its node off all others.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/plugins/nodename.
struct NodeName: FilterPlugin {
  let name = "NodeName"
  let filterScope = FilterScope.nodeSpecification
  let wakers: SchedulingEvent = .nodeAdded

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    !pod.template.nodeName.isEmpty
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    let wanted = pod.template.nodeName
    if wanted.isEmpty || wanted == nodes.names[node] { return .accepted }
    return .rejected(
      reasons: ["node(s) didn't match the requested node name"], isResolvable: false)
  }
}
