// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Report

/// The decisions of an autoscaler, and what else moved its target, for people.
struct DecisionText {
  /// Rows beyond this many are left out from the middle.
  private static let mostRows = 120

  private(set) var lines: [String]
  private let head: ExplanationHead
  private let story: AutoscalerStory

  init(_ run: RunRecord, _ story: AutoscalerStory, isWhole: Bool) {
    head = ExplanationHead(run)
    self.story = story
    let own = story.own
    let count = own.reduce(0) { $0 + $1.count }
    lines = head.lines([
      ("autoscaler", story.autoscaler), ("target", story.targets.joined(separator: ", ")),
      (
        "decisions",
        "\(NumberFormat.grouped(Int64(count))), \(own.count { $0.isChange }) of them changes"
      ),
    ])
    lines += others() + [""]
    let rows = rows()
    let leftOut = isWhole ? 0 : max(0, rows.count - Self.mostRows)
    let half = (rows.count - leftOut) / 2
    var table = TextTable([
      .init("TIME"), .init("BY"), .init("CHANGE", isNumber: true), .init("METRIC"),
      .init("WANTED", isNumber: true), .init("LIMITED BY"), .init("AGE", isNumber: true),
      .init("SYNC", isNumber: true), .init("HELD", isNumber: true), .init("TIMES", isNumber: true),
      .init("WHY"),
    ])
    table.rows = (rows.prefix(half) + rows.suffix(rows.count - leftOut - half)).map(\.cells)
    lines += table.lines()
    if leftOut > 0 {
      lines.append("\(leftOut) rows in the middle are left out; --all lists them")
    }
    lines += cost()
  }

  // MARK: Rows

  private func rows() -> [(time: Int64, cells: [String])] {
    let decisions = story.decisions.map { (time: $0.timeMicroseconds, cells: cells(of: $0)) }
    var batches: [(time: Int64, cells: [String])] = []
    for batch in story.batches {
      batches.append((batch.startedMicroseconds, cells(of: batch, "begins")))
      if batch.endedMicroseconds >= 0 {
        batches.append((batch.endedMicroseconds, cells(of: batch, batch.outcome.words)))
      }
    }
    return (batches + decisions).enumerated()
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  private func cells(of decision: ScalingDecisionRecord) -> [String] {
    let change =
      decision.isChange ? "\(decision.before) -> \(decision.after)" : "\(decision.before)"
    let times = decision.count > 1 ? "\(decision.count)" : ""
    let limit = decision.limit == "none" ? "" : decision.limit
    var why = decision.reason
    if decision.quantity != "replicas" { why += " (\(decision.quantity))" }
    if decision.count > 1 {
      why += (why.isEmpty ? "" : "; ") + "until \(head.second(decision.lastMicroseconds))"
    }
    let start = [
      head.time(decision.timeMicroseconds), by(decision.autoscaler),
      change,
    ]
    guard let inputs = decision.inputs else {
      return start + ["", "", limit, "", "", "", times, why]
    }
    let delays = inputs.delays
    return start + [
      metric(inputs), wanted(inputs), limit, seconds(delays.metricAge), seconds(delays.syncWait),
      delays.stabilization > 0 ? seconds(delays.stabilization) : "", times, why,
    ]
  }

  private func cells(of batch: BatchRecord, _ word: String) -> [String] {
    let time = word == "begins" ? batch.startedMicroseconds : batch.endedMicroseconds
    let pods = "\(NumberFormat.grouped(Int64(batch.replicas))) pods"
    return [head.time(time), "rollout \(batch.rollout)", "", "", "", "", "", "", "", ""]
      + ["batch \(batch.batch) of \(pods) \(word)"]
  }

  /// A name without what all autoscalers of the table have in common.
  private func by(_ autoscaler: String) -> String {
    ExplanationHead.short(
      autoscaler.replacing("CronHorizontalPodAutoscaler/", with: "cronhpa/")
        .replacing("HorizontalPodAutoscaler/", with: "hpa/")
        .replacing("CronHPA/", with: "cronhpa/")
        .replacing("Scenario", with: "scenario"))
  }

  private func metric(_ inputs: ScalingDecisionRecord.Inputs) -> String {
    guard let metric = inputs.metric else { return "none" }
    guard !inputs.value.isNaN else { return "\(metric) unknown" }
    let value = NumberFormat.decimal(inputs.value) + inputs.unit
    let pods = inputs.missingPods > 0 ? ", \(inputs.missingPods) pods missing" : ""
    return "\(metric) \(value) of \(NumberFormat.decimal(inputs.goal))\(inputs.unit)\(pods)"
  }

  /// What the metrics asked for, and what the windows left of it.
  private func wanted(_ inputs: ScalingDecisionRecord.Inputs) -> String {
    guard let raw = inputs.recommendation else { return "-" }
    guard let stable = inputs.stabilized, stable != raw else { return "\(raw)" }
    return "\(raw) -> \(stable)"
  }

  private func seconds(_ microseconds: Int64) -> String {
    microseconds < 0 ? "" : ExplanationHead.seconds(microseconds)
  }

  // MARK: Sums

  private func others() -> [String] {
    guard !story.others.isEmpty || !story.batches.isEmpty else { return [] }
    var words = story.others.map { other in
      let count = story.decisions.count { $0.autoscaler == other }
      return "\(by(other)) (\(count == 1 ? "1 change" : "\(count) changes"))"
    }
    let rollouts = Set(story.batches.map { "\($0.workload) \($0.rollout)" }).count
    if rollouts > 0 { words.append(rollouts == 1 ? "1 rollout" : "\(rollouts) rollouts") }
    return ["moved also  by " + words.joined(separator: ", ")]
  }

  /// What the loop cost on the way to each change: the mean and the greatest.
  private func cost() -> [String] {
    let changes = story.own.filter(\.isChange).compactMap(\.inputs?.delays)
    guard !changes.isEmpty else { return [] }
    let parts = [
      ("metric age", changes.map(\.metricAge)), ("sync wait", changes.map(\.syncWait)),
      ("held by windows and rates", changes.map(\.stabilization)),
    ].compactMap { name, lengths -> String? in
      let known = lengths.filter { $0 >= 0 }
      guard let most = known.max() else { return nil }
      let mean = known.reduce(0, +) / Int64(known.count)
      return
        "\(name) \(ExplanationHead.seconds(mean)) s, at most \(ExplanationHead.seconds(most)) s"
    }
    return parts.isEmpty ? [] : ["", "a change cost on average: " + parts.joined(separator: "; ")]
  }
}
