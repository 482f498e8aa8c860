// SPDX-License-Identifier: Apache-2.0

/// Decides what one sync of the ReplicaSet controller does.
///
/// Follows kubernetes v1.36 pkg/controller/replicaset/replica_set.go (`manageReplicas`) and
/// pkg/controller/controller_utils.go (`ActivePodsWithRanks`).
package enum ReplicaSetRule {
  /// Creations or deletions of one sync at most (`BurstReplicas`).
  package static let burst = 500

  /// What a sync does to the number of pods.
  package enum Action: Equatable, Sendable {
    case nothing
    /// Pods are created in batches of 1, 2, 4 and so on; a batch with a failure ends the sync.
    case create(Int)
    /// Pods are deleted all at once.
    case delete(Int)
  }

  /// The action that brings the active pods nearer to the wanted number.
  package static func reconcile(wanted: Int, active: Int) -> Action {
    if active < wanted { return .create(min(wanted - active, burst)) }
    if active > wanted { return .delete(min(active - wanted, burst)) }
    return .nothing
  }

  /// The positions of the pods to delete, first the one that is missed least.
  ///
  /// If all are to go they come as they are, without ranking. Else one pass keeps the foremost in a
  /// heap, with the last of them on top: n steps and k log n moves for k of n pods, so that taking
  /// two pods of ten thousand does not sort them all.
  package static func victims(among candidates: [VictimCandidate], count: Int) -> [Int] {
    guard count > 0 else { return [] }
    guard count < candidates.count else { return candidates.map(\.position) }
    if count * 4 >= candidates.count {
      return candidates.sorted(by: goesBefore).prefix(count).map(\.position)
    }
    var heap = Array(candidates[..<count])
    for root in stride(from: count / 2 - 1, through: 0, by: -1) { siftDown(&heap, from: root) }
    for candidate in candidates[count...] where goesBefore(candidate, heap[0]) {
      heap[0] = candidate
      siftDown(&heap, from: 0)
    }
    heap.sort(by: goesBefore)
    return heap.map(\.position)
  }

  /// Restores the heap below a place whose element may go before one of its children.
  private static func siftDown(_ heap: inout [VictimCandidate], from start: Int) {
    let moving = heap[start]
    var place = start
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, goesBefore(heap[child], heap[child + 1]) { child += 1 }
      guard goesBefore(moving, heap[child]) else { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = moving
  }

  /// Whether the first pod is deleted before the second; equal ones go in the order of the list.
  package static func goesBefore(_ left: VictimCandidate, _ right: VictimCandidate) -> Bool {
    let order = compare(left, right)
    return order == 0 ? left.position < right.position : order < 0
  }

  /// Less than zero if the first pod goes before the second, zero if the controller sees no order.
  ///
  /// With the UID inside a bucket of ages this is no consistent order: there are pods of which each
  /// goes before the next and the last before the first.
  package static func compare(_ left: VictimCandidate, _ right: VictimCandidate) -> Int {
    if left.isAssigned != right.isAssigned { return left.isAssigned ? 1 : -1 }
    if left.phaseRank != right.phaseRank { return left.phaseRank < right.phaseRank ? -1 : 1 }
    if left.isReady != right.isReady { return left.isReady ? 1 : -1 }
    if left.deletionCost != right.deletionCost {
      return left.deletionCost < right.deletionCost ? -1 : 1
    }
    if left.podsOnNode != right.podsOnNode { return left.podsOnNode > right.podsOnNode ? -1 : 1 }
    if left.isReady, left.readyNanoseconds != right.readyNanoseconds {
      return compare(left, left.readyNanoseconds, right, right.readyNanoseconds)
    }
    if left.restarts != right.restarts { return left.restarts > right.restarts ? -1 : 1 }
    if left.initRestarts != right.initRestarts {
      return left.initRestarts > right.initRestarts ? -1 : 1
    }
    if left.ageNanoseconds != right.ageNanoseconds {
      return compare(left, left.ageNanoseconds, right, right.ageNanoseconds)
    }
    return 0
  }

  /// Compares unequal ages by their powers of two, and by UID inside one power.
  private static func compare(
    _ left: VictimCandidate, _ leftAge: Int64, _ right: VictimCandidate, _ rightAge: Int64
  ) -> Int {
    let (first, second) = (bucket(leftAge), bucket(rightAge))
    if first != second { return first < second ? -1 : 1 }
    return left.uid < right.uid ? -1 : 1
  }

  /// The power of two of an age in nanoseconds (gate LogarithmicScaleDown); -1 for no age.
  private static func bucket(_ nanoseconds: Int64) -> Int {
    nanoseconds > 0 ? 63 - nanoseconds.leadingZeroBitCount : -1
  }
}
