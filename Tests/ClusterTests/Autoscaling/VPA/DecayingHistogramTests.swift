// SPDX-License-Identifier: Apache-2.0

import Cluster
import Testing

/// Buckets and weights that fade.
struct DecayingHistogramTests {
  private static let day: Int64 = 86_400_000_000

  @Test
  func `buckets cover what they should`() {
    for (buckets, maximum) in [
      (ExponentialBuckets.cpuCores, 1000.0), (.memoryBytes, 1e12),
    ] {
      #expect(buckets.start(of: 0) == 0)
      #expect(abs(buckets.start(of: 1) / buckets.firstSize - 1) < 1e-12)
      #expect(buckets.start(of: buckets.count - 1) >= maximum)
      #expect(buckets.start(of: buckets.count - 2) < maximum)
      for bucket in 1..<buckets.count {
        let start = buckets.start(of: bucket)
        #expect(buckets.bucket(of: start * 1.000001) == bucket)
        #expect(buckets.bucket(of: start * 0.999999) == bucket - 1)
      }
      #expect(buckets.bucket(of: .infinity) == buckets.count - 1)
      #expect(buckets.bucket(of: 0) == 0)
    }
    // Figures of the recommender: 176 buckets for each resource.
    #expect(ExponentialBuckets.cpuCores.count == 176)
    #expect(ExponentialBuckets.memoryBytes.count == 176)
  }

  @Test
  func `a sample weighs half after a half-life`() {
    var histogram = DecayingHistogram(.cpuCores)
    // Two old samples against one new: equal after one day, lighter after two.
    for age in [1, 2] as [Int64] {
      histogram = DecayingHistogram(.cpuCores)
      histogram.add(1, weight: 1, at: 0)
      histogram.add(1, weight: 1, at: 0)
      histogram.add(5, weight: 1, at: age * Self.day)
      let low = ExponentialBuckets.cpuCores
      let oldEnd = low.start(of: low.bucket(of: 1) + 1)
      #expect((histogram.percentile(0.49) == oldEnd) == (age == 1))
    }
  }

  @Test
  func `what is subtracted leaves nothing`() {
    var histogram = DecayingHistogram(.memoryBytes)
    histogram.add(5e8, weight: 1, at: 3 * Self.day + 77)
    histogram.subtract(5e8, weight: 1, at: 3 * Self.day + 77)
    #expect(histogram.isEmpty)
    #expect(histogram.totalWeight == 0)
    #expect(histogram.percentile(0.9) == 0)
  }

  @Test
  func `a thousand half-lives neither overflow nor keep the past`() {
    var histogram = DecayingHistogram(.cpuCores)
    for day in 0..<1000 { histogram.add(day < 990 ? 1 : 7, weight: 0.1, at: Int64(day) * Self.day) }
    let buckets = ExponentialBuckets.cpuCores
    #expect(histogram.totalWeight.isFinite)
    #expect(histogram.percentile(0.01) == buckets.start(of: buckets.bucket(of: 7) + 1))
    #expect(histogram.percentile(0.0005) == buckets.start(of: buckets.bucket(of: 1) + 1))
  }

  @Test
  func `merging does not depend on the order`() {
    var early = DecayingHistogram(.cpuCores)
    for value in [1.0, 2, 5] { early.add(value, weight: 1, at: 0) }
    var late = DecayingHistogram(.cpuCores)
    late.add(9, weight: 1, at: 2 * Self.day)
    var one = early
    one.merge(late)
    var other = late
    other.merge(early)
    #expect(one == other)
    // The three old samples weigh a quarter each against the new one.
    let buckets = ExponentialBuckets.cpuCores
    for (share, value) in [(0.13, 1.0), (0.15, 2), (0.41, 5), (0.44, 9)] {
      #expect(one.percentile(share) == buckets.start(of: buckets.bucket(of: value) + 1))
    }
    var empty = DecayingHistogram(.cpuCores)
    empty.merge(early)
    #expect(empty == early)
  }
}
