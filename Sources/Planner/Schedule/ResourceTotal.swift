// SPDX-License-Identifier: Apache-2.0

/// One resource added up over nodes.
package struct ResourceTotal: Sendable, Equatable {
  /// The resource.
  package var resource: String
  /// What pods may ask for on all nodes.
  package var allocatable: Int64 = 0
  /// What they ask for.
  package var requested: Int64 = 0
  /// The greatest amount that is left on one node.
  package var greatestFree: Int64 = 0
  /// The node where that is.
  package var roomiestNode = ""
  /// The number of nodes that have the resource and nothing of it left.
  package var fullNodeCount = 0
  /// The number of nodes that have the resource.
  package var nodeCount = 0

  /// What is left on all nodes; overcommitted nodes count as full.
  package var free: Int64 = 0

  /// Adds up the nodes, resource by resource.
  package static func all(of nodes: [NodeUsage]) -> [ResourceTotal] {
    guard let first = nodes.first else { return [] }
    var totals = first.amounts.map { ResourceTotal(resource: $0.resource) }
    for node in nodes {
      for (place, amount) in node.amounts.enumerated() { totals[place].add(amount, of: node.name) }
    }
    return totals
  }

  private mutating func add(_ amount: NodeUsage.Amount, of node: String) {
    allocatable &+= amount.allocatable
    requested &+= amount.requested
    free &+= max(0, amount.free)
    guard amount.allocatable > 0 else { return }
    nodeCount += 1
    if amount.free <= 0 { fullNodeCount += 1 }
    if amount.free > greatestFree {
      greatestFree = amount.free
      roomiestNode = node
    }
  }
}
