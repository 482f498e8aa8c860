// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Buckets of which each is wider than the one before by a fixed ratio.
///
/// The first covers 0 to its size, bucket n starts at first (ratio^n - 1) / (ratio - 1), and the last
/// has no end. Source: kubernetes/autoscaler
/// vertical-pod-autoscaler/pkg/recommender/util/histogram_options.go.
package struct ExponentialBuckets: Sendable, Equatable {
  /// The number of buckets.
  package let count: Int
  /// The width of the first bucket.
  package let firstSize: Double
  /// How much wider each bucket is than the one before.
  package let ratio: Double
  /// A bucket with less weight than this counts as empty.
  package let epsilon: Double
  private let logOfRatio: Double
  private let starts: [Double]

  /// CPU in cores: the first bucket is 0.01 core, the last starts at 1,000 cores or more.
  package static let cpuCores = ExponentialBuckets(maximum: 1000, firstSize: 0.01)
  /// Memory in bytes: the first bucket is 10 MB, the last starts at 1 TB or more.
  package static let memoryBytes = ExponentialBuckets(maximum: 1e12, firstSize: 1e7)

  /// Creates buckets up to a maximum; `epsilon` is a thousandth of the least weight of a sample.
  package init(
    maximum: Double, firstSize: Double, ratio: Double = 1.05, epsilon: Double = 0.001 * 0.1
  ) {
    precondition(maximum > 0 && firstSize > 0 && ratio > 1 && epsilon > 0)
    let logOfRatio = PortableMath.log(ratio)
    let last = (PortableMath.log(maximum * (ratio - 1) / firstSize + 1) / logOfRatio).rounded(.up)
    count = Int(last) + 1
    self.firstSize = firstSize
    self.ratio = ratio
    self.epsilon = epsilon
    self.logOfRatio = logOfRatio
    starts = (0..<count).map { bucket in
      firstSize * (Self.power(ratio, bucket) - 1) / (ratio - 1)
    }
  }

  /// The bucket of a value; the nearest one for a value outside all.
  package func bucket(of value: Double) -> Int {
    guard value >= firstSize else { return 0 }
    let place = PortableMath.log(value * (ratio - 1) / firstSize + 1) / logOfRatio
    return place < Double(count) ? Int(place) : count - 1
  }

  /// Where a bucket starts.
  package func start(of bucket: Int) -> Double { starts[bucket] }

  /// A power by repeated squaring, in the order in which Go's `math.Pow` multiplies, so that the
  /// bounds are the recommender's to the last bit.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
