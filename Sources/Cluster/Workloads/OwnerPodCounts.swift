// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// How many active pods each node has of the owners whose ReplicaSets deleted pods last.
///
/// The ranking of victims asks for these counts in every sync that deletes. Counting once and then
/// following each pod makes a sync of a release of 100,000 pods a third cheaper; a few owners are
/// kept because releases that run side by side take turns.
struct OwnerPodCounts {
  /// What owns pods: a workload with all its ReplicaSets, or a ReplicaSet alone.
  enum Owner: Equatable {
    case workload(DeploymentIndex)
    case replicaSet(ReplicaSetIndex)
  }

  /// Owners kept at most; the counts of one take four bytes per node.
  static let capacity = 16

  private var owners: [Owner] = []
  private var counts: [ContiguousArray<Int32>] = []
  private var nextReplaced = 0

  /// The owners whose pods are counted, in the order of their places.
  var counted: [Owner] { owners }

  /// The place of an owner, nil if its pods are not counted.
  func place(of owner: Owner) -> Int? {
    owners.isEmpty ? nil : owners.firstIndex(of: owner)
  }

  /// Begins to count the pods of an owner in place of one that began long ago; returns the place.
  mutating func begin(_ owner: Owner) -> Int {
    guard owners.count == Self.capacity else {
      owners.append(owner)
      counts.append([])
      return owners.count - 1
    }
    let place = nextReplaced
    nextReplaced = (nextReplaced + 1) % Self.capacity
    owners[place] = owner
    counts[place].removeAll(keepingCapacity: true)
    return place
  }

  /// Adds to the count of a node.
  mutating func add(_ change: Int32, at place: Int, on node: NodeIndex) {
    let missing = node.position + 1 - counts[place].count
    if missing > 0 { counts[place].append(contentsOf: repeatElement(0, count: missing)) }
    counts[place][node.position] += change
  }

  /// The active pods of the owner at a place on a node.
  func count(at place: Int, on node: NodeIndex) -> Int32 {
    node.position < counts[place].count ? counts[place][node.position] : 0
  }
}
