// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Testing

struct NodeSetTests {
  /// Compares a set with a sorted array after each of many random changes.
  @Test(arguments: [20, 200, 9_000])
  func `a set agrees with a sorted array`(universe: Int) {
    var draws = RandomStream(seed: 7, name: "node set/\(universe)")
    var set = NodeSet()
    var members: Set<UInt32> = []
    for step in 0..<3_000 {
      // Long phases of growth and of decline pass through both forms.
      let grows = (step / 500) % 2 == 0
      let number = UInt32(draws.next(below: universe))
      if members.contains(number) {
        if !grows || step % 7 == 0 {
          set.remove(number)
          members.remove(number)
        }
      } else if grows || step % 7 == 0 {
        set.insert(number)
        members.insert(number)
      }
      #expect(set.count == members.count)
      #expect(set.first == members.min())
      #expect(set.contains(number) == members.contains(number))
      guard step % 50 == 0 else { continue }
      let sorted = members.sorted()
      #expect((0..<set.count).map { set.member(at: $0) } == sorted)
      let bound = UInt32(draws.next(below: universe + 70))
      #expect(set.count(below: bound) == sorted.count { $0 < bound })
    }
  }
}
