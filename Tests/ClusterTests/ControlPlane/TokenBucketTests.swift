// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario
import Testing

@testable import Cluster

@Suite struct TokenBucketTests {
  /// A bucket that is refilled as time passes, in the textbook's way, and may go into debt.
  private struct ReferenceBucket {
    let qps: Double
    let burst: Double
    var tokens: Double
    var filledAt = 0.0

    init(qps: Double, burst: Int) {
      self.qps = qps
      self.burst = Double(burst)
      tokens = Double(burst)
    }

    mutating func reserve(at now: Double) -> Double {
      tokens = min(burst, tokens + (now - filledAt) * qps)
      filledAt = now
      tokens -= 1
      return tokens >= 0 ? now : now - tokens / qps
    }
  }

  @Test(arguments: [(20.0, 30), (50.0, 100), (5.0, 10), (3.0, 1), (700.0, 2)])
  func `reservations come when a bucket that is refilled in time would grant them`(
    qps: Double, burst: Int
  ) {
    for seed in 0..<20 as Range<UInt64> {
      var stream = RandomStream(seed: seed, name: "bucket")
      var bucket = TokenBucket(.init(qps: qps, burst: burst))
      var reference = ReferenceBucket(qps: qps, burst: burst)
      var now = SimulationTime.zero
      for _ in 0..<400 {
        let pause = stream.next(below: 4) == 0 ? stream.exponential(mean: 8 / qps) : 0
        now += SimulationDuration(seconds: pause)
        let granted = bucket.reserve(at: now).seconds
        let wanted = reference.reserve(at: now.seconds)
        // The token interval is a whole number of nanoseconds, the answer of microseconds.
        #expect(abs(granted - wanted) < 2e-6 + 400e-9, "seed \(seed) at \(now)")
      }
      #expect(bucket.reservedCount == 400)
    }
  }

  @Test func `a burst goes at once and the rest at the rate`() {
    var bucket = TokenBucket(.init(qps: 20, burst: 30))
    let now = SimulationTime.zero + .seconds(7)
    let granted = (0..<130).map { _ in bucket.reserve(at: now) }
    #expect(granted[29] == now)
    #expect(granted[30] == now + .milliseconds(50))
    #expect(granted[129] == now + .seconds(5))
  }

  @Test func `a rate of zero is no limit`() {
    var bucket = TokenBucket(.init(qps: 0, burst: 0))
    for _ in 0..<1000 { #expect(bucket.reserve(at: .zero) == .zero) }
    #expect(bucket.reservedCount == 1000)
  }

  @Test(arguments: [1e-300, 1e-12, 1e-9, 1e-3]) func `a tiny rate makes requests wait for long`(
    qps: Double
  ) {
    var bucket = TokenBucket(.init(qps: qps, burst: 1_000_000))
    var tight = TokenBucket(.init(qps: qps, burst: 1))
    #expect(bucket.reserve(at: .zero) == .zero)
    var last = SimulationTime.zero
    for _ in 0..<1000 { last = tight.reserve(at: .zero) }
    #expect(last > .zero + .hours(24))
    #expect(last < .horizon)
  }
}
