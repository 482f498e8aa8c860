// SPDX-License-Identifier: Apache-2.0

/// One change that would let a waiting pod be placed.
package struct Cure: Sendable, Equatable {
  /// What is changed, in the order in which it is preferred among equally many changes.
  package enum Kind: String, Sendable, CaseIterable, Comparable {
    /// A cordon is lifted.
    case uncordon
    /// Pods leave a node, or ask for less; at most half of the node.
    case free
    /// A rule of the pod is relaxed.
    case relax
    /// Labels of a node are set.
    case label
    /// Taints of a node are removed.
    case untaint
    /// A node is added.
    case add
    /// More than half of a node is freed.
    case empty

    /// Orders by preference.
    package static func < (left: Kind, right: Kind) -> Bool {
      let all = allCases
      return all.firstIndex(of: left) ?? 0 < all.firstIndex(of: right) ?? 0
    }
  }

  /// What is changed.
  package var kind: Kind
  /// How many things are changed: cordons, taints, labels, rules, resources, nodes.
  package var changeCount: Int
  /// The part of the node that is to be freed, in thousandths; 0 for other kinds.
  package var share: Int64
  /// What to do, as a phrase.
  package var text: String
  /// The reason that this cures, in the words of Kubernetes; empty when it goes round all of them.
  package var reason: String

  /// Creates a cure.
  package init(_ kind: Kind, changes: Int, share: Int64 = 0, _ text: String, reason: String) {
    self.kind = kind
    changeCount = changes
    self.share = share
    self.text = text
    self.reason = reason
  }

  /// Whether this is cheaper than another: fewer changes, then the kind, then the smaller part.
  package func isCheaper(than other: Cure) -> Bool {
    (changeCount, kind, share) < (other.changeCount, other.kind, other.share)
  }
}
