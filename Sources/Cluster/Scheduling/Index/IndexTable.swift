// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The placement indexes of the templates that are in use.
struct IndexTable: Sendable {
  /// Indexes are given up, the one that was used longest ago first, beyond this many nodes in all of
  /// them; about 4 bytes each.
  static let greatestEntryCount = 16_000_000

  /// So many templates get an index at once.
  static let eagerCount = 128

  private static let unseen: Int32 = -1
  private static let seenOnce: Int32 = -2

  var order = NodeOrder(isByName: true)
  var all: ContiguousArray<PlacementIndex> = []
  var failures: ContiguousArray<KnownFailure?> = []
  /// For templates that found no node, why.
  var censuses: ContiguousArray<FailureCensus?> = []
  private var slotOfTemplate: ContiguousArray<Int32> = []
  private var useCount = 0

  /// A failure that holds as long as nothing changes.
  struct KnownFailure: Sendable {
    let failure: FitFailure
    let position: Int
    let nominationVersion: Int
    let nominee: UInt64?
  }

  /// The slot of a template's index, or nil if all nodes are to be looked at.
  ///
  /// With many templates the first pod of one gets no index, since there may be no second.
  mutating func slot(
    for pod: PodContext, _ tieBreak: TieBreak, _ nodes: borrowing NodeTable
  ) -> Int? {
    if case .sample = tieBreak { return nil }
    let template = pod.index.position
    while slotOfTemplate.count <= template { slotOfTemplate.append(Self.unseen) }
    if slotOfTemplate[template] == Self.unseen, all.count >= Self.eagerCount {
      slotOfTemplate[template] = Self.seenOnce
      return nil
    }
    if slotOfTemplate[template] < 0 {
      makeRoom(nodes.count)
      slotOfTemplate[template] = Int32(all.count)
      all.append(PlacementIndex(pod))
      failures.append(nil)
      censuses.append(nil)
    }
    let slot = Int(slotOfTemplate[template])
    if all[slot].pod !== pod {
      all[slot] = PlacementIndex(pod)
      failures[slot] = nil
      censuses[slot] = nil
    }
    useCount += 1
    all[slot].lastUse = useCount
    return slot
  }

  private mutating func makeRoom(_ nodeCount: Int) {
    while all.count > 1, (all.count + 1) * nodeCount > Self.greatestEntryCount {
      var oldest = 0
      for slot in all.indices where all[slot].lastUse < all[oldest].lastUse { oldest = slot }
      slotOfTemplate[all[oldest].pod.index.position] = Self.seenOnce
      let last = all.count - 1
      if oldest != last {
        slotOfTemplate[all[last].pod.index.position] = Int32(oldest)
        all.swapAt(oldest, last)
        failures.swapAt(oldest, last)
        censuses.swapAt(oldest, last)
      }
      all.removeLast()
      failures.removeLast()
      censuses.removeLast()
    }
  }
}
