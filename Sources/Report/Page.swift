// SPDX-License-Identifier: Apache-2.0

import Metrics

/// Everything that the template shows, in its order; the template sees stored properties only.
struct Page {
  /// A link of the contents.
  struct Link {
    let target: String
    let name: String
    let style: String
  }

  /// One run's result at the top of the page.
  struct Verdict {
    let words: String
    let detail: String
    let style: String
  }

  let title: String
  let subtitle: String
  let verdicts: [Verdict]
  let contents: [Link]
  let facts: Table?
  let objectives: Table?
  let timeline: [Figure]
  let sections: [ChartSection]
  let tables: [Table]
  let style = StyleSheet.text
  let script = ReadoutScript.text

  init(runs chosen: [ReportedRun], leftOut: Int) {
    let runs = RunSet(chosen)
    let digests = chosen.map { runs.digest(of: $0, share: RunSet.markShare) }
    let scenarios = Self.scenarios(of: chosen)
    title = scenarios.isEmpty ? "No runs" : scenarios.joined(separator: " and ")
    subtitle = Self.subtitle(of: runs, leftOut: leftOut)
    verdicts = chosen.map { Self.verdict(of: $0, in: runs) }
    facts = RunTable.table(of: runs)
    objectives = ObjectiveTable.table(of: runs)
    timeline = zip(chosen, digests).compactMap { run, digest in
      Figure(
        EventStrip(groups: digest.groups, time: runs.time),
        title: runs.isComparison ? "What happened, \(run.name)" : "What happened")
    }
    sections =
      runs.workloads.enumerated().map { number, workload in
        WorkloadSection.section(of: workload, number: number, in: runs, digests: digests)
      } + [ClusterSection.section(in: runs)]
    tables = Self.tables(of: runs)
    contents =
      [Link(target: "objectives", name: "Objectives", style: "")]
      + sections.map { Link(target: $0.anchor, name: $0.heading, style: $0.verdictClass) }
      + tables.filter(\.isListed)
      .map { Link(target: $0.anchor, name: $0.heading, style: "") }
  }

  init(_ replay: ReplayPage) {
    let shown = replay.parts.prefix(ReplayPage.mostParts).enumerated()
    let leftOut = replay.parts.count - min(replay.parts.count, ReplayPage.mostParts)
    title = replay.title
    subtitle = replay.subtitle + (leftOut > 0 ? " \(leftOut) more are left out." : "")
    verdicts = []
    facts = nil
    objectives = nil
    timeline = []
    sections = shown.map { $1.section(number: $0, time: replay.time) }
    tables = shown.map { $1.table(number: $0) }
    contents = sections.map { Link(target: $0.anchor, name: $0.heading, style: "") }
  }

  private static func tables(of runs: RunSet) -> [Table] {
    var tables = SummaryTable.tables(of: runs)
    for (number, run) in runs.runs.enumerated() {
      tables += [
        MinutesTable.table(of: run, number: number, in: runs),
        ReleaseTable.table(of: run, number: number, in: runs),
        BatchStatusTable.table(of: run, number: number, in: runs),
      ].compactMap { $0 }
    }
    for (number, run) in runs.runs.enumerated() {
      let digest = runs.digest(of: run, share: RunSet.rowShare)
      tables.append(EventTable.table(of: run, number: number, digest: digest, in: runs))
    }
    for (number, run) in runs.runs.enumerated() {
      tables.append(StartupTable.table(of: run, number: number, in: runs))
    }
    return tables
  }

  private static func scenarios(of runs: [ReportedRun]) -> [String] {
    var seen = Set<String>()
    return runs.map(\.header.scenario).filter { seen.insert($0).inserted }
  }

  private static func subtitle(of runs: RunSet, leftOut: Int) -> String {
    guard let first = runs.runs.first else { return "" }
    let rest = leftOut > 0 ? " \(leftOut) more runs are left out." : ""
    if runs.isComparison {
      return "\(runs.runs.count) runs laid over each other. Changes are against \(first.name)."
        + rest
    }
    let length = NumberFormat.duration(Double(first.header.durationMicroseconds) / 1e6)
    return "\(length) from \(first.clock.stamp(0)) \(first.clock.offsetText), seed "
      + "\(first.header.seed)"
  }

  /// The headline of a run: not complete, or its objectives.
  private static func verdict(of run: ReportedRun, in runs: RunSet) -> Verdict {
    let prefix = runs.isComparison ? run.name + ": " : ""
    guard run.isComplete else {
      let end = run.clock.stamp(run.endMicroseconds)
      let planned = run.clock.stamp(run.header.durationMicroseconds)
      return Verdict(
        words: prefix + "✗ this run is not complete",
        detail: "It is still going on or was stopped. What is stored ends at \(end) instead of "
          + "\(planned).",
        style: "bad")
    }
    let (missed, all) = ObjectiveTable.count(in: run)
    if all == 0 {
      return Verdict(
        words: prefix + "complete, without objectives",
        detail: "The scenario sets no bounds that could be met or missed.", style: "plain")
    }
    let words = WorkloadSection.verdict(missed: missed, of: all)
    return Verdict(
      words: prefix + words, detail: missed == 0 ? "No window broke a bound." : worst(of: run),
      style: missed == 0 ? "good" : "bad")
  }

  /// The objective with most windows missed, in a sentence.
  private static func worst(of run: ReportedRun) -> String {
    let objectives = run.outcome?.objectives ?? []
    let worst = objectives.enumerated().max {
      ($0.element.windowsMissed, $1.offset) < ($1.element.windowsMissed, $0.offset)
    }
    guard let objective = worst?.element else { return "" }
    let first = run.clock.timeOfDay(objective.firstMissMicroseconds, seconds: true)
    let last = run.clock.timeOfDay(objective.lastMissMicroseconds, seconds: true)
    return "Most often \(WorkloadName.withoutKind(objective.target)): \(objective.objective), "
      + "broken in \(NumberFormat.grouped(Int64(objective.windowsMissed))) of "
      + "\(NumberFormat.grouped(Int64(objective.windows))) windows, first at \(first), "
      + "last at \(last)."
  }
}
