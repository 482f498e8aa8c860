// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

struct `A random stream` {
  @Test func `is the generator xoshiro256++`() {
    // The first outputs from the state 1, 2, 3, 4, by the recurrence of Blackman and Vigna.
    var stream = RandomStream(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386,
      9_228_616_714_210_784_205,
    ]
    #expect(expected.map { _ in stream.nextUInt64() } == expected)
  }

  @Test func `has first values that never change between versions`() {
    // The expected values come from an independent program.
    var named = RandomStream(seed: 20_190_204, name: "traffic/feed")
    #expect(
      (0..<3).map { _ in named.nextUInt64() } == [
        10_727_468_027_449_432_689, 8_079_527_924_239_908_572, 18_307_793_764_881_081_364,
      ])
    var indexed = RandomStream(seed: 20_190_204, name: "pull", index: 17)
    #expect(
      (0..<3).map { _ in indexed.nextUInt64() } == [
        15_309_360_128_922_398_589, 6_400_929_225_160_329_878, 6_058_562_601_728_191_309,
      ])
  }

  @Test func `repeats itself from the same seed, name and index`() {
    var (one, two) = (
      RandomStream(seed: 9, name: "x", index: 4), RandomStream(seed: 9, name: "x", index: 4)
    )
    #expect((0..<50).allSatisfy { _ in one.nextUInt64() == two.nextUInt64() })
  }

  @Test func `differs in its first draw from those of other seeds, names and indices`() {
    var first = Set<UInt64>()
    var made = 0
    for seed in UInt64(0)..<10 {
      for name in ["", "a", "b", "ab", "ba", "a/1", "a/2", "aa"] {
        var stream = RandomStream(seed: seed, name: name)
        first.insert(stream.nextUInt64())
        made += 1
        for index in -2..<50 {
          var stream = RandomStream(seed: seed, name: name, index: index)
          first.insert(stream.nextUInt64())
          made += 1
        }
      }
    }
    #expect(first.count == made)
  }

  @Test func `is not correlated with its neighbours`() {
    for index in 0..<20 {
      var one = RandomStream(seed: 1, name: "neighbours", index: index)
      var two = RandomStream(seed: 1, name: "neighbours", index: index + 1)
      var sum = 0.0
      for _ in 0..<10_000 { sum += (one.uniform() - 0.5) * (two.uniform() - 0.5) }
      // The sum of 10,000 products has a standard deviation of 100 / 12.
      #expect(sum.magnitude < 4.5 * 100 / 12, "streams \(index) and \(index + 1)")
    }
  }

  @Test(arguments: [1, 2, 3, 6, 7, 64, 100])
  func `draws all numbers below a bound equally often`(bound: Int) {
    var stream = RandomStream(seed: 5, name: "below/\(bound)")
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<(bound * 1_000) { counts[stream.next(below: bound)] += 1 }
    let statistic = Statistics.chiSquare(counts, expected: counts.map { _ in 1_000 })
    #expect(statistic < Statistics.chiSquareLimit(degrees: bound - 1))
  }

  @Test func `draws below a bound that does not divide the range without favour`() {
    // With a bound of 3/4 of the range, a plain remainder would favour the lower third, and a plain
    // multiplication the multiples of three, each by two to one.
    var stream = RandomStream(seed: 5, name: "below/large")
    let bound: UInt64 = 3 << 62
    var (thirds, remainders) = ([0, 0, 0], [0, 0, 0])
    for _ in 0..<30_000 {
      let number = stream.next(below: bound)
      thirds[Int(number >> 62)] += 1
      remainders[Int(number % 3)] += 1
    }
    for counts in [thirds, remainders] {
      #expect(
        Statistics.chiSquare(counts, expected: [10_000, 10_000, 10_000])
          < Statistics.chiSquareLimit(degrees: 2))
    }
  }

  @Test func `refuses an empty choice and an impossible state`() async {
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1, name: "x")
      _ = stream.next(below: 0 as Int)
    }
    await #expect(processExitsWith: .failure) { _ = RandomStream(state: (0, 0, 0, 0)) }
  }
}
