// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// Straight lines between points, read at mostly rising instants.
struct PointCursor: Sendable {
  private let seconds: [Double]
  private let rates: [Double]
  /// The last point at or before the instant asked for last.
  private var position = 0

  init(_ points: [TrafficBlock.Point]) {
    seconds = points.map(\.at.seconds)
    rates = points.map(\.rate)
  }

  /// The value at an instant; the first and last values hold outside, zero if there is no point.
  mutating func value(at second: Double) -> Double {
    guard let first = seconds.first, let last = rates.last else { return 0 }
    if second <= first { return rates[0] }
    if second < seconds[position] { position = 0 }
    while position + 1 < seconds.count, seconds[position + 1] <= second { position += 1 }
    guard position + 1 < seconds.count else { return last }
    let width = seconds[position + 1] - seconds[position]
    let share = (second - seconds[position]) / width
    return rates[position] + (rates[position + 1] - rates[position]) * share
  }
}
