// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario
import Testing

@testable import Cluster

@Suite struct PointCursorTests {
  private static func cursor(_ points: [(Int64, Double)]) -> PointCursor {
    PointCursor(points.map { .init(at: .zero + .seconds($0.0), rate: $0.1) })
  }

  @Test func `values lie on the lines between points and hold outside`() {
    var cursor = Self.cursor([(10, 100), (20, 200), (40, 0)])
    #expect(cursor.value(at: -5) == 100)
    #expect(cursor.value(at: 10) == 100)
    #expect(cursor.value(at: 15) == 150)
    #expect(cursor.value(at: 20) == 200)
    #expect(cursor.value(at: 30) == 100)
    #expect(cursor.value(at: 1e6) == 0)
    // An instant before the last one asked for is found again.
    #expect(cursor.value(at: 12) == 120)
  }

  @Test func `two points at one instant make a step`() {
    var cursor = Self.cursor([(0, 1), (10, 1), (10, 5), (20, 5)])
    #expect(cursor.value(at: 9.999) == 1)
    #expect(cursor.value(at: 10) == 5)
    #expect(cursor.value(at: 15) == 5)
  }

  @Test func `no point means zero and one point a constant`() {
    var none = Self.cursor([])
    #expect(none.value(at: 3) == 0)
    var one = Self.cursor([(10, 7)])
    #expect([0, 10, 20].map { one.value(at: $0) } == [7, 7, 7])
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func `the order of questions changes no answer`(
    seed: UInt64
  ) {
    var stream = RandomStream(seed: seed, name: "points")
    var second: Int64 = 0
    let points = (0..<30).map { _ in
      second += Int64(1 + stream.next(below: 9))
      return (second, stream.uniform() * 100)
    }
    var kept = Self.cursor(points)
    for _ in 0..<300 {
      let instant = stream.uniform() * Double(second + 20) - 10
      var fresh = Self.cursor(points)
      #expect(kept.value(at: instant) == fresh.value(at: instant), "seed \(seed), \(instant)")
    }
  }
}
