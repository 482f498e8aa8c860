// SPDX-License-Identifier: Apache-2.0

import EventKernel

typealias PullIndex = TypedIndex<PulledImages>

/// What a node must pull for a template, and which nodes hold it already.
///
/// The images of one pod count as one: they are pulled one after the other by the same node.
struct PulledImages: Sendable {
  private(set) var names: [String] = []
  /// For each entry, a flag for each node.
  private var isPresent: [[Bool]] = []
  /// For each entry, the number of nodes that hold it.
  private(set) var holders: [Int] = []

  /// The entry of a name, new if it was not seen before.
  mutating func intern(_ name: String) -> PullIndex {
    if let known = names.firstIndex(of: name) { return PullIndex(known) }
    names.append(name)
    isPresent.append([])
    holders.append(0)
    return PullIndex(names.count - 1)
  }

  /// Whether a node holds an entry.
  func isPresent(_ image: PullIndex, on node: NodeIndex) -> Bool {
    let nodes = isPresent[image.position]
    return node.position < nodes.count && nodes[node.position]
  }

  /// Notes that a node holds an entry.
  mutating func add(_ image: PullIndex, to node: NodeIndex) {
    let missing = node.position + 1 - isPresent[image.position].count
    if missing > 0 {
      isPresent[image.position].append(contentsOf: repeatElement(false, count: missing))
    }
    if !isPresent[image.position][node.position] { holders[image.position] += 1 }
    isPresent[image.position][node.position] = true
  }
}
