// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// A histogram that forgets: a sample loses half of its weight with every half-life.
///
/// Times are microseconds since 1970. Weights are multiples of 2^((time - reference) / half-life),
/// so that adding a sample leaves the others alone; the reference moves before the exponent grows
/// beyond 100. Source: kubernetes/autoscaler
/// vertical-pod-autoscaler/pkg/recommender/util/histogram.go and decaying_histogram.go.
package struct DecayingHistogram: Sendable, Equatable {
  private static let greatestExponent: Int64 = 100

  /// The buckets.
  package let buckets: ExponentialBuckets
  /// The time in which a weight halves.
  package let halfLifeMicroseconds: Int64
  /// The sum of all weights.
  package private(set) var totalWeight = 0.0
  private var weights: [Double]
  /// The first bucket that is not empty, or the last of all.
  private var least: Int
  /// The last bucket that is not empty, or the first of all.
  private var greatest = 0
  /// A multiple of the half-life since the year 1; nil before the first sample.
  private var referenceMicroseconds: Int64?

  /// Creates an empty histogram; the default half-life is 24 hours.
  package init(_ buckets: ExponentialBuckets, halfLifeMicroseconds: Int64 = 86_400_000_000) {
    precondition(halfLifeMicroseconds > 0)
    self.buckets = buckets
    self.halfLifeMicroseconds = halfLifeMicroseconds
    weights = [Double](repeating: 0, count: buckets.count)
    least = buckets.count - 1
  }

  /// Whether no bucket has a weight that counts.
  package var isEmpty: Bool { weights[least] < buckets.epsilon }

  /// Adds a sample; older samples than before are welcome.
  package mutating func add(_ value: Double, weight: Double, at microseconds: Int64) {
    let weight = weight * decay(at: microseconds)
    let bucket = buckets.bucket(of: value)
    weights[bucket] += weight
    totalWeight += weight
    guard weights[bucket] >= buckets.epsilon else { return }
    least = min(least, bucket)
    greatest = max(greatest, bucket)
  }

  /// Takes back a sample that was added with the same value, weight and time.
  package mutating func subtract(_ value: Double, weight: Double, at microseconds: Int64) {
    let weight = weight * decay(at: microseconds)
    let bucket = buckets.bucket(of: value)
    totalWeight = difference(totalWeight, weight)
    weights[bucket] = difference(weights[bucket], weight)
    narrow()
  }

  /// Adds all samples of another histogram with the same buckets and half-life.
  package mutating func merge(_ other: DecayingHistogram) {
    precondition(other.buckets == buckets && other.halfLifeMicroseconds == halfLifeMicroseconds)
    guard let theirs = other.referenceMicroseconds else { return }
    var other = other
    let common = max(theirs, referenceMicroseconds ?? theirs)
    shiftReference(to: common)
    other.shiftReference(to: common)
    guard other.least <= other.greatest else { return }
    for bucket in other.least...other.greatest { weights[bucket] += other.weights[bucket] }
    totalWeight += other.totalWeight
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// The end of the bucket in which a share of the weight is reached; 0 of an empty histogram.
  package func percentile(_ share: Double) -> Double {
    if isEmpty { return 0 }
    let threshold = share * totalWeight
    var sum = 0.0
    var bucket = least
    while bucket < greatest {
      sum += weights[bucket]
      if sum >= threshold { break }
      bucket += 1
    }
    return buckets.start(of: min(bucket + 1, buckets.count - 1))
  }

  /// Adds the weights of a checkpoint, which stand to each other as whole numbers do.
  package mutating func load(
    weights: [(bucket: Int, weight: Int64)], totalWeight total: Double, at reference: Int64
  ) {
    let known = weights.filter { (0..<buckets.count).contains($0.bucket) && $0.weight > 0 }
    let sum = known.reduce(0.0) { $0 + Double($1.weight) }
    guard sum > 0, total > 0, referenceMicroseconds == nil else { return }
    referenceMicroseconds = reference
    for (bucket, weight) in known {
      self.weights[bucket] += total / sum * Double(weight)
      guard self.weights[bucket] >= buckets.epsilon else { continue }
      least = min(least, bucket)
      greatest = max(greatest, bucket)
    }
    totalWeight += total
  }

  private func difference(_ value: Double, _ part: Double) -> Double {
    value - part < buckets.epsilon ? 0 : value - part
  }

  private mutating func decay(at microseconds: Int64) -> Double {
    let reference: Int64
    if let known = referenceMicroseconds,
      microseconds - known <= halfLifeMicroseconds * Self.greatestExponent
    {
      reference = known
    } else {
      reference = rounded(microseconds)
      shiftReference(to: reference)
    }
    let age = Double(microseconds - reference) / Double(halfLifeMicroseconds)
    return PortableMath.pow(2, age)
  }

  /// The multiple of the half-life since the year 1 that is nearest; the later of two.
  private func rounded(_ microseconds: Int64) -> Int64 {
    let sinceYearOne = microseconds + 62_135_596_800_000_000
    let rest = sinceYearOne - sinceYearOne.dividedDown(by: halfLifeMicroseconds)
    return rest < halfLifeMicroseconds - rest
      ? microseconds - rest : microseconds + (halfLifeMicroseconds - rest)
  }

  private mutating func shiftReference(to reference: Int64) {
    if let known = referenceMicroseconds, known != reference {
      let exponent =
        (Double(known - reference) / Double(halfLifeMicroseconds) + 0.5).rounded(.down)
      scale(by: Double(sign: .plus, exponent: Int(exponent), significand: 1))
    }
    referenceMicroseconds = reference
  }

  private mutating func scale(by factor: Double) {
    if least <= greatest {
      for bucket in least...greatest { weights[bucket] *= factor }
    }
    totalWeight *= factor
    narrow()
  }

  /// Leaves out buckets at both ends that became empty.
  private mutating func narrow() {
    while weights[least] < buckets.epsilon, least < buckets.count - 1 { least += 1 }
    while weights[greatest] < buckets.epsilon, greatest > 0 { greatest -= 1 }
  }
}

extension Int64 {
  /// The greatest multiple of a positive number that is not above this one.
  fileprivate func dividedDown(by divisor: Int64) -> Int64 {
    let rest = self % divisor
    return self - (rest < 0 ? rest + divisor : rest)
  }
}
