// SPDX-License-Identifier: Apache-2.0

/// A recorded quantity over time: the load of a workload, or its replica count.
public struct LoadSeries: Sendable, Hashable {
  /// One sample.
  public struct Point: Sendable, Hashable, BitwiseCopyable {
    /// The instant in microseconds, since 1970 or since the start of the recording.
    public var microseconds: Int64
    /// The sample; never NaN or infinite.
    public var value: Double

    /// Makes a sample.
    public init(microseconds: Int64, value: Double) {
      self.microseconds = microseconds
      self.value = value
    }
  }

  /// The name of the series, such as that of its metric or column.
  public var name: String
  /// The samples in order of time, no two at one instant.
  public var points: [Point]

  /// Makes a series; the samples must be in order of time.
  public init(name: String, points: [Point]) {
    self.name = name
    self.points = points
  }

  /// How long a sample stands for what follows: five minutes, as Prometheus looks back, or twice
  /// the usual step of the series if that is longer.
  public var holdMicroseconds: Int64 {
    let lookback: Int64 = 300_000_000
    guard points.count > 2 else { return lookback }
    let steps = zip(points, points.dropFirst()).map { $1.microseconds - $0.microseconds }
    return max(lookback, 2 * steps.sorted()[steps.count / 2])
  }

  /// Reads a series forwards; cost: constant for each question.
  public struct Cursor: Sendable {
    private let points: [Point]
    private let hold: Int64
    private var place = 0

    /// Makes a cursor at the beginning of a series.
    public init(_ series: LoadSeries) {
      points = series.points
      hold = series.holdMicroseconds
    }

    /// The value at an instant, which must not lie before that of the last call.
    ///
    /// Nil in a gap; before the first sample the first one counts.
    public mutating func value(at microseconds: Int64) -> Double? {
      while place + 1 < points.count, points[place + 1].microseconds <= microseconds { place += 1 }
      guard place < points.count else { return nil }
      return microseconds - points[place].microseconds > hold ? nil : points[place].value
    }
  }

  /// The series with each sample combined with that of another at the same instant.
  ///
  /// Samples for which the other series has none are left out.
  func combined(
    with other: LoadSeries, _ combine: (Double, Double) -> Double
  ) -> LoadSeries {
    var cursor = Cursor(other)
    let points = points.compactMap { point in
      cursor.value(at: point.microseconds).map {
        Point(microseconds: point.microseconds, value: combine(point.value, $0))
      }
    }
    return LoadSeries(name: name, points: points)
  }
}
