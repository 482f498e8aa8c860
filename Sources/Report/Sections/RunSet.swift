// SPDX-License-Identifier: Apache-2.0

import Metrics

/// The runs of a page and what they share: one time axis and the list of workloads.
package struct RunSet: Sendable {
  /// The runs, the base of comparisons first.
  package let runs: [ReportedRun]
  /// The time axis of all charts: the clock of the first run, the length of the longest.
  package let time: TimeAxis
  /// `namespace/name` of the workloads that any run measured, in the order of the first run.
  package let workloads: [String]

  /// Gathers the runs of a page.
  package init(_ runs: [ReportedRun]) {
    self.runs = runs
    let clock = runs.first?.clock ?? WallClock(startUnixSeconds: 0, utcOffsetSeconds: 0)
    let longest = runs.map { max($0.header.durationMicroseconds, $0.endMicroseconds) }.max()
    time = TimeAxis(clock: clock, durationMicroseconds: longest ?? 0)
    var seen = Set<String>()
    workloads = runs.flatMap(\.lines).compactMap(\.workload).filter { seen.insert($0).inserted }
  }

  /// Whether runs are laid over each other.
  package var isComparison: Bool { runs.count > 1 }

  /// The colour of a run where runs are laid over each other.
  package func slot(of run: Int) -> Palette.Slot {
    Palette.sequence[run % Palette.sequence.count]
  }

  /// The workload, as `namespace/name`, that a series is about; nil for the cluster.
  package func workload(of series: ReportedSeries) -> String? {
    if let workload = series.workload { return workload }
    guard let scaler = series.label("horizontalpodautoscaler") else { return nil }
    let object = (series.label("namespace") ?? "default") + "/" + scaler
    return WorkloadName.scaled(by: object, of: workloads)
  }

  /// How far apart, as a part of the axis, events are that a mark of the timeline stands for.
  package static let markShare: Int64 = 240
  /// How far apart events are that a row of the table stands for: 20 minutes of 8 hours.
  package static let rowShare: Int64 = 24

  /// The timeline of one run; events closer than the axis divided by `share` are told as one.
  package func digest(of run: ReportedRun, share: Int64) -> EventDigest {
    let shortest: Int64 = 60_000_000
    let window = max(shortest, time.durationMicroseconds / max(1, share))
    var digest = EventDigest(run.events, windowMicroseconds: window) { event in
      WorkloadName.subject(of: event, in: workloads)
    }
    digest.add(run.outcome?.objectives ?? [])
    return digest
  }
}
