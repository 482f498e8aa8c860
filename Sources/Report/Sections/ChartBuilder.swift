// SPDX-License-Identifier: Apache-2.0

import Metrics

/// Makes the charts of a page out of the series of its runs.
package struct ChartBuilder: Sendable {
  /// The runs.
  package let runs: RunSet

  /// More lines than this in one chart cannot be followed.
  private static let mostLines = 8

  /// Creates a builder.
  package init(_ runs: RunSet) {
    self.runs = runs
  }

  /// A line that a chart could show, with how it stands out.
  private struct Candidate {
    var run: Int
    var role: LineRole
    var series: ReportedSeries
    var peak: Double
  }

  /// The chart of all series that `choose` picks, or nil if none of them has a sample.
  ///
  /// With several runs a line has the colour of its run and the pattern of its metric, and only
  /// the principal metrics are drawn.
  package func chart(
    _ title: String, unitLabel: String, where choose: (ReportedSeries) -> Bool
  ) -> TimeChart? {
    var candidates: [Candidate] = []
    for (index, run) in runs.runs.enumerated() {
      for (position, series) in run.lines.filter(choose).enumerated() {
        let role = LineRole(series, position: position)
        guard let peak = series.trace.peak?.value else { continue }
        guard !runs.isComparison || role.isPrincipal else { continue }
        candidates.append(Candidate(run: index, role: role, series: series, peak: peak))
      }
    }
    guard let first = candidates.first else { return nil }
    let risen = withoutZeros(candidates)
    let kept = distinct(highest(risen))
    return TimeChart(
      title: title, unit: first.series.series.metric.unit.rawValue, unitLabel: unitLabel,
      lines: kept.map(line), linesLeftOut: risen.count - kept.count,
      linesAtZero: candidates.count - risen.count)
  }

  /// The lines with the highest peaks, in their old order.
  private func highest(_ candidates: [Candidate]) -> [Candidate] {
    let most = max(Self.mostLines, 2 * runs.runs.count)
    guard candidates.count > most else { return candidates }
    let ranked = candidates.indices.sorted {
      (-candidates[$0].peak, $0) < (-candidates[$1].peak, $1)
    }
    return ranked.prefix(most).sorted().map { candidates[$0] }
  }

  /// Queues, phases and the like that stay at zero are only counted, if any other does not.
  private func withoutZeros(_ candidates: [Candidate]) -> [Candidate] {
    let risen = candidates.filter { $0.peak > 0 || $0.role.isNamed }
    return risen.isEmpty ? candidates : risen
  }

  /// Gives lines of one run, which share a colour, different patterns.
  private func distinct(_ candidates: [Candidate]) -> [Candidate] {
    guard runs.isComparison else { return candidates }
    var distinct = candidates
    for index in distinct.indices {
      let used = distinct[..<index].filter { $0.run == distinct[index].run }.map(\.role.dash)
      let free = Palette.Dash.allCases.first { !used.contains($0) }
      if used.contains(distinct[index].role.dash), let free {
        distinct[index].role.dash = free
      }
    }
    return distinct
  }

  private func line(_ candidate: Candidate) -> ChartLine {
    let metric = candidate.series.series.metric
    let isStepped = metric.kind == .gauge && (metric.unit == .count || metric.unit == .cores)
    let name = candidate.role.name
    return ChartLine(
      name: runs.isComparison ? "\(name), \(runs.runs[candidate.run].name)" : name,
      slot: runs.isComparison ? runs.slot(of: candidate.run) : candidate.role.slot,
      dash: candidate.role.dash, shape: isStepped ? .stepped : .straight,
      trace: candidate.series.trace)
  }
}
