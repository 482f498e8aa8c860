// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

@Suite struct LatencyHistogramTests {
  private static func model(_ seed: UInt64) -> QueueModel {
    var stream = RandomStream(seed: seed, name: "histogram")
    let servers = 1 + stream.next(below: 16)
    let service = 0.002 + stream.uniform() * 0.05
    return QueueModel(
      servers: servers, serviceSeconds: service, serviceSpread: 0.3 + stream.uniform() * 1.5,
      arrivalSpread: 1,
      arrivalsPerSecond: stream.uniform() * 0.95 * Double(servers) / service,
      fixedSeconds: stream.uniform() * 0.01)
  }

  /// The quantile of the law itself, by halving.
  private static func exact(_ model: QueueModel, _ share: Double) -> Double {
    var low = 0.0
    var high = 60.0
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if model.tail(middle) > 1 - share { low = middle } else { high = middle }
    }
    return high
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func `quantiles are those of the law within a bucket`(
    seed: UInt64
  ) {
    let model = Self.model(seed)
    var histogram = LatencyHistogram()
    histogram.add(1000, following: model, timeout: 60)
    #expect(abs(histogram.total - 1000) < 1e-9)
    for share in [0.1, 0.5, 0.9, 0.95, 0.99, 0.999] {
      let ratio = histogram.quantile(share) / Self.exact(model, share)
      #expect(ratio > 1 / 1.123 && ratio < 1.123, "seed \(seed), share \(share): \(ratio)")
    }
  }

  @Test func `the usual error of a quantile is a fifth of a bucket`() {
    var sum = 0.0
    for seed in 0..<200 as Range<UInt64> {
      let model = Self.model(seed)
      var histogram = LatencyHistogram()
      histogram.add(1, following: model, timeout: 60)
      sum += abs(histogram.quantile(0.99) / Self.exact(model, 0.99) - 1)
    }
    #expect(sum / 200 < 0.025, "\(sum / 200)")
  }

  @Test func `histograms add up to that of all requests`() {
    var both = LatencyHistogram()
    var first = LatencyHistogram()
    var second = LatencyHistogram()
    both.add(300, following: Self.model(1), timeout: 2)
    both.add(700, following: Self.model(2), timeout: 3)
    first.add(300, following: Self.model(1), timeout: 2)
    second.add(700, following: Self.model(2), timeout: 3)
    first.add(second)
    for share in [0.2, 0.5, 0.99] { #expect(first.quantile(share) == both.quantile(share)) }
    #expect(first.total == 1000)
  }

  @Test func `requests that time out count with their timeout`() {
    var histogram = LatencyHistogram()
    histogram.addTimedOut(10, timeout: 0.8)
    #expect(histogram.quantile(0.5) <= 0.8)
    #expect(histogram.quantile(0.5) > 0.8 / 1.13)
    histogram.add(90, following: Self.model(3), timeout: 0.8)
    #expect(histogram.quantile(0.999) <= 0.8)
    #expect(abs(histogram.counts.reduce(0, +) - 100) < 1e-9)
  }

  @Test func `a model slower than its timeout is all at the timeout`() {
    var slow = Self.model(4)
    slow.fixedSeconds = 5
    var histogram = LatencyHistogram()
    histogram.add(10, following: slow, timeout: 1)
    #expect(histogram.quantile(0.01) > 1 / 1.13 && histogram.quantile(0.99) <= 1)
  }

  @Test func `nothing has no quantile, and a reset leaves nothing`() {
    var histogram = LatencyHistogram()
    #expect(histogram.quantile(0.5).isNaN)
    histogram.add(5, following: Self.model(1), timeout: 1)
    histogram.reset()
    #expect(histogram.total == 0 && histogram.quantile(0.5).isNaN)
    histogram.add(0, following: Self.model(1), timeout: 1)
    #expect(histogram.total == 0)
  }

  @Test func `no bucket is ever negative`() {
    for seed in 0..<100 as Range<UInt64> {
      var histogram = LatencyHistogram()
      histogram.add(1e6, following: Self.model(seed), timeout: 0.5)
      #expect(histogram.counts.allSatisfy { $0 >= -1e-6 }, "seed \(seed)")
    }
  }
}
