// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// A topology key with the counter of the pods that matter on it.
struct CountedTopology: BitwiseCopyable, Sendable {
  let key: TopologyKeyIndex
  let counter: CounterIndex

  /// By how many pods a hypothesis about a node changes the count of its domain.
  func change(in nodes: borrowing NodeTable, given: NodeHypothesis) -> Int64 {
    var sum: Int64 = 0
    for change in given.changes {
      let weight = nodes.counts[counter].weights[change.template.position]
      sum += Int64(change.count) * Int64(weight)
    }
    return sum
  }

  /// Whether such pods would be in the domain of a node; a node without the key has no domain.
  func isPresent(
    at node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Bool {
    guard nodes.counts.topology.domain(of: node, key) >= 0 else { return false }
    return nodes.counts.count(counter, at: node) + change(in: nodes, given: given) > 0
  }
}
