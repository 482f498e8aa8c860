// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What the scheduler decided about one pod.
package enum Placement: Sendable, Equatable {
  /// The pod goes to this node.
  case node(NodeIndex)
  /// No node can take the pod.
  case unschedulable(FitFailure)

  /// The node; none if the pod has to wait.
  package var node: NodeIndex {
    if case .node(let node) = self { return node }
    return .none
  }
}

/// How much choice there was in a decision.
package struct PlacementSummary: Sendable, Equatable {
  /// The number of nodes that all filters accept.
  package var feasibleCount = 0
  /// The greatest sum of scores; nil if there was nothing to choose.
  package var bestScore: Int64?
  /// The number of nodes with that sum.
  package var tiedCount = 0
}

/// Why no node can take a pod.
package struct FitFailure: Sendable, Equatable {
  /// How many nodes gave a reason.
  package struct Reason: Sendable, Equatable {
    /// The text, as Kubernetes words it.
    package let text: String
    /// The number of nodes.
    package let nodeCount: Int
  }

  /// The number of nodes in all.
  package var nodeCount: Int
  /// The reasons in byte order of their texts; a node may give several.
  package var reasons: [Reason]
  /// The plugins that rejected nodes, as bits by their place in the profile's list of filters.
  package var rejectors: PluginSet
  /// The number of nodes where a preemption might help.
  package var resolvableCount: Int
  /// The reason for all nodes together when the pod itself excludes every node.
  package var preFilterMessage: String?

  /// The text of the event that tells of the failure.
  ///
  /// Such as `0/3 nodes are available: 3 Insufficient cpu.` Source: kubernetes v1.36 pkg/scheduler/framework/types.go FitError.
  package var message: String {
    if nodeCount == 0 { return "no nodes available to schedule pods" }
    let head = "0/\(nodeCount) nodes are available:"
    if let preFilterMessage { return "\(head) \(preFilterMessage)." }
    guard !reasons.isEmpty else { return head }
    let texts = reasons.map { "\($0.nodeCount) \($0.text)" }.sorted()
    return "\(head) \(texts.joined(separator: ", "))."
  }
}

/// A set of plugins of one profile, by their place in its list.
package struct PluginSet: OptionSet, Hashable, BitwiseCopyable, Sendable {
  /// A bit for each plugin.
  package let rawValue: UInt64

  /// Creates a set from its bits.
  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The set of the plugin at one place.
  package init(place: Int) { self.init(rawValue: 1 << UInt64(place)) }
}
