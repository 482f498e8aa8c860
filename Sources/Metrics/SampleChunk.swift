// SPDX-License-Identifier: Apache-2.0

/// Consecutive samples of one series on an even grid of time.
public struct SampleChunk: Sendable, Equatable {
  /// The position of the series in the order in which series were declared.
  public var series: Int
  /// The time of the first sample, in microseconds since the start of the run.
  public var startMicroseconds: Int64
  /// The distance of two samples in microseconds.
  public var stepMicroseconds: Int64
  /// The samples; NaN where there is none.
  public var values: [Double]

  /// Creates a chunk.
  public init(
    series: Int, startMicroseconds: Int64, stepMicroseconds: Int64, values: [Double]
  ) {
    self.series = series
    self.startMicroseconds = startMicroseconds
    self.stepMicroseconds = stepMicroseconds
    self.values = values
  }
}
