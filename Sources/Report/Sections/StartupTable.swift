// SPDX-License-Identifier: Apache-2.0

package import Metrics

/// The pods that took longest to become ready, and in which stage the time went.
package enum StartupTable {
  /// The time from creation to readiness; for a pod on its way, to `end`; nil if it never tried
  /// long enough to tell, or was deleted before it was ready.
  package static func wait(of pod: PodRecord, until end: Int64) -> Int64? {
    let stages = pod.stages
    guard stages.created >= 0 else { return nil }
    if stages.ready >= stages.created { return stages.ready - stages.created }
    guard stages.terminating < 0, stages.deleted < 0, end > stages.created else { return nil }
    return end - stages.created
  }

  /// A stage of a pod's start.
  private struct Stage {
    var name: String
    var slot: Palette.Slot
    var from: any KeyPath<PodRecord.Stages, Int64> & Sendable
    var to: any KeyPath<PodRecord.Stages, Int64> & Sendable
  }

  private static var stages: [Stage] {
    [
      Stage(name: "Wait for a node", slot: .vermillion, from: \.created, to: \.scheduled),
      Stage(name: "Pull images", slot: .sky, from: \.scheduled, to: \.pulled),
      Stage(name: "Start containers", slot: .orange, from: \.pulled, to: \.started),
      Stage(name: "Become ready", slot: .green, from: \.started, to: \.ready),
    ]
  }

  /// The table of one run.
  static func table(of run: ReportedRun, number: Int, in runs: RunSet) -> Table {
    let columns: [Table.Cell] =
      [Table.Cell("Pod"), Table.Cell("Node"), .number("Created"), .number("To ready")]
      + stages.map { .number($0.name) } + [Table.Cell("Stages")]
    let longest = longest(in: run)
    let rows = run.slowestPods.map { row(of: $0, run, longest: longest) }
    let heading = "Slowest pods to start"
    return Table(
      anchor: number == 0 ? "pods" : "pods\(number + 1)",
      heading: runs.isComparison ? "\(heading), \(run.name)" : heading,
      columns: columns, rows: rows, notes: notes(run))
  }

  /// The longest way to readiness of a listed pod that became ready, else of any.
  ///
  /// A pod that never became ready would shrink the bars of all others to nothing; its bar ends
  /// at the edge.
  private static func longest(in run: ReportedRun) -> Int64 {
    let ready = run.slowestPods.filter { $0.stages.ready >= 0 }
    let pods = ready.isEmpty ? run.slowestPods : ready
    return pods.compactMap { wait(of: $0, until: run.endMicroseconds) }.max() ?? 1
  }

  private static func notes(_ run: ReportedRun) -> [String] {
    let count = NumberFormat.grouped(Int64(run.podCount))
    if run.podCount == 0 { return ["The run recorded no pods."] }
    return ["\(run.slowestPods.count) of \(count) pods that the run recorded."]
  }

  private static func row(
    of pod: PodRecord, _ run: ReportedRun, longest: Int64
  ) -> Table.Row {
    let end = run.endMicroseconds
    let total = wait(of: pod, until: end) ?? 0
    let isReady = pod.stages.ready >= 0
    let spans = stages.map { span(of: $0, in: pod.stages, until: end) }
    var cells: [Table.Cell] = [
      Table.Cell(pod.name, style: "t", isHeading: true),
      Table.Cell(pod.node ?? "none", style: "t"),
      .number(run.clock.timeOfDay(pod.stages.created, seconds: true)),
      .number((isReady ? "" : "> ") + text(total), style: isReady ? "" : "bad"),
    ]
    for (stage, span) in zip(stages, spans) {
      let isOver = pod.stages[keyPath: stage.to] >= 0
      cells.append(
        .number(span.map { (isOver ? "" : "> ") + text($0) } ?? "–", style: isOver ? "" : "bad"))
    }
    cells.append(Table.Cell("", drawing: bar(spans, longest: longest)))
    return Table.Row(cells: cells)
  }

  /// The length of a stage; one that has begun and not ended lasts to `end`.
  private static func span(
    of stage: Stage, in stages: PodRecord.Stages, until end: Int64
  ) -> Int64? {
    let from = stages[keyPath: stage.from]
    guard from >= 0 else { return nil }
    let to = stages[keyPath: stage.to]
    return max(0, (to >= 0 ? to : end) - from)
  }

  private static func text(_ microseconds: Int64) -> String {
    NumberFormat.duration(Double(microseconds) / 1e6)
  }

  /// The stages as a bar, on one scale for the whole table.
  private static func bar(_ spans: [Int64?], longest: Int64) -> String {
    var svg = Markup()
    svg.open("svg", ["class": "stages", "viewBox": "0 0 160 10", "aria-hidden": "true"])
    var left = 0.0
    for (stage, span) in zip(stages, spans) {
      let width = min(160 - left, Double(span ?? 0) / Double(max(1, longest)) * 160)
      guard width > 0 else { continue }
      svg.leaf(
        "rect",
        [
          "class": stage.slot.cssClass, "x": ChartFrame.short(left), "y": "0",
          "width": ChartFrame.short(width), "height": "10",
        ])
      left += width
    }
    svg.close("svg")
    return svg.text
  }
}
