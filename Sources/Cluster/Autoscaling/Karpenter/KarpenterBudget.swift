// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// How many nodes of a pool may be disrupted at once.
///
/// Source: kubernetes-sigs/karpenter pkg/apis/v1/nodepool.go.
package struct KarpenterBudget: Sendable, Hashable {
  /// Why nodes are disrupted.
  package enum Reason: String, Sendable, Hashable, CaseIterable {
    /// A node has no pods.
    case empty = "Empty"
    /// Its pods fit elsewhere, or on a cheaper node.
    case underutilized = "Underutilized"
  }

  /// A number of nodes, or a share of the pool that is rounded up.
  package var nodes: IntOrString = .string("10%")
  /// The reasons it holds for; empty for all.
  package var reasons: Set<Reason> = []

  /// Creates the default budget of a tenth.
  package init() {}

  /// The nodes that may go under a list of budgets, of which the strictest counts.
  package static func allowed(
    _ budgets: [KarpenterBudget], reason: Reason, nodeCount: Int, disruptedCount: Int
  ) -> Int {
    let bounds = budgets.filter { $0.reasons.isEmpty || $0.reasons.contains(reason) }
      .map { $0.nodes.scaled(total: nodeCount, roundingUp: true) ?? 0 }
    return max(0, (bounds.min() ?? nodeCount) - disruptedCount)
  }
}
