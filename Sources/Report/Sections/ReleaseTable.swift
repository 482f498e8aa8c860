// SPDX-License-Identifier: Apache-2.0

import Metrics

/// The batches of rollouts: how long each took, how it ended and what bound it.
enum ReleaseTable {
  /// More rows than this nobody reads on a page; `springtide explain` has them all.
  private static let mostRows = 60

  /// The table of one run; nil without a rollout.
  static func table(of run: ReportedRun, number: Int, in runs: RunSet) -> Table? {
    guard !run.batches.isEmpty else { return nil }
    let shown = Array(run.batches.prefix(mostRows))
    let bar = PathBar(shown.map(\.path))
    let columns: [Table.Cell] =
      [
        Table.Cell("Workload"), Table.Cell("Batch"), .number("Pods"), .number("Began"),
        .number("Took"), Table.Cell("Ended"), Table.Cell("Bound by"),
      ] + [PathBar.heading]
    var notes = [
      "The seconds of each cause lie on the critical path of the pod that was available last: "
        + "its own start, and the pods that it had to wait for."
    ]
    if shown.count < run.batches.count {
      notes.append("\(run.batches.count - shown.count) later batches are left out.")
    }
    let heading = "Rollouts and their batches"
    return Table(
      anchor: number == 0 ? "releases" : "releases\(number + 1)",
      heading: runs.isComparison ? "\(heading), \(run.name)" : heading, columns: columns,
      rows: shown.map { row(of: $0, run, bar) }, notes: notes)
  }

  private static func row(
    of explained: BatchExplanation, _ run: ReportedRun, _ bar: PathBar
  ) -> Table.Row {
    let batch = explained.batch
    let isGood = batch.outcome == .completed
    return Table.Row(
      cells: [
        Table.Cell(WorkloadName.withoutKind(batch.workload), style: "t", isHeading: true),
        Table.Cell("\(batch.batch) of rollout \(batch.rollout)", style: "t"),
        .number(NumberFormat.grouped(Int64(batch.replicas))),
        .number(run.clock.timeOfDay(batch.startedMicroseconds, seconds: true)),
        .number(
          batch.endedMicroseconds < 0
            ? "–" : PathBar.text(batch.endedMicroseconds - batch.startedMicroseconds)),
        Table.Cell(batch.outcome.words, style: isGood ? "good" : "bad"),
        Table.Cell(explained.boundBy?.rawValue ?? "–", style: "t"),
        bar.cell(of: explained.path),
      ])
  }
}

extension BatchRecord.Outcome {
  /// The outcome in words.
  package var words: String {
    switch self {
    case .completed: "completed"
    case .failed: "failed"
    case .rolledBack: "went back"
    case .superseded: "superseded"
    case .unfinished: "not ended"
    }
  }
}
