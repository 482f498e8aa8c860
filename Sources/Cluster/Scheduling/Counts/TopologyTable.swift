// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// A position among the topology keys of a `TopologyTable`.
typealias TopologyKeyIndex = TypedIndex<TopologyTable>

/// In which domain of each topology key every node is.
///
/// A domain is a value of the key, such as one zone. Key 0 stands for the node itself: each node is
/// its own domain, whatever its labels.
struct TopologyTable: Sendable {
  /// The nodes by domain for one key.
  struct Column: Sendable {
    let name: String
    /// The domain of each node, -1 if it lacks the key.
    var domains: ContiguousArray<Int32> = []
    /// The number of nodes in each domain.
    var nodeCounts: ContiguousArray<Int32> = []
    var domainOfValue: [String: Int32] = [:]
    /// The number of domains with more than one node.
    var sharedCount = 0

    /// Whether no two nodes are in one domain, as for host names.
    var isNodeLike: Bool { sharedCount == 0 }
  }

  static let nodeItself = TopologyKeyIndex(0)

  private(set) var columns: ContiguousArray<Column>
  private var indexOfName: [String: TopologyKeyIndex] = [:]
  /// Counts how often a key became node-like or ceased to be.
  private(set) var shapeVersion = 0

  init() {
    columns = [Column(name: "")]
  }

  /// The index of a key that is known.
  func known(_ name: String) -> TopologyKeyIndex? { indexOfName[name] }

  /// The index of a key; a new one is read from the labels of all nodes.
  mutating func index(
    _ name: String, labels: IndexedTable<NodeTable, LabelSet>,
    isPresent: IndexedTable<NodeTable, Bool>
  ) -> TopologyKeyIndex {
    if let index = indexOfName[name] { return index }
    let index = TopologyKeyIndex(columns.count)
    indexOfName[name] = index
    columns.append(Column(name: name))
    for node in labels.indices {
      columns[index.position].domains.append(-1)
      if isPresent[node] { join(index.position, node, labels[node]) }
    }
    return index
  }

  func domain(of node: NodeIndex, _ key: TopologyKeyIndex) -> Int {
    Int(columns[key.position].domains[node.position])
  }

  func isNodeLike(_ key: TopologyKeyIndex) -> Bool { columns[key.position].isNodeLike }

  mutating func add(_ node: NodeIndex, _ labels: LabelSet) {
    for column in columns.indices {
      columns[column].domains.append(-1)
      join(column, node, labels)
    }
  }

  mutating func update(_ node: NodeIndex, _ labels: LabelSet) {
    for column in columns.indices {
      leave(column, node)
      join(column, node, labels)
    }
  }

  mutating func remove(_ node: NodeIndex) {
    for column in columns.indices { leave(column, node) }
  }

  private mutating func join(_ column: Int, _ node: NodeIndex, _ labels: LabelSet) {
    let domain: Int32
    if column == 0 {
      domain = Int32(node.position)
      while columns[0].nodeCounts.count <= node.position { columns[0].nodeCounts.append(0) }
    } else {
      guard let value = labels[columns[column].name] else { return }
      domain = self.domain(of: value, column)
    }
    columns[column].domains[node.position] = domain
    columns[column].nodeCounts[Int(domain)] += 1
    if columns[column].nodeCounts[Int(domain)] == 2 { noteShared(column, by: 1) }
  }

  private mutating func leave(_ column: Int, _ node: NodeIndex) {
    let domain = Int(columns[column].domains[node.position])
    guard domain >= 0 else { return }
    columns[column].domains[node.position] = -1
    columns[column].nodeCounts[domain] -= 1
    if columns[column].nodeCounts[domain] == 1 { noteShared(column, by: -1) }
  }

  private mutating func noteShared(_ column: Int, by change: Int) {
    let before = columns[column].isNodeLike
    columns[column].sharedCount += change
    if before != columns[column].isNodeLike { shapeVersion += 1 }
  }

  private mutating func domain(of value: String, _ column: Int) -> Int32 {
    if let domain = columns[column].domainOfValue[value] { return domain }
    let domain = Int32(columns[column].nodeCounts.count)
    columns[column].domainOfValue[value] = domain
    columns[column].nodeCounts.append(0)
    return domain
  }
}
