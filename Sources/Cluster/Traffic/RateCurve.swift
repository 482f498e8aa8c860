// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// A rate of requests per second over the run: the sum of the parts that a scenario gives.
///
/// Instants are asked for in rising order; positions in the point lists are remembered, so each
/// evaluation costs a few operations however long the recorded curve is.
struct RateCurve: Sendable {
  private let constant: Double
  private var points: PointCursor
  private var recorded: PointCursor
  private let daily: Daily?
  private let bursts: [Burst]

  private struct Burst: Sendable {
    let start: Double
    let rise: Double
    let decay: Double
    /// Height in requests per second.
    let height: Double
  }

  private struct Daily: Sendable {
    let mean: Double
    let amplitude: Double
    /// Seconds after the start of the run at which the wave peaks.
    let peak: Double
  }

  init(_ rate: TrafficBlock.RateBlock, startSecondOfDay: Int) {
    constant = rate.constant
    points = PointCursor(rate.points)
    recorded = PointCursor(rate.csv)
    daily = rate.daily.map {
      Daily(
        mean: ($0.high + $0.low) / 2, amplitude: ($0.high - $0.low) / 2,
        peak: Double($0.peakSecondOfDay - startSecondOfDay))
    }
    var base = Self(constant: constant, points: points, recorded: recorded, daily: daily)
    // Bursts are heights over the level at their own beginning, so these are fixed now.
    bursts = rate.bursts.map { burst in
      let level = base.value(at: burst.at.seconds)
      return Burst(
        start: burst.at.seconds, rise: burst.rise.seconds, decay: burst.decay.seconds,
        height: burst.times * level + burst.rate)
    }
  }

  private init(constant: Double, points: PointCursor, recorded: PointCursor, daily: Daily?) {
    self.constant = constant
    self.points = points
    self.recorded = recorded
    self.daily = daily
    bursts = []
  }

  /// Requests per second at an instant, in seconds since the start; never negative.
  mutating func value(at second: Double) -> Double {
    var rate = constant + points.value(at: second) + recorded.value(at: second)
    if let daily {
      rate += daily.mean + daily.amplitude * DailyWave.cosine(secondsFromPeak: second - daily.peak)
    }
    for burst in bursts where second >= burst.start {
      let age = second - burst.start
      if age < burst.rise {
        rate += burst.height * (age / burst.rise)
      } else if burst.decay > 0, age - burst.rise < 40 * burst.decay {
        rate += burst.height * PortableMath.exp(-(age - burst.rise) / burst.decay)
      } else if age == burst.rise {
        rate += burst.height
      }
    }
    return max(0, rate)
  }
}
