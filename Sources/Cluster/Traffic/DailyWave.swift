// SPDX-License-Identifier: Apache-2.0

/// The cosine of the time of day, from basic operations alone so that every platform agrees.
enum DailyWave {
  /// Seconds in a day.
  static let period = 86_400.0

  /// The cosine of an offset from the peak: 1 at the peak, -1 twelve hours away.
  static func cosine(secondsFromPeak seconds: Double) -> Double {
    let turns = seconds / period
    // The fraction of a turn, folded to 0...0.5, where the cosine falls from 1 to -1.
    let fraction = (turns - turns.rounded(.down))
    let folded = fraction <= 0.5 ? fraction : 1 - fraction
    return folded <= 0.25 ? series(folded) : -series(0.5 - folded)
  }

  /// The Taylor series of the cosine for up to a quarter turn; the first term left out is below
  /// 1e-13 there.
  private static func series(_ turns: Double) -> Double {
    let angle = turns * 6.283185307179586
    let square = angle * angle
    var term = 1.0
    var sum = 1.0
    var denominator = 0.0
    for _ in 0..<9 {
      term = -term * square / ((denominator + 1) * (denominator + 2))
      denominator += 2
      sum += term
    }
    return sum
  }
}
