// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Cluster

@Suite struct PodNameTests {
  @Test func `no two of the first pods have one suffix`() {
    let count: UInt32 = 300_000
    let suffixes = Set((0..<count).map { PodName.suffix($0) })
    #expect(suffixes.count == Int(count))
    #expect(suffixes.allSatisfy { $0.count == 5 })
  }

  @Test func `names use the letters and digits of Kubernetes`() {
    let allowed = Set("bcdfghjklmnpqrstvwxz2456789")
    for ordinal in 0..<2000 as Range<UInt32> {
      #expect(PodName.suffix(ordinal).allSatisfy { allowed.contains($0) })
    }
    #expect(PodName.hash(.max).count == 10)
    #expect(PodName.hash(12345).allSatisfy { allowed.contains($0) })
    #expect(PodName.hash(1) != PodName.hash(2))
  }
}
