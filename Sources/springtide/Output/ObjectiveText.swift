// SPDX-License-Identifier: Apache-2.0

import Metrics
import Report

/// The objectives of a run, met or missed, with the verdict last.
struct ObjectiveText {
  private let objectives: [ObjectiveRecord]
  private let clock: WallClock

  init(_ objectives: [ObjectiveRecord], clock: WallClock) {
    self.objectives = objectives
    self.clock = clock
  }

  /// The lines; none without objectives.
  func lines() -> [String] {
    guard !objectives.isEmpty else { return [] }
    var table = TextTable([
      TextTable.Column("objective"), TextTable.Column(""), TextTable.Column(""),
      TextTable.Column("reached", isNumber: true), TextTable.Column("windows missed"),
      TextTable.Column(""),
    ])
    table.rows = objectives.map(row)
    return table.lines() + ["", verdict]
  }

  private var verdict: String {
    let missed = objectives.count { !$0.isMet }
    let count = objectives.count
    if missed == 0 {
      return count == 1 ? "the objective is met" : "all \(count) objectives are met"
    }
    let text = count == 1 ? "the objective is missed" : "\(missed) of \(count) objectives missed"
    return Console.paint(text, .red, on: 1)
  }

  private func row(_ objective: ObjectiveRecord) -> [String] {
    [
      RunText.plain(SummaryTables.short(objective.target)), bound(objective),
      objective.isMet ? "met" : "MISSED",
      SummaryTables.cell(objective.actual, unit: objective.unit),
      objective.isMet ? "" : windows(objective), objective.isMet ? "" : span(objective),
    ]
  }

  /// What was asked for, such as `p99 latency <= 200ms`.
  private func bound(_ objective: ObjectiveRecord) -> String {
    let asked = RunText.plain(objective.objective)
    guard !asked.contains("<=") else { return asked }
    return "\(asked) <= \(SummaryTables.cell(objective.bound, unit: objective.unit))"
  }

  private func windows(_ objective: ObjectiveRecord) -> String {
    let length = Span.text(microseconds: objective.windowMicroseconds)
    return "\(objective.windowsMissed) of \(objective.windows) x \(length)"
  }

  /// From the first to the last miss; with the date if the run goes beyond its first day.
  private func span(_ objective: ObjectiveRecord) -> String {
    let (first, last) = (objective.firstMissMicroseconds, objective.lastMissMicroseconds)
    if last < 86_400_000_000 {
      return "\(clock.timeOfDay(first, seconds: true)) to \(clock.timeOfDay(last, seconds: true))"
    }
    return "\(clock.stamp(first)) to \(clock.stamp(last))"
  }
}
