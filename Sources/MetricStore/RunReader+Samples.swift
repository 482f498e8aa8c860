// SPDX-License-Identifier: Apache-2.0

internal import GRDB
public import Metrics

extension RunReader {
  /// The series of a run; the position in the list is the ordinal that chunks refer to.
  public func series(of run: Int64) throws(RunStoreError) -> [Series] {
    let stored = try rows(RunSchema.selectSeries, [run])
    return try stored.enumerated().map { position, row throws(RunStoreError) in
      guard try row.integer("ordinal") == position else {
        throw .damaged(path: store.path, detail: "run \(run) lacks series \(position)")
      }
      return try Series(row)
    }
  }

  /// The samples of the series with an ordinal, in order of time.
  ///
  /// The range is in microseconds since the start of the run. Neighbouring chunks on one even grid
  /// are joined, so most often there is one.
  public func samples(
    of run: Int64, series: Int, in range: ClosedRange<Int64>? = nil
  ) throws(RunStoreError) -> [SampleChunk] {
    let found = try rows(RunSchema.selectSeriesIdentifier, [run, series])
    guard let row = found.first else { throw .noSuchSeries(run: run, series: series) }
    return try samples(identifier: row.integer("id"), ordinal: series, in: range)
  }

  /// The samples of all series that a panel of the report shows.
  public func samples(
    of run: Int64, chart: Metric.ChartGroup, in range: ClosedRange<Int64>? = nil
  ) throws(RunStoreError) -> [SeriesSamples] {
    try samples(of: run, where: "m.chart = ?", chart.rawValue, in: range)
  }

  /// The samples of all series of a metric.
  public func samples(
    of run: Int64, metric: String, in range: ClosedRange<Int64>? = nil
  ) throws(RunStoreError) -> [SeriesSamples] {
    try samples(of: run, where: "m.name = ?", metric, in: range)
  }

  private func samples(
    of run: Int64, where condition: String, _ argument: String, in range: ClosedRange<Int64>?
  ) throws(RunStoreError) -> [SeriesSamples] {
    let found = try rows("\(RunSchema.selectSeries(where: condition))", [run, argument])
    return try found.map { row throws(RunStoreError) in
      let ordinal = Int(try row.integer("ordinal"))
      return SeriesSamples(
        ordinal: ordinal, series: try Series(row),
        chunks: try samples(identifier: row.integer("id"), ordinal: ordinal, in: range))
    }
  }

  private func samples(
    identifier: Int64, ordinal: Int, in range: ClosedRange<Int64>?
  ) throws(RunStoreError) -> [SampleChunk] {
    var joined: [SampleChunk] = []
    for row in try rows(RunSchema.selectChunks, [identifier, range?.upperBound ?? .max]) {
      var chunk = try SampleChunk(row, series: ordinal)
      if let range { chunk.clip(to: range) }
      guard !chunk.values.isEmpty else { continue }
      if let last = joined.indices.last, joined[last].continues(with: chunk) {
        joined[last].values += chunk.values
      } else {
        joined.append(chunk)
      }
    }
    return joined
  }
}

extension SampleChunk {
  /// Whether time goes forward and ends before the greatest instant, so that no later sum overflows.
  var isOnGrid: Bool {
    let (span, isLong) = stepMicroseconds.multipliedReportingOverflow(by: Int64(values.count))
    return stepMicroseconds > 0 && !isLong
      && !startMicroseconds.addingReportingOverflow(span).overflow
  }

  /// Reads a chunk row; what does not fit together is damage.
  init(_ row: StoredRow, series: Int) throws(RunStoreError) {
    let start = try row.integer("start_us")
    let step = try row.integer("step_us")
    let divisor = try row.number("divisor")
    let text = try row.text("samples")
    guard let values = SampleDecoder.decode([UInt8](text.utf8), divisor: divisor) else {
      throw row.damaged("samples")
    }
    guard Int64(values.count) == (try row.integer("steps")) else { throw row.damaged("steps") }
    self.init(series: series, startMicroseconds: start, stepMicroseconds: step, values: values)
    guard isOnGrid else { throw row.damaged("step_us") }
  }

  /// The instant at which the next chunk of the same grid starts.
  private var end: Int64 { startMicroseconds + stepMicroseconds * Int64(values.count) }

  fileprivate func continues(with next: SampleChunk) -> Bool {
    stepMicroseconds == next.stepMicroseconds && end == next.startMicroseconds
  }

  /// Drops the samples outside a range of time.
  fileprivate mutating func clip(to range: ClosedRange<Int64>) {
    let wanted = values.indices.filter {
      range.contains(startMicroseconds + stepMicroseconds * Int64($0))
    }
    guard let first = wanted.first, let last = wanted.last else {
      values = []
      return
    }
    startMicroseconds += stepMicroseconds * Int64(first)
    values = Array(values[first...last])
  }
}
