// SPDX-License-Identifier: Apache-2.0

package import Cluster

/// How many more pods of one kind fit, and where.
package struct CapacityAnswer: Sendable, Equatable {
  /// The pods on one node.
  package struct Share: Sendable, Equatable {
    /// The node or zone.
    package var name: String
    /// The number of pods.
    package var count: Int

    /// Creates a share.
    package init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// The kind of pod.
  package var name: String
  /// How many fit.
  package var count = 0
  /// How many on each node that takes any, in the order of the nodes.
  package var nodes: [Share] = []
  /// How many in each zone, by name; nodes without a zone come under an empty name.
  package var zones: [Share] = []
  /// Why the next pod does not fit; nil when the limit ended the search.
  package var failure: FitFailure?

  /// Creates the answer of a kind of which none fits yet.
  package init(name: String) { self.name = name }

  /// The reason that most nodes give; the first by name among equals.
  package var bindingReason: FitFailure.Reason? {
    var best: FitFailure.Reason?
    for reason in failure?.reasons ?? [] where reason.nodeCount > best?.nodeCount ?? 0 {
      best = reason
    }
    return best
  }
}
