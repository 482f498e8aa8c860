// SPDX-License-Identifier: Apache-2.0

import Metrics
import Testing

@testable import Planner

/// The joiner loses no sample, keeps the order and passes on rows of a good length.
struct ChunkJoinerTests {
  private func chunk(_ series: Int, from start: Int64, _ values: [Double]) -> SampleChunk {
    SampleChunk(series: series, startMicroseconds: start, stepMicroseconds: 10, values: values)
  }

  @Test func `neighbours on one grid become one chunk at the end`() {
    var joiner = ChunkJoiner(limit: 100)
    #expect(joiner.add([chunk(0, from: 0, [1, 2])]).isEmpty)
    #expect(joiner.add([chunk(0, from: 20, [3])]).isEmpty)
    #expect(joiner.takeAll() == [chunk(0, from: 0, [1, 2, 3])])
    #expect(joiner.takeAll().isEmpty)
  }

  @Test func `a chunk that is long enough is passed on at once`() {
    var joiner = ChunkJoiner(limit: 3)
    #expect(joiner.add([chunk(0, from: 0, [1, 2])]).isEmpty)
    #expect(joiner.add([chunk(0, from: 20, [3, 4])]) == [chunk(0, from: 0, [1, 2, 3, 4])])
    #expect(joiner.takeAll().isEmpty)
  }

  @Test func `a gap in time starts a new chunk`() {
    var joiner = ChunkJoiner(limit: 100)
    #expect(joiner.add([chunk(0, from: 0, [1])]).isEmpty)
    #expect(joiner.add([chunk(0, from: 30, [2])]) == [chunk(0, from: 0, [1])])
    #expect(joiner.takeAll() == [chunk(0, from: 30, [2])])
  }

  @Test func `another distance of samples starts a new chunk`() {
    var joiner = ChunkJoiner(limit: 100)
    _ = joiner.add([chunk(0, from: 0, [1])])
    let wider = SampleChunk(
      series: 0, startMicroseconds: 10, stepMicroseconds: 20, values: [2])
    #expect(joiner.add([wider]) == [chunk(0, from: 0, [1])])
    #expect(joiner.takeAll() == [wider])
  }

  @Test func `series do not mix and leave in their order`() {
    var joiner = ChunkJoiner(limit: 100)
    _ = joiner.add([chunk(2, from: 0, [5]), chunk(0, from: 0, [1]), chunk(1, from: 0, [])])
    _ = joiner.add([chunk(0, from: 10, [2]), chunk(2, from: 10, [6])])
    #expect(joiner.takeAll() == [chunk(0, from: 0, [1, 2]), chunk(2, from: 0, [5, 6])])
  }

  @Test(arguments: 1...8) func `cuts anywhere give the samples back`(limit: Int) {
    let values = (0..<50).map(Double.init)
    for cut in 1...7 {
      var joiner = ChunkJoiner(limit: limit)
      var passed: [SampleChunk] = []
      for start in stride(from: 0, to: values.count, by: cut) {
        let part = Array(values[start..<min(start + cut, values.count)])
        passed += joiner.add([chunk(0, from: Int64(start) * 10, part)])
      }
      passed += joiner.takeAll()
      #expect(passed.flatMap(\.values) == values, "limit \(limit), cut \(cut)")
      let counts = passed.map(\.values.count)
      var expectedStart = 0
      for one in passed {
        #expect(one.startMicroseconds == Int64(expectedStart) * 10)
        expectedStart += one.values.count
      }
      #expect(counts.dropLast().allSatisfy { $0 >= limit && $0 < limit + cut })
    }
  }
}
