// SPDX-License-Identifier: Apache-2.0

/// On what the answer of a plugin depends, besides the pod's template.
package enum FilterScope: Sendable {
  /// On the node without its pods: labels, taints, name. Asked again when the node is updated.
  case nodeSpecification
  /// On the node and the pods on it. Asked again when they change.
  case node
  /// On other nodes too. Asked for every pod, once for each group of like nodes.
  case cluster
}

/// The nodes that a pod's specification leaves open.
package enum PreFilterResult: Sendable, Equatable {
  /// Filters decide.
  case allNodes
  /// Only nodes with these names are looked at.
  case nodes(named: Set<String>)
  /// The pod contradicts itself.
  case noNode(message: String)
}

/// What a filter says about one node.
package enum Verdict: Sendable, Equatable {
  /// The pod may go there.
  case accepted
  /// It may not; `isResolvable` tells whether fewer pods could change that.
  case rejected(reasons: [String], isResolvable: Bool)

  /// Whether the pod may go there.
  package var isAccepted: Bool { self == .accepted }
}

/// Tells which nodes can take a pod.
package protocol FilterPlugin: SchedulerPlugin {
  /// On what the answer depends.
  var filterScope: FilterScope { get }
  /// The changes of the cluster that may turn a rejection into acceptance.
  var wakers: SchedulingEvent { get }

  /// The nodes that the pod's own specification leaves open, told before any filter runs.
  func preFilter(_ pod: PodContext) -> PreFilterResult

  /// Whether the filter could reject any node now.
  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool

  /// Sets the flag of each candidate that cannot take the pod; all flags are false before.
  func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>)

  /// The answer for one node with its reasons, under a hypothesis about the pods on it.
  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict

  /// Adds numbers that are equal for two nodes only if the filter treats them alike.
  ///
  /// For the scope `cluster` alone.
  func describeForFilter(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable, into key: inout GroupKey)
}

extension FilterPlugin {
  package func preFilter(_ pod: PodContext) -> PreFilterResult { .allNodes }

  package func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool { true }

  package func describeForFilter(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable, into key: inout GroupKey
  ) {}

  /// Asks about each node by itself; for filters that are seldom in force.
  package func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>
  ) {
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      rejected[position] = !verdict(pod, on: node, in: nodes, given: .actual).isAccepted
    }
  }
}
