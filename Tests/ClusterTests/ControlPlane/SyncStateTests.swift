// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Cluster

@Suite struct SyncStateTests {
  private static func batches(_ pace: SyncState.Pace, count: Int) -> [Int] {
    var sync = SyncState(
      controller: .replicaSet, key: 0, calls: Array(repeating: .createPod, count: count),
      pace: pace)
    var sizes: [Int] = []
    while sizes.count < 1000 {
      let size = sync.issue()
      if size == 0 { break }
      sizes.append(size)
    }
    return sizes
  }

  @Test func `slow start doubles its batches until no call is left`() {
    #expect(Self.batches(.doubling, count: 20) == [1, 2, 4, 8, 5])
    #expect(Self.batches(.doubling, count: 7) == [1, 2, 4])
  }

  @Test func `other paces issue one call or all of them`() {
    #expect(Self.batches(.oneByOne, count: 3) == [1, 1, 1])
    #expect(Self.batches(.together, count: 9) == [9])
    #expect(Self.batches(.together, count: 0) == [])
  }
}
