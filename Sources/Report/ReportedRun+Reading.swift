// SPDX-License-Identifier: Apache-2.0

import Metrics
public import MetricStore

extension ReportedRun {
  /// Events beyond this number are counted, not read: about 30 MB of memory.
  private static let eventLimit = 100_000

  /// Reads a run from its store; only the series that a chart shows are read.
  ///
  /// Without a name the run is called by its number.
  public init(
    reading run: RunRecord, from reader: RunReader, name: String? = nil
  ) throws(RunStoreError) {
    let isComplete = run.status == .complete
    let outcome =
      isComplete
      ? RunOutcome(
        digest: run.digest ?? "", eventCount: run.eventCount ?? 0,
        objectives: try reader.objectives(of: run.id), summary: try reader.summary(of: run.id))
      : nil
    let events = try reader.events(
      of: run.id, EventFilter(limit: Self.eventLimit + 1, includesPodStages: false))
    self.init(
      name: name ?? "run \(run.id)", header: run.header, outcome: outcome,
      events: Array(events.prefix(Self.eventLimit)), pods: [])
    eventsAreCut = events.count > Self.eventLimit
    for (ordinal, series) in try reader.series(of: run.id).enumerated()
    where series.metric.chart != nil {
      add(series, chunks: try reader.samples(of: run.id, series: ordinal))
    }
    let pods = try reader.pods(of: run.id)
    podCount = pods.count
    slowestPods = Self.slowest(pods, until: endMicroseconds)
    let history = try RunHistory(reading: run, from: reader, pods: pods)
    scaleUps = history.scaleUps()
    batches = history.explainBatches()
    batchStatuses = try reader.batchStatuses(of: run.id)
  }
}
