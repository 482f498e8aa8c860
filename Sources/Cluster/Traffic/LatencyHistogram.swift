// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Counts of requests by latency in buckets that grow by a twelfth of an octave.
///
/// Histograms of steps, groups and hours add up, which percentiles do not. A quantile is read with
/// logarithmic interpolation; its error is below the width of a bucket, 6%, and in practice a
/// fifth of that.
struct LatencyHistogram: Sendable {
  /// Upper edges of the buckets in seconds, from 0.25 ms to 16 s and more.
  static let edges: [Double] = {
    // 2^(1/12), to the last digit of a Double.
    let growth = 1.0594630943592953
    var edges = [0.000_25]
    while edges[edges.count - 1] < 64 { edges.append(edges[edges.count - 1] * growth) }
    return edges
  }()

  /// Requests in each bucket, with one more for those beyond the last edge.
  private(set) var counts = [Double](repeating: 0, count: Self.edges.count + 1)
  /// All requests.
  private(set) var total = 0.0
  /// The longest latency that any request can have had: the greatest timeout.
  private var greatest = 0.0

  /// Adds requests whose latency follows a model; those still open at the timeout count with it.
  ///
  /// Cost: about two exponentials for each bucket between the least latency and the far tail.
  mutating func add(_ requests: Double, following model: QueueModel, timeout: Double) {
    guard requests > 0 else { return }
    total += requests
    greatest = max(greatest, timeout)
    var bucket = Self.firstEdge(above: min(model.fixedSeconds, timeout))
    var above = requests
    while bucket < Self.edges.count, Self.edges[bucket] < timeout {
      let tail = requests * model.tail(Self.edges[bucket])
      counts[bucket] += above - tail
      above = tail
      // The rest is less than one request in ten million.
      if tail < requests * 1e-7 { break }
      bucket += 1
    }
    counts[min(bucket, Self.edges.count)] += above
  }

  /// Adds requests that were given up at the timeout without being worked on.
  mutating func addTimedOut(_ requests: Double, timeout: Double) {
    guard requests > 0 else { return }
    total += requests
    greatest = max(greatest, timeout)
    counts[Self.firstEdge(above: timeout)] += requests
  }

  /// The first bucket whose edge lies above a latency.
  private static func firstEdge(above seconds: Double) -> Int {
    var low = 0
    var high = edges.count
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] <= seconds {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Adds the counts of another histogram.
  mutating func add(_ other: LatencyHistogram) {
    for bucket in counts.indices { counts[bucket] += other.counts[bucket] }
    total += other.total
    greatest = max(greatest, other.greatest)
  }

  /// Takes away the counts of an earlier state of this histogram.
  mutating func subtract(_ earlier: LatencyHistogram) {
    for bucket in counts.indices {
      counts[bucket] = max(0, counts[bucket] - earlier.counts[bucket])
    }
    total = max(0, total - earlier.total)
  }

  /// Forgets all counts.
  mutating func reset() {
    for bucket in counts.indices { counts[bucket] = 0 }
    total = 0
    greatest = 0
  }

  /// The latency in seconds that a share of the requests does not exceed; NaN without requests.
  func quantile(_ share: Double) -> Double {
    guard total > 0 else { return .nan }
    let wanted = share * total
    var below = 0.0
    for bucket in counts.indices where counts[bucket] > 0 {
      if below + counts[bucket] >= wanted {
        return min(greatest, Self.interpolated(bucket, part: (wanted - below) / counts[bucket]))
      }
      below += counts[bucket]
    }
    return greatest
  }

  private static func interpolated(_ bucket: Int, part: Double) -> Double {
    guard bucket < edges.count else { return edges[edges.count - 1] }
    let high = edges[bucket]
    guard bucket > 0 else { return high * part }
    let low = edges[bucket - 1]
    return low * PortableMath.exp(PortableMath.log(high / low) * part)
  }
}
