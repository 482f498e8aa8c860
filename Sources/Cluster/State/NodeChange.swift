// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// One change of a node table, from which a cache learns what it must look at again.
package struct NodeChange: BitwiseCopyable, Sendable {
  /// What changed.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// The node is new.
    case nodeAdded
    /// The node is gone; its pods went before it.
    case nodeRemoved
    /// Labels, taints, allocatable, images or the cordon of the node.
    case nodeUpdated
    /// A pod of the template came to the node.
    case podAdded
    /// A pod of the template that was not terminating left the node.
    case podRemoved
    /// A pod of the template on the node began to terminate.
    case podTerminating
    /// A terminating pod of the template left the node.
    case terminatingPodRemoved
    /// The real use of the node was measured, or has grown older.
    case usageMeasured
    /// Room on the node was set aside for a workload, given back or remembered.
    case roomChanged

    /// Whether only the pods of the node changed, or what is known of them.
    var concernsPodsOnly: Bool { rawValue >= Kind.podAdded.rawValue }
  }

  /// The node.
  package let node: NodeIndex
  /// The template of the pod; none for changes of the node itself.
  package let template: TemplateIndex
  /// What changed.
  package let kind: Kind
}

/// The changes of a node table in order, of which old ones are forgotten.
///
/// A cache remembers the position up to which it has read. One that has fallen behind `start` must
/// be built anew from the table.
package struct NodeChangeLog: Sendable {
  /// The position of the oldest change that is still known.
  package private(set) var start = 0
  private var changes: [NodeChange] = []
  /// Half of the changes are forgotten when there are this many.
  private var capacity: Int

  /// Creates an empty log that remembers between half of a number of changes and that number.
  package init(capacity: Int = 1 << 17) {
    precondition(capacity >= 2, "a change log remembers at least one change")
    self.capacity = capacity
  }

  /// The position behind the newest change.
  package var end: Int { start + changes.count }

  /// The change at a position from `start` to before `end`.
  package subscript(position: Int) -> NodeChange { changes[position - start] }

  /// The changes from a position that is still known.
  package func changes(from position: Int) -> ArraySlice<NodeChange> {
    changes[(position - start)...]
  }

  mutating func append(_ change: NodeChange) {
    if changes.count == capacity {
      let forgotten = capacity / 2
      changes.removeFirst(forgotten)
      start += forgotten
    }
    changes.append(change)
  }
}
