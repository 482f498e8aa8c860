// SPDX-License-Identifier: Apache-2.0

import Manifests

/// A kind of node that a cluster has, of which one more could be added.
struct NodeShape: Sendable {
  /// The first node of the kind.
  let model: Node

  /// Kinds beyond this many are not tried.
  static let mostShapes = 200

  private struct Key: Hashable {
    var allocatable: ResourceList
    var labels: LabelSet
    var taints: [Taint]
  }

  /// The kinds of nodes that are not cordoned, the smallest first by CPU, memory and name.
  static func all(of nodes: [Node]) -> [NodeShape] {
    var seen: Set<Key> = []
    var shapes: [NodeShape] = []
    for node in nodes where !node.spec.unschedulable {
      let status = node.status
      let key = Key(
        allocatable: status.allocatable.isEmpty ? status.capacity : status.allocatable,
        labels: ownLabels(node), taints: lastingTaints(node))
      if shapes.count < mostShapes, seen.insert(key).inserted {
        shapes.append(NodeShape(model: node))
      }
    }
    return shapes.sorted { left, right in
      let (first, second) = (left.size, right.size)
      return first == second ? left.model.metadata.name < right.model.metadata.name : first < second
    }
  }

  private var size: (Int64, Int64, Int) {
    let status = model.status
    let list = status.allocatable.isEmpty ? status.capacity : status.allocatable
    return (list.cpuMillis, list.memoryBytes, list.items.count)
  }

  /// Labels without those that hold the node's own name.
  private static func ownLabels(_ node: Node) -> LabelSet {
    LabelSet(
      node.metadata.labels.labels.filter {
        $0.key != "kubernetes.io/hostname" && $0.value != node.metadata.name
      })
  }

  /// Taints without those that tell of a passing state of one machine.
  private static func lastingTaints(_ node: Node) -> [Taint] {
    node.spec.taints.filter { !$0.key.hasPrefix("node.kubernetes.io/") }
  }

  /// A fresh node of the kind, empty and healthy.
  func node(named name: String) -> Node {
    var node = model
    node.metadata.name = name
    for label in node.metadata.labels.labels where label.value == model.metadata.name {
      node.metadata.labels[label.key] = name
    }
    node.metadata.labels["kubernetes.io/hostname"] = name
    node.spec.taints = Self.lastingTaints(model)
    node.status.images = []
    return node
  }
}
