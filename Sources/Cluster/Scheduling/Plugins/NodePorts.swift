// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Keeps pods off nodes where one of their host ports is taken.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/plugins/nodeports.
struct NodePorts: FilterPlugin {
  let name = "NodePorts"
  let filterScope = FilterScope.node
  let wakers: SchedulingEvent = [.nodeAdded, .assignedPodDeleted]

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    !pod.template.hostPorts.isEmpty
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    var taken = nodes.hostPorts[node]
    for change in given.changes {
      for port in nodes.templates[change.template].hostPorts {
        for _ in 0..<abs(change.count) {
          if change.count > 0 {
            taken.append(port)
          } else if let place = taken.firstIndex(of: port) {
            taken.remove(at: place)
          }
        }
      }
    }
    for port in pod.template.hostPorts where taken.contains(where: port.conflicts) {
      return .rejected(
        reasons: ["node(s) didn't have free ports for the requested pod ports"],
        isResolvable: true)
    }
    return .accepted
  }
}
