// SPDX-License-Identifier: Apache-2.0

import Cluster
import Testing

/// The function `rate` of PromQL.
@Suite struct PrometheusRateTests {
  private func rate(
    _ samples: [(Double, Double)], over window: Double, at end: Double
  ) -> Double? {
    var rate = PrometheusRate()
    for (second, value) in samples { rate.add(value, atSecond: second) }
    return rate.perSecond(fromSecond: end - window, toSecond: end)
  }

  private func isNear(_ left: Double?, _ right: Double) -> Bool {
    left.map { abs($0 - right) < 1e-9 } ?? false
  }

  @Test func `a steady counter gives its rate whenever it is asked`() {
    let samples = [(10.0, 1100.0), (40, 1400), (70, 1700), (100, 2000)]
    for end in [100.0, 110, 125] { #expect(isNear(rate(samples, over: 120, at: end), 10)) }
  }

  @Test func `fewer than two scrapes give nothing`() {
    #expect(rate([], over: 120, at: 100) == nil)
    #expect(rate([(90, 500)], over: 120, at: 100) == nil)
  }

  @Test func `a counter that began within the window is extrapolated by half a scrape only`() {
    // Ten a second from second 60 on; the window begins at 0.
    let samples = [(70.0, 1e9 + 100), (100, 1e9 + 400)]
    // 300 in 30 s, 15 s before and the 20 s after it that lie near, over 120 s.
    #expect(isNear(rate(samples, over: 120, at: 120), 300.0 / 30 * (30 + 15 + 20) / 120))
  }

  @Test func `a counter is not extrapolated to below zero`() {
    // The first scrape found 10 of 300: that was one second after the counter began.
    let samples = [(31.0, 10.0), (61, 310), (91, 610)]
    #expect(isNear(rate(samples, over: 120, at: 91), 600.0 / 60 * (60 + 1) / 120))
  }

  @Test func `an old end is extrapolated by half a scrape only`() {
    let samples = [(10.0, 1000.0), (40, 1300)]
    #expect(isNear(rate(samples, over: 120, at: 100), 300.0 / 30 * (30 + 30 + 15) / 120))
  }
}
