// SPDX-License-Identifier: Apache-2.0

/// The horizontal axis of all charts: a span of simulated time with ticks of the wall clock.
package struct TimeAxis: Sendable, Equatable {
  /// A grid line with its label.
  package struct Tick: Sendable, Equatable {
    /// The instant in microseconds since the start of the run.
    package let microseconds: Int64
    /// `20:30`, `20:30:15`, or the day at midnight.
    package let label: String
    /// Whether a new day begins.
    package let isMidnight: Bool
  }

  /// The clock that labels the ticks.
  package let clock: WallClock
  /// The length of the axis in microseconds, at least one millisecond.
  package let durationMicroseconds: Int64

  /// Creates an axis from the start of a run to `durationMicroseconds`.
  package init(clock: WallClock, durationMicroseconds: Int64) {
    self.clock = clock
    self.durationMicroseconds = min(max(durationMicroseconds, 1_000), Self.longest)
  }

  /// Three hundred years; longer runs are cut rather than overflowing the calendar.
  private static let longest: Int64 = 300 * 366 * 86_400 * 1_000_000

  /// The distances of ticks, in seconds, that people read without thinking.
  package static let steps: [Int64] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200,
    86_400, 172_800, 604_800, 1_209_600, 2_419_200, 4_838_400, 9_676_800, 31_536_000,
    157_680_000, 315_360_000, 1_576_800_000,
  ]

  /// The distance of two ticks in seconds when at most `count` fit.
  package func stepSeconds(atMost count: Int) -> Int64 {
    let span = durationMicroseconds / 1_000_000
    return Self.steps.first { span / $0 < Int64(max(1, count)) } ?? 1_576_800_000
  }

  /// At most `count` ticks on round times of the local clock, and at most one more.
  package func ticks(atMost count: Int) -> [Tick] {
    let step = stepSeconds(atMost: count)
    let first = clock.localStartSeconds
    let rest = first % step
    var second = rest == 0 ? first : first + step - (rest < 0 ? rest + step : rest)
    var ticks: [Tick] = []
    while (second - first) * 1_000_000 <= durationMicroseconds {
      ticks.append(tick(at: second, step: step))
      second += step
    }
    return ticks
  }

  private func tick(at second: Int64, step: Int64) -> Tick {
    let instant = (second - clock.localStartSeconds) * 1_000_000
    let isMidnight = second % 86_400 == 0
    let label =
      isMidnight
      ? (step >= 31_536_000 ? clock.date(instant) : clock.day(instant))
      : clock.timeOfDay(instant, seconds: step < 60)
    return Tick(microseconds: instant, label: label, isMidnight: isMidnight)
  }
}
