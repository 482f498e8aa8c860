// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics

/// The series of a run: what is measured, and the samples not yet handed over.
struct Sampler {
  /// One series and where its value comes from.
  struct Source {
    let series: Series
    let metric: SampledMetric
    /// The object that the metric is read of, by its position among its kind.
    let subject: Int
  }

  /// Samples of one series in a chunk: enough to make the cost of a row vanish.
  static let chunkLength = 960

  let sources: [Source]
  private let step: SimulationDuration
  private var columns: [[Double]]
  /// The instant of the first sample of the columns; the first of all comes after one step.
  private var columnStart: SimulationTime
  private var fullChunks: [SampleChunk] = []

  init(_ sources: [Source], step: SimulationDuration) {
    self.sources = sources
    self.step = step
    columnStart = .zero + step
    columns = sources.map { _ in [] }
    for column in columns.indices { columns[column].reserveCapacity(Self.chunkLength) }
  }

  mutating func append(_ value: Double, to series: Int) {
    columns[series].append(value)
  }

  /// Ends one round of samples.
  mutating func endRound() {
    guard let first = columns.first, first.count >= Self.chunkLength else { return }
    closeColumns()
  }

  /// Makes chunks of all samples, also of the last incomplete ones.
  mutating func closeColumns() {
    guard let first = columns.first, !first.isEmpty else { return }
    let count = first.count
    for series in columns.indices {
      fullChunks.append(
        SampleChunk(
          series: series, startMicroseconds: columnStart.microseconds,
          stepMicroseconds: step.microseconds, values: columns[series]))
      columns[series].removeAll(keepingCapacity: true)
    }
    columnStart += step * Int64(count)
  }

  mutating func takeFullChunks() -> [SampleChunk] {
    defer { fullChunks.removeAll() }
    return fullChunks
  }
}
