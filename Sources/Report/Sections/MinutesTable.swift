// SPDX-License-Identifier: Apache-2.0

/// Where the minutes went of each rise of replicas, from the metrics to the last ready pod.
enum MinutesTable {
  /// More rows than this nobody reads on a page; `springtide explain` has them all.
  private static let mostRows = 40

  /// The table of one run; nil if no count rose.
  static func table(of run: ReportedRun, number: Int, in runs: RunSet) -> Table? {
    let rises = run.scaleUps.filter { $0.length > 0 }
    guard !rises.isEmpty else { return nil }
    let shown = longest(of: rises)
    let bar = PathBar(shown.map(\.path))
    let heading = "Where the minutes went"
    let columns: [Table.Cell] = [
      Table.Cell("Decided"), Table.Cell("Workload"), Table.Cell("By"), .number("Replicas"),
      .number("Took"), PathBar.heading,
    ]
    return Table(
      anchor: number == 0 ? "minutes" : "minutes\(number + 1)",
      heading: runs.isComparison ? "\(heading), \(run.name)" : heading, columns: columns,
      rows: shown.map { row(of: $0, run, bar) }, notes: notes(shown, of: rises))
  }

  /// The longest rises, in order of time.
  private static func longest(of rises: [ScaleUpEpisode]) -> [ScaleUpEpisode] {
    rises.indices.sorted { (-rises[$0].length, $0) < (-rises[$1].length, $1) }
      .prefix(mostRows).sorted().map { rises[$0] }
  }

  private static func row(
    of rise: ScaleUpEpisode, _ run: ReportedRun, _ bar: PathBar
  ) -> Table.Row {
    let steps = rise.stepCount > 1 ? " in \(rise.stepCount) steps" : ""
    return Table.Row(
      cells: [
        Table.Cell(run.clock.timeOfDay(rise.decidedMicroseconds, seconds: true), style: "t"),
        Table.Cell(WorkloadName.withoutKind(rise.target), style: "t", isHeading: true),
        Table.Cell(rise.autoscalers.map(shortName).joined(separator: ", "), style: "t"),
        .number("\(rise.before) → \(rise.after)\(steps)"),
        .number(
          (rise.isUnfinished ? "> " : "") + PathBar.text(rise.length),
          style: rise.isUnfinished ? "bad" : ""), bar.cell(of: rise.path),
      ])
  }

  /// An autoscaler without its namespace.
  private static func shortName(_ autoscaler: String) -> String {
    let parts = autoscaler.split(separator: "/")
    guard parts.count == 3 else { return autoscaler }
    let kind = parts[0].replacing("HorizontalPodAutoscaler", with: "HPA")
    return "\(kind) \(parts[2])"
  }

  private static func notes(_ shown: [ScaleUpEpisode], of rises: [ScaleUpEpisode]) -> [String] {
    var notes = [
      "The way of the pod that was ready last, told backwards to the decision that asked for it "
        + "and to the metrics that led to that decision. Metric age counts from the middle of the "
        + "window that use is a mean of; warm-up is the start of the application."
    ]
    if shown.count < rises.count {
      notes.append("The \(shown.count) longest of \(rises.count) rises.")
    }
    return notes
  }
}
