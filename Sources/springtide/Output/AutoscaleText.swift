// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Planner
import Report

/// A replayed autoscaler for people: its changes, its figures and a plot.
struct AutoscaleText {
  /// The most changes that are listed for one autoscaler.
  let limit: Int

  func lines(of outcomes: [AutoscaleOutcome]) -> [String] {
    var lines: [String] = []
    for outcome in outcomes {
      if !lines.isEmpty { lines.append("") }
      lines += self.lines(of: outcome)
    }
    return lines
  }

  private func lines(of outcome: AutoscaleOutcome) -> [String] {
    let summary = AutoscaleSummary(outcome)
    let span = Span.text(
      microseconds: outcome.syncPeriod.microseconds * Int64(outcome.syncs.count))
    let head = RunText.plainLines(
      "\(outcome.name): \(Self.target(outcome)); \(summary.syncs) decisions in \(span)")
    return [head, ""] + AutoscalePlot(outcome).lines() + changes(outcome)
      + [""] + Self.figures(summary).lines()
  }

  /// The bounds and targets in a few words.
  static func target(_ outcome: AutoscaleOutcome) -> String {
    let autoscaler = outcome.autoscaler
    let targets = autoscaler.metrics.map { "\($0.name) at \(targetText($0))" }
    return "\(autoscaler.minReplicas) to \(autoscaler.maxReplicas) pods, "
      + targets.joined(separator: ", ")
  }

  private func changes(_ outcome: AutoscaleOutcome) -> [String] {
    let changes = outcome.changes
    guard !changes.isEmpty else { return ["", "no change of the replica count"] }
    var table = TextTable([
      .init("TIME"), .init("FROM", isNumber: true), .init("TO", isNumber: true),
      .init("READY", isNumber: true), .init("METRIC"), .init("WANTED", isNumber: true),
      .init("LIMITED BY"), .init("REASON"),
    ])
    for sync in changes.prefix(limit) {
      table.rows.append([
        Self.time(sync.time, of: outcome), "\(sync.currentReplicas)", "\(sync.resultingReplicas)",
        "\(sync.readyPods)", Self.value(of: sync, in: outcome),
        sync.recommendation.map { "\($0)" } ?? "-", Self.limit(sync.limitedBy), Self.reason(sync),
      ])
    }
    let rest = changes.count - table.rows.count
    return [""] + table.lines()
      + (rest > 0 ? ["and \(rest) more changes: --all, or -o csv for every decision"] : [])
  }

  /// The instant of a decision: a date, or the time since the start.
  static func time(_ time: SimulationTime, of outcome: AutoscaleOutcome) -> String {
    guard let start = outcome.startMicroseconds else {
      return Span.text(microseconds: time.microseconds)
    }
    return WallClock(startUnixSeconds: start / 1_000_000, utcOffsetSeconds: 0)
      .stamp(time.microseconds)
  }

  /// The value of the deciding metric against its target, such as `cpu 83%/60%`.
  static func value(of sync: AutoscaleOutcome.Sync, in outcome: AutoscaleOutcome) -> String {
    let index = Int(sync.decidingMetric)
    guard outcome.autoscaler.metrics.indices.contains(index) else { return "-" }
    let metric = outcome.autoscaler.metrics[index]
    let value =
      sync.value.averageUtilization.map { "\($0)%" }
      ?? (sync.value.averageValueMilli ?? sync.value.valueMilli).map {
        milliText($0, of: metric)
      } ?? "?"
    return "\(metric.name) \(value)/\(targetText(metric))"
  }

  private static func targetText(_ metric: HPAMetric) -> String {
    switch metric.target {
    case .utilization(let percent): "\(percent)%"
    case .averageValue(let milli), .value(let milli): milliText(milli, of: metric)
    }
  }

  private static func milliText(_ milli: Int64, of metric: HPAMetric) -> String {
    let value = Double(milli) / 1_000
    return NumberFormat.text(value, unit: metric.name == "memory" ? "bytes" : "count")
  }

  /// What held the count, in words.
  static func limit(_ limit: HPADecision.Limit) -> String {
    switch limit {
    case .none: "-"
    case .scaleUnreadable: "scale unreadable"
    case .scaleUnwritable: "scale unwritable"
    case .disabledAtZero: "disabled at 0"
    case .outOfBounds: "min/maxReplicas"
    case .metricsFailed: "metrics failed"
    case .tolerance: "tolerance"
    case .scaleUpWindow: "scale-up window"
    case .scaleDownWindow: "scale-down window"
    case .scaleUpRate: "scale-up rate"
    case .scaleDownRate: "scale-down rate"
    case .minReplicas: "minReplicas"
    case .maxReplicas: "maxReplicas"
    }
  }

  /// The condition that tells most about a decision.
  static func reason(_ sync: AutoscaleOutcome.Sync) -> String {
    (sync.limitingReason ?? sync.scalingActiveReason ?? sync.ableToScaleReason)?.name ?? "-"
  }

  /// The figures with their names, for the table and the page.
  static func facts(_ summary: AutoscaleSummary) -> [(name: String, value: String)] {
    var facts: [(name: String, value: String)] = [
      ("changes", "\(summary.scaleUps) up, \(summary.scaleDowns) down"),
      (
        "replicas",
        "\(summary.leastReplicas) to \(summary.mostReplicas), mean "
          + fixed(summary.meanReplicas)
      ),
      ("pod-hours", fixed(summary.podHours)),
    ]
    if let recorded = summary.recordedPodHours {
      let change = recorded > 0 ? (summary.podHours / recorded - 1) * 100 : 0
      facts.append(
        ("recorded pod-hours", "\(fixed(recorded)) (this autoscaler: \(signed(change))%)"))
    }
    if let most = summary.mostNeeded {
      facts.append(("most pods needed", fixed(most, decimals: 0)))
    }
    if let above = summary.minutesAboveTarget, let longest = summary.longestAboveTarget {
      facts.append(
        ("minutes above the target", "\(fixed(above)), longest in one piece \(fixed(longest))"))
    }
    facts.append(("minutes beyond the pods' limit", fixed(summary.minutesUnmet)))
    facts.append(("minutes held by maxReplicas", fixed(summary.minutesAtMaximum)))
    facts.append(("minutes held by the scale-up rate", fixed(summary.minutesRateLimited)))
    facts.append(("minutes without metrics", fixed(summary.minutesWithoutMetrics)))
    return facts
  }

  private static func figures(_ summary: AutoscaleSummary) -> TextTable {
    var table = TextTable([.init(""), .init("")])
    table.rows = facts(summary).map { [$0.name, $0.value] }
    return table
  }

  private static func fixed(_ value: Double, decimals: Int = 1) -> String {
    NumberFormat.fixed(value, decimals: decimals)
  }

  private static func signed(_ value: Double) -> String { (value >= 0 ? "+" : "") + fixed(value) }
}
