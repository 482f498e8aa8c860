// SPDX-License-Identifier: Apache-2.0

public import Metrics

/// A series together with its samples.
public struct SeriesSamples: Sendable, Equatable {
  /// The position of the series in its run.
  public var ordinal: Int
  /// The series.
  public var series: Series
  /// The samples in order of time; neighbours on one even grid are joined, so most often one chunk.
  public var chunks: [SampleChunk]
}
