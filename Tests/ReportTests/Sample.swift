// SPDX-License-Identifier: Apache-2.0

import Metrics
import Report

/// Small runs for the tests of the page.
enum Sample {
  static let minute: Int64 = 60_000_000

  static func header(scenario: String = "evening", seed: UInt64 = 7) -> RunHeader {
    RunHeader(
      scenario: scenario, inputHash: "abc", seed: seed, version: "1.2.3",
      startUnixSeconds: 1_549_274_400, utcOffsetSeconds: 28_800,
      durationMicroseconds: 60 * minute, sampleIntervalMicroseconds: minute)
  }

  static func objective(
    missed: Int, target: String = "Deployment/default/feed"
  ) -> ObjectiveRecord {
    ObjectiveRecord(
      target: target, objective: "p99 latency <= 200ms", bound: 0.2,
      actual: missed > 0 ? 0.5 : 0.1, unit: "seconds", windowsMissed: missed, windows: 60,
      windowMicroseconds: minute, firstMissMicroseconds: missed > 0 ? 10 * minute : -1,
      lastMissMicroseconds: missed > 0 ? 12 * minute : -1)
  }

  static func outcome(
    _ objectives: [ObjectiveRecord] = [], summary: [SummaryRecord] = []
  ) -> RunOutcome {
    RunOutcome(
      digest: "0123456789abcdef", eventCount: 12_345, objectives: objectives, summary: summary)
  }

  /// A run with one workload whose latency is above 200 ms from minute 10 to minute 12.
  static func run(
    name: String = "run 1", workload: String = "feed",
    outcome: RunOutcome? = outcome([objective(missed: 3)]), events: [EventRecord] = [],
    pods: [PodRecord] = []
  ) throws -> ReportedRun {
    var run = ReportedRun(
      name: name, header: header(), outcome: outcome, events: events, pods: pods)
    let target = ["default", workload]
    let typed = target + ["deployment"]
    try add("springtide_requests_demand", typed, to: &run) { 100 + Double($0) }
    try add("springtide_requests_served", typed, to: &run) { 90 + Double($0) }
    try add("kube_deployment_status_replicas_ready", target, to: &run) { $0 < 30 ? 3 : 5 }
    try add("springtide_request_latency_seconds", typed + ["0.99"], to: &run) {
      (10...12).contains($0) ? 0.5 : 0.1
    }
    try add("springtide_pool_cpu_allocatable_cores", ["online"], to: &run) { _ in 480 }
    return run
  }

  static func add(
    _ name: String, _ labels: [String], to run: inout ReportedRun, count: Int = 60,
    value: (Int) -> Double
  ) throws {
    guard let metric = MetricCatalog.metric(named: name) else { throw Missing(name: name) }
    let chunk = SampleChunk(
      series: 0, startMicroseconds: 0, stepMicroseconds: minute, values: (0..<count).map(value))
    run.add(Series(metric, labels), chunks: [chunk])
  }

  struct Missing: Error {
    var name: String
  }
}
