// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Nodes among which a plugin chooses.
///
/// A candidate may stand for several nodes that are equal in all that plugins with the scope
/// `cluster` look at; `multiplicities` tells for how many.
package struct Candidates: Sendable {
  /// The nodes.
  package var nodes: ContiguousArray<NodeIndex> = []
  /// How many nodes each of them stands for; empty if each stands for itself alone.
  package private(set) var multiplicities: ContiguousArray<Int32> = []

  /// The number of entries, not of the nodes that they stand for.
  package var count: Int { nodes.count }

  /// How many nodes an entry stands for.
  package func multiplicity(at place: Int) -> Int {
    multiplicities.isEmpty ? 1 : Int(multiplicities[place])
  }

  mutating func removeAll() {
    nodes.removeAll(keepingCapacity: true)
    if !multiplicities.isEmpty { multiplicities.removeAll(keepingCapacity: true) }
  }

  mutating func append(_ node: NodeIndex) { nodes.append(node) }

  /// Adds an entry with a multiplicity; then all must have one.
  mutating func append(_ node: NodeIndex, multiplicity: Int32) {
    nodes.append(node)
    multiplicities.append(multiplicity)
  }

  mutating func removeLast(_ count: Int) {
    nodes.removeLast(count)
    if !multiplicities.isEmpty { multiplicities.removeLast(count) }
  }

  /// Keeps the entries whose flag is false.
  mutating func removeAll(where rejected: ContiguousArray<Bool>) {
    var kept = 0
    for position in nodes.indices where !rejected[position] {
      if kept != position {
        nodes[kept] = nodes[position]
        if !multiplicities.isEmpty { multiplicities[kept] = multiplicities[position] }
      }
      kept += 1
    }
    if kept < nodes.count { removeLast(nodes.count - kept) }
  }
}

/// Arrays that plugins use again from pod to pod.
package struct PluginScratch: Sendable {
  var stamps: ContiguousArray<UInt64> = []
  var stamp: UInt64 = 0
  var ignored: ContiguousArray<Bool> = []
  var values: ContiguousArray<Double> = []
}
