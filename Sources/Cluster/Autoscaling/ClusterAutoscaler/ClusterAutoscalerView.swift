// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// What the cluster autoscaler sees besides the nodes and their pods.
package struct ClusterAutoscalerView: Sendable {
  /// A node that has joined the cluster.
  package struct Member: Sendable {
    /// The node.
    package var node: NodeIndex
    /// The place of its group; nil if it is in none.
    package var group: Int?
    /// Whether it is ready.
    package var isReady = true
    /// Whether it is on its way out.
    package var isBeingDeleted = false

    /// Creates a ready node.
    package init(node: NodeIndex, group: Int?) {
      self.node = node
      self.group = group
    }
  }

  /// The current instant.
  package var now: SimulationTime
  /// The groups.
  package var groups: [NodeGroupView]
  /// The nodes, in order of their indices.
  package var members: [Member]
  /// The pods that no node could take.
  package var pending: [PendingPodClass]
  /// What keeps pods of each template where they are, by its position.
  package var drainability: [PodDrainability]
  /// What disruption budgets allow now.
  package var budgets: [DisruptionBudget]
  /// Empty nodes that are being deleted.
  package var emptyDeletions = 0
  /// Nodes that are being drained.
  package var drains = 0
  /// Drains that failed since the last look.
  package var failedDeletions = 0

  /// Creates a view without disruption budgets.
  package init(
    now: SimulationTime, groups: [NodeGroupView], members: [Member],
    pending: [PendingPodClass] = [], drainability: [PodDrainability] = [],
    budgets: [DisruptionBudget] = []
  ) {
    self.now = now
    self.groups = groups
    self.members = members
    self.pending = pending
    self.drainability = drainability
    self.budgets = budgets
  }
}
