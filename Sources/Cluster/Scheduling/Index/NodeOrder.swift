// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The order in which equally good nodes are counted: by name, or as they were added.
struct NodeOrder: Sendable {
  /// The place of each node; empty if nodes stand in the order in which they were added.
  private var places: ContiguousArray<UInt32> = []
  /// The node at each place.
  private var nodes: ContiguousArray<UInt32> = []
  /// Counts how often places of earlier nodes changed.
  private(set) var epoch = 0
  private let isByName: Bool

  init(isByName: Bool) {
    self.isByName = isByName
  }

  /// Takes new nodes in.
  ///
  /// Cost: nothing for nodes whose names come last, otherwise a sort of all names.
  mutating func update(_ table: borrowing NodeTable) {
    guard isByName, places.count < table.count else { return }
    while places.count < table.count {
      let node = places.count
      if let last = nodes.last {
        let previous = table.names[NodeIndex(rawValue: last)]
        guard previous < table.names[NodeIndex(node)] else { break }
      }
      places.append(UInt32(nodes.count))
      nodes.append(UInt32(node))
    }
    if places.count < table.count { sort(table) }
  }

  private mutating func sort(_ table: borrowing NodeTable) {
    var named: [(name: String, node: UInt32)] = []
    named.reserveCapacity(table.count)
    for node in table.indices { named.append((table.names[node], node.rawValue)) }
    named.sort { $0.name == $1.name ? $0.node < $1.node : $0.name < $1.name }
    nodes = ContiguousArray(named.map(\.node))
    places = ContiguousArray(repeating: 0, count: nodes.count)
    for (place, node) in nodes.enumerated() { places[Int(node)] = UInt32(place) }
    epoch += 1
  }

  func place(of node: NodeIndex) -> UInt32 {
    isByName ? places[node.position] : node.rawValue
  }

  func node(at place: UInt32) -> NodeIndex {
    NodeIndex(rawValue: isByName ? nodes[Int(place)] : place)
  }
}
