// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// A group of equal nodes that an autoscaler may grow and shrink.
package struct NodeGroupView: Sendable {
  /// The name.
  package var name: String
  /// What a new node is like.
  package var template: Node
  /// The least number of nodes.
  package var minSize: Int
  /// The greatest number of nodes.
  package var maxSize: Int
  /// Nodes that were asked for, with those that are on their way.
  package var targetSize: Int
  /// Nodes that were asked for and are not ready yet.
  package var upcomingCount = 0
  /// Nodes of the last orders that the provider could not create, not yet taken off the target.
  package var failedCount = 0
  /// The price of a node for an hour.
  package var pricePerHour = 0.0
  /// The rank for the priority expander; nil if the group has none.
  package var priority: Int?

  /// Creates a group of which all nodes are there.
  package init(name: String, template: Node, minSize: Int, maxSize: Int, targetSize: Int) {
    self.name = name
    self.template = template
    self.minSize = minSize
    self.maxSize = maxSize
    self.targetSize = targetSize
  }
}
