// SPDX-License-Identifier: Apache-2.0

import Metrics

/// The charts of one workload, stacked so that cause and effect stand above each other.
enum WorkloadSection {
  /// The section of a workload given as `namespace/name`.
  static func section(
    of workload: String, number: Int, in runs: RunSet, digests: [EventDigest]
  ) -> ChartSection {
    let objectives = runs.runs.flatMap { $0.outcome?.objectives ?? [] }
      .filter { WorkloadName.withoutKind($0.target) == workload }
    var figures: [Figure] = []
    var remarks: [String] = []
    for panel in panels {
      guard var chart = chart(panel, workload, runs) else {
        remarks.append(panel.absence)
        continue
      }
      if panel.group == .pending, chart.lines.allSatisfy({ ($0.trace.peak?.value ?? 0) == 0 }) {
        remarks.append("No pod waited for a node.")
        continue
      }
      if panel.group == .latency { mark(objectives, on: &chart, runs) }
      figures.append(Figure(chart, time: runs.time, plotHeight: panel.height))
    }
    figures += strips(of: workload, runs, digests)
    let missed = objectives.filter { !$0.isMet }.count
    return ChartSection(
      anchor: "w\(number)", heading: workload,
      verdict: verdict(missed: missed, of: objectives.count),
      verdictClass: objectives.isEmpty ? "" : missed == 0 ? "good" : "bad", figures: figures,
      remarks: remarks)
  }

  /// The words for objectives met or missed; empty if there are none.
  static func verdict(missed: Int, of count: Int) -> String {
    if count == 0 { return "" }
    if missed == 0 { return count == 1 ? "✓ objective met" : "✓ all \(count) objectives met" }
    return count == 1 ? "✗ objective missed" : "✗ \(missed) of \(count) objectives missed"
  }

  private struct Panel {
    var group: Metric.ChartGroup
    var title: String
    var unitLabel: String
    var height: Double
    var absence: String
  }

  private static let panels = [
    Panel(
      group: .traffic, title: "Requests", unitLabel: "per second", height: 150,
      absence: "No traffic was directed at this workload."),
    Panel(
      group: .replicas, title: "Replicas", unitLabel: "pods", height: 130,
      absence: "No replica counts were recorded."),
    Panel(
      group: .cpu, title: "CPU", unitLabel: "cores", height: 120,
      absence: "No CPU use was recorded."),
    Panel(
      group: .latency, title: "Latency", unitLabel: "of answered requests", height: 150,
      absence: "No request was answered, so there is no latency."),
    Panel(
      group: .pending, title: "Pods that wait for a node", unitLabel: "pods", height: 70,
      absence: "No count of waiting pods was recorded."),
  ]

  private static func chart(_ panel: Panel, _ workload: String, _ runs: RunSet) -> TimeChart? {
    ChartBuilder(runs).chart(panel.title, unitLabel: panel.unitLabel) { series in
      series.series.metric.chart == panel.group && runs.workload(of: series) == workload
    }
  }

  /// Draws the bounds on latency and, for a single run, shades where a quantile is above its own.
  private static func mark(
    _ objectives: [ObjectiveRecord], on chart: inout TimeChart, _ runs: RunSet
  ) {
    for objective in objectives where objective.unit == "seconds" && objective.bound.isFinite {
      let quantile = quantile(of: objective)
      let limit = NumberFormat.text(objective.bound, unit: "seconds")
      let bound = TimeChart.Bound(
        value: objective.bound, label: "objective: \(quantile.map { $0 + " " } ?? "")≤ \(limit)")
      guard !chart.bounds.contains(bound) else { continue }
      chart.bounds.append(bound)
      guard !runs.isComparison, let line = chart.lines.first(where: { $0.name == quantile }) else {
        continue
      }
      chart.shaded += spans(of: line.trace, above: objective.bound)
    }
  }

  /// The quantile, such as `p99`, that the words of an objective name.
  private static func quantile(of objective: ObjectiveRecord) -> String? {
    objective.objective.lowercased()
      .split { !($0.isLetter || $0.isNumber || $0 == ".") }
      .map(String.init)
      .first { $0.first == "p" && Double($0.dropFirst()) != nil }
  }

  /// The spans in which consecutive samples lie above a bound.
  static func spans(of trace: Trace, above bound: Double) -> [ClosedRange<Int64>] {
    var spans: [ClosedRange<Int64>] = []
    var start: Int64?
    var end: Int64 = 0
    for point in trace.points {
      if point.value > bound {
        start = start ?? point.microseconds
        end = point.microseconds
      } else if let from = start {
        spans.append(from...end)
        start = nil
      }
    }
    if let from = start { spans.append(from...end) }
    return spans
  }

  /// A strip for each run: what happened to the workload, and to the whole cluster.
  private static func strips(
    of workload: String, _ runs: RunSet, _ digests: [EventDigest]
  ) -> [Figure] {
    zip(runs.runs, digests).compactMap { run, digest in
      let groups = digest.groups.filter { $0.workload == nil || $0.workload == workload }
      let title = runs.isComparison ? "Events, \(run.name)" : "Events"
      return Figure(EventStrip(groups: groups, time: runs.time), title: title)
    }
  }
}
