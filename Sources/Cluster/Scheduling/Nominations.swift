// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The nodes that preemption set aside for pods that are not bound yet.
///
/// Such a pod counts as if it were on its node when pods of the same or a lower priority look for
/// room; kubernetes v1.36 pkg/scheduler/framework/runtime/framework.go
/// RunFilterPluginsWithNominatedPods.
package struct Nominations: Sendable {
  /// One pod with its node.
  package struct Nomination: BitwiseCopyable, Sendable {
    /// The caller's key of the pod.
    package let key: UInt64
    /// Its template.
    package let template: TemplateIndex
    /// Its priority.
    package let priority: Int32
    /// The node.
    package let node: NodeIndex
  }

  /// All nominations, oldest first.
  package private(set) var all: ContiguousArray<Nomination> = []
  /// Counts the changes.
  private(set) var version = 0

  /// Whether no node is set aside.
  package var isEmpty: Bool { all.isEmpty }

  /// The node that is set aside for a pod, or none.
  package func node(for key: UInt64) -> NodeIndex {
    all.first { $0.key == key }?.node ?? .none
  }

  mutating func set(_ nomination: Nomination) {
    remove(nomination.key)
    all.append(nomination)
    version += 1
  }

  mutating func remove(_ key: UInt64) {
    guard all.contains(where: { $0.key == key }) else { return }
    all.removeAll { $0.key == key }
    version += 1
  }

  /// The pods to count on a node when a pod of a priority looks at it.
  func hypothesis(
    on node: NodeIndex, priority: Int32, except key: UInt64?, in nodes: borrowing NodeTable
  ) -> NodeHypothesis {
    var hypothesis = NodeHypothesis()
    for nomination in all
    where nomination.node == node && nomination.priority >= priority && nomination.key != key {
      hypothesis.change(nomination.template, by: 1, in: nodes)
    }
    return hypothesis
  }
}

extension Scheduler {
  /// Sets a node aside for a pod; an earlier nomination of the pod ends.
  package mutating func nominate(
    _ key: UInt64, template: TemplateIndex, to node: NodeIndex, in nodes: borrowing NodeTable
  ) {
    let priority = nodes.templates[template].priority
    nominations.set(.init(key: key, template: template, priority: priority, node: node))
  }

  /// Ends the nomination of a pod, if it has one.
  package mutating func endNomination(of key: UInt64) {
    nominations.remove(key)
  }
}
