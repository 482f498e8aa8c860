// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// A node that may be disrupted to save money.
package struct KarpenterCandidate: Sendable {
  /// The node.
  package var node: NodeIndex
  /// The place of its type in the catalogue.
  package var type: Int
  /// The rank of its pool.
  package var pool = 0
  /// Whether a pod came or went so lately that the node is left alone (`consolidateAfter`).
  package var isUnsettled = false
  /// Whether something keeps its pods where they are.
  package var isBlocked = false
  /// Whether it is on its way out.
  package var isBeingDeleted = false

  /// Creates a node that may be disrupted.
  package init(node: NodeIndex, type: Int) {
    self.node = node
    self.type = type
  }

  /// What it costs to move a pod: 1, more for a high deletion cost or priority.
  ///
  /// Source: kubernetes-sigs/karpenter pkg/utils/disruption/disruption.go.
  package static func evictionCost(deletionCost: Double, priority: Int32) -> Double {
    let cost = 1 + deletionCost / 134_217_728 + Double(priority) / 33_554_432
    return min(max(cost, -10), 10)
  }
}
