// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Glibc
import Scenario
import Testing

@testable import Cluster

@Suite struct RateCurveTests {
  private static func burst(
    at second: Int64, times: Double = 0, rate: Double = 0, rise: Int64 = 45, decay: Int64 = 180
  ) -> TrafficBlock.BurstBlock {
    var burst = TrafficBlock.BurstBlock(at: .zero + .seconds(second))
    burst.times = times
    burst.rate = rate
    burst.rise = .seconds(rise)
    burst.decay = .seconds(decay)
    return burst
  }

  @Test func `constant, points and recording add up`() {
    var rate = TrafficBlock.RateBlock()
    rate.constant = 5
    rate.points = [.init(at: .zero, rate: 0), .init(at: .zero + .seconds(100), rate: 100)]
    rate.csv = [.init(at: .zero, rate: 1000)]
    var curve = RateCurve(rate, startSecondOfDay: 0)
    #expect(curve.value(at: 50) == 1055)
    #expect(curve.value(at: 500) == 1105)
  }

  @Test func `a daily wave peaks at its hour of the local day`() {
    var rate = TrafficBlock.RateBlock()
    rate.daily = .init(low: 100, high: 300, peakSecondOfDay: 20 * 3600)
    var curve = RateCurve(rate, startSecondOfDay: 18 * 3600)
    #expect(curve.value(at: 7200) == 300)
    #expect(curve.value(at: 7200 + 43_200) == 100)
    let wanted = 200 + 100 * cos(2 * Double.pi * -7200 / 86_400)
    #expect(abs(curve.value(at: 0) - wanted) < 1e-9)
  }

  @Test func `a burst rises in a line and falls as an exponential`() {
    var rate = TrafficBlock.RateBlock()
    rate.constant = 10
    rate.bursts = [Self.burst(at: 100, times: 4, rate: 20)]
    var curve = RateCurve(rate, startSecondOfDay: 0)
    #expect(curve.value(at: 99.9) == 10)
    #expect(abs(curve.value(at: 122.5) - 40) < 1e-9)
    #expect(abs(curve.value(at: 145) - 70) < 1e-9)
    #expect(abs(curve.value(at: 145 + 180) - (10 + 60 * exp(-1))) < 1e-9)
    #expect(curve.value(at: 145 + 180 * 41) == 10)
  }

  @Test func `bursts are heights over the rate without bursts and add up`() {
    var rate = TrafficBlock.RateBlock()
    rate.constant = 10
    rate.bursts = [Self.burst(at: 100, times: 4, decay: 0), Self.burst(at: 110, times: 4)]
    var curve = RateCurve(rate, startSecondOfDay: 0)
    // The second burst is as high as the first, though it begins on its slope.
    #expect(abs(curve.value(at: 144) - (10 + 40 * 44.0 / 45 + 40 * 34.0 / 45)) < 1e-9)
    #expect(curve.value(at: 155) == 50)
  }

  @Test func `a burst without a rise is there at once`() {
    var rate = TrafficBlock.RateBlock()
    rate.bursts = [Self.burst(at: 10, rate: 80, rise: 0, decay: 100)]
    var curve = RateCurve(rate, startSecondOfDay: 0)
    #expect(curve.value(at: 9.99) == 0)
    #expect(curve.value(at: 10) == 80)
  }

  @Test func `a rate is never negative`() {
    var rate = TrafficBlock.RateBlock()
    rate.constant = 10
    rate.bursts = [Self.burst(at: 0, rate: -50)]
    var curve = RateCurve(rate, startSecondOfDay: 0)
    #expect(curve.value(at: 45) == 0)
  }
}
