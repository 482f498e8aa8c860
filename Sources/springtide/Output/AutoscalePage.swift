// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Planner
import Report

/// Replayed autoscalers as one HTML page.
enum AutoscalePage {
  /// Draws the page.
  static func html(of outcomes: [AutoscaleOutcome]) throws(CommandFailure) -> String {
    let first = outcomes.first
    let start = (first?.startMicroseconds ?? 0) / 1_000_000
    let length = outcomes.map { Int64($0.syncs.count) * $0.syncPeriod.microseconds }.max() ?? 0
    var page = ReplayPage(
      title: outcomes.count == 1 ? first?.name ?? "" : "\(outcomes.count) autoscalers",
      subtitle: outcomes.count == 1 ? first.map(AutoscaleText.target) ?? "" : "",
      startUnixSeconds: start, durationMicroseconds: length)
    for outcome in outcomes {
      let facts = AutoscaleText.facts(AutoscaleSummary(outcome))
      page.parts.append(
        ReplayPage.Part(
          heading: outcome.name,
          charts: [replicas(outcome)] + loads(outcome),
          facts: facts.map { ReplayPage.Fact(name: $0.name, value: $0.value) }))
    }
    do {
      return try page.render()
    } catch {
      throw .fault("cannot draw the report: \(error)")
    }
  }

  private static func replicas(_ outcome: AutoscaleOutcome) -> ReplayPage.Chart {
    let times = outcome.syncs.map(\.time.microseconds)
    func line(_ name: String, _ value: (AutoscaleOutcome.Sync) -> Double) -> ReplayPage.Line? {
      let values = outcome.syncs.map(value)
      guard values.contains(where: \.isFinite) else { return nil }
      return ReplayPage.Line(name: name, microseconds: times, values: values)
    }
    return ReplayPage.Chart(
      title: "Replicas", unit: "pods",
      lines: [
        line("recorded") { $0.recordedPods }, line("needed") { $0.neededPods },
        line("wanted") { Double($0.resultingReplicas) }, line("ready") { Double($0.readyPods) },
      ].compactMap { $0 })
  }

  private static func loads(_ outcome: AutoscaleOutcome) -> [ReplayPage.Chart] {
    let times = outcome.syncs.map(\.time.microseconds)
    return zip(outcome.autoscaler.metrics, outcome.loads).map { metric, values in
      ReplayPage.Chart(
        title: "Load: \(metric.name)", unit: metric.name == "cpu" ? "cores" : "",
        lines: [ReplayPage.Line(name: metric.name, microseconds: times, values: values)])
    }
  }
}
