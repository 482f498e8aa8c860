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
  /// The same by node, so that a question about one node costs its own nominations alone.
  private var onNode: ContiguousArray<ContiguousArray<Nomination>> = []
  private var nodeOfKey: [UInt64: NodeIndex] = [:]
  /// Counts the changes.
  private(set) var version = 0

  /// Whether no node is set aside.
  package var isEmpty: Bool { all.isEmpty }

  /// The node that is set aside for a pod, or none.
  package func node(for key: UInt64) -> NodeIndex { nodeOfKey[key] ?? .none }

  /// The nominations to a node, oldest first.
  package func nominations(to node: NodeIndex) -> ContiguousArray<Nomination> {
    node.position < onNode.count ? onNode[node.position] : []
  }

  mutating func set(_ nomination: Nomination) {
    remove(nomination.key)
    while onNode.count <= nomination.node.position { onNode.append([]) }
    onNode[nomination.node.position].append(nomination)
    nodeOfKey[nomination.key] = nomination.node
    all.append(nomination)
    version += 1
  }

  mutating func remove(_ key: UInt64) {
    guard let node = nodeOfKey.removeValue(forKey: key) else { return }
    onNode[node.position].removeAll { $0.key == key }
    all.removeAll { $0.key == key }
    version += 1
  }

  /// The pods to count on a node when a pod of a priority looks at it.
  func hypothesis(
    on node: NodeIndex, priority: Int32, except key: UInt64?, in nodes: borrowing NodeTable
  ) -> NodeHypothesis {
    var hypothesis = NodeHypothesis()
    add(to: &hypothesis, on: node, priority: priority, except: key, in: nodes)
    return hypothesis
  }

  /// Adds the pods that count on a node when a pod of a priority looks at it.
  func add(
    to hypothesis: inout NodeHypothesis, on node: NodeIndex, priority: Int32, except key: UInt64?,
    in nodes: borrowing NodeTable
  ) {
    guard node.position < onNode.count else { return }
    for nomination in onNode[node.position]
    where nomination.priority >= priority && nomination.key != key {
      hypothesis.change(nomination.template, by: 1, in: nodes)
    }
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

  /// The node that is set aside for a pod if the pod fits there now, else none.
  ///
  /// The real scheduler looks at this node first and at no other if it fits; kubernetes v1.36
  /// pkg/scheduler/schedule_one.go evaluateNominatedNode.
  package mutating func fittingNomination(
    of key: UInt64, template: TemplateIndex, in nodes: inout NodeTable
  ) -> NodeIndex {
    let node = nominations.node(for: key)
    guard !node.isNone, nodes.isPresent[node] else { return .none }
    let pod = context(of: template, in: &nodes)
    let crowded = nominations.hypothesis(
      on: node, priority: pod.template.priority, except: key, in: nodes)
    let fits =
      accepts(pod, on: node, in: nodes, given: .actual)
      && (crowded.isActual || accepts(pod, on: node, in: nodes, given: crowded))
    return fits ? node : .none
  }
}
