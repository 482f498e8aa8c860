// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics

/// A small run with something in every table: two Deployments over five minutes.
struct SampleRun {
  var header: RunHeader
  var series: [Series]
  var chunks: [SampleChunk]
  var events: [EventRecord]
  var pods: [PodRecord]
  var outcome: RunOutcome
  var podUpdates = Self.someUpdates
  var decisions = Self.someDecisions
  var batches = Self.someBatches
  var batchStatuses = Self.someStatuses

  /// The distance of two samples.
  static let step: Int64 = 15_000_000

  /// Creates the run; `slowness` shifts its latencies and start-up times.
  init(scenario: String = "spring-festival", seed: UInt64 = 20_190_204, slowness: Double = 1) {
    header = RunHeader(
      scenario: scenario, inputHash: "9f86d081884c7d65", seed: seed, version: "0.1.0",
      startUnixSeconds: 1_549_274_400, utcOffsetSeconds: 8 * 3600,
      durationMicroseconds: 300_000_000, sampleIntervalMicroseconds: Self.step,
      overrides: ["spec.duration=5m", "spec.seed=\(seed)"])
    let lines = Self.lines(slowness: slowness)
    series = lines.map(\.series)
    chunks = lines.enumerated().map { ordinal, line in
      SampleChunk(
        series: ordinal, startMicroseconds: 0, stepMicroseconds: Self.step, values: line.values)
    }
    events = Self.someEvents
    pods = Self.somePods(slowness: slowness)
    outcome = Self.someOutcome(slowness: slowness)
  }

  /// Writes the run as one would, in several batches.
  @discardableResult
  func write(
    to store: RunStore, startedAtUnixSeconds: Int64 = 1_700_000_000, wallSeconds: Double = 0.25,
    batch: Int = 4
  ) throws -> Int64 {
    let writer = RunWriter(store)
    let id = try writer.begin(header, startedAtUnixSeconds: startedAtUnixSeconds)
    try writer.define(series: series)
    for start in stride(from: 0, to: chunks.count, by: batch) {
      try writer.append(chunks: Array(chunks[start...].prefix(batch)))
    }
    try writer.append(events: events)
    for start in stride(from: 0, to: pods.count, by: batch) {
      try writer.append(pods: Array(pods[start...].prefix(batch)))
    }
    try writer.append(podUpdates: podUpdates)
    try writer.append(decisions: decisions)
    try writer.append(batches: batches)
    try writer.append(batchStatuses: batchStatuses)
    try writer.finish(outcome, wallSeconds: wallSeconds)
    return id
  }

  private static func lines(slowness: Double) -> [(series: Series, values: [Double])] {
    let steps = 0..<20
    func line(
      _ name: String, _ labels: [String], _ value: (Double) -> Double
    ) -> (series: Series, values: [Double])? {
      MetricCatalog.metric(named: name).map { metric in
        (Series(metric, labels), steps.map { value(Double($0)) })
      }
    }
    var lines: [(series: Series, values: [Double])?] = []
    for deployment in ["feed", "search"] {
      let target = ["default", deployment]
      let typed = target + ["deployment"]
      lines += [
        line("kube_deployment_spec_replicas", target) { _ in 12 },
        line("kube_deployment_status_replicas_ready", target) { 12 - ($0 > 6 ? 3 : 0) },
        line("springtide_requests_demand", typed) { 100 + $0 / 15 },
        line("springtide_requests_served", typed) { 99 + $0 / 15 },
        line("springtide_request_latency_seconds", typed + ["0.99"]) {
          $0 < 2 ? .nan : 0.0625 * slowness * $0 / 3
        },
      ]
    }
    lines.append(line("workqueue_depth", ["hpa"]) { 7 * $0 })
    return lines.compactMap { $0 }
  }

  private static let someEvents = [
    EventRecord(
      timeMicroseconds: 0, isWarning: false, kind: "Deployment", object: "default/feed",
      reason: "ScalingReplicaSet", message: "Scaled up replica set feed-1 from 0 to 12"),
    EventRecord(
      timeMicroseconds: 60_000_000, isWarning: true, kind: "Pod", object: "default/feed-3",
      reason: "FailedScheduling", message: "0/3 nodes are available: 3 Insufficient cpu."),
    EventRecord(
      timeMicroseconds: 61_000_000, isWarning: true, kind: "Pod", object: "default/feed-3",
      reason: "FailedScheduling", message: "0/3 nodes are available: 3 Insufficient cpu."),
    EventRecord(
      timeMicroseconds: 90_000_000, isWarning: false, kind: "HorizontalPodAutoscaler",
      object: "default/feed", reason: "SuccessfulRescale", message: "New size: 12"),
  ]

  private static func somePods(slowness: Double) -> [PodRecord] {
    (0..<12).map { number in
      var stages = PodRecord.Stages()
      let created = Int64(number) * 1_000_000
      stages.created = created
      stages.requested = max(0, created - 250_000)
      stages.known = max(0, created - 750_000)
      guard number < 11 else {
        return PodRecord(
          name: "default/feed-\(number)", workload: "Deployment/default/feed", revision: 1,
          node: nil, stages: stages)
      }
      stages.scheduled = created + 12_345
      stages.seen = created + 20_000
      stages.sandboxed = created + 500_000
      if number > 6 { stages.pulling = created + 600_000 }
      stages.answering = created + 4_000_000
      stages.pulled = created + 2_000_000
      stages.started = created + 2_500_000
      stages.ready = created + Int64(5_000_000 * slowness) + Int64(number) * 100_000
      if number < 3 {
        stages.endRequested = 149_000_000
        stages.terminating = 150_000_000
        stages.deleted = 180_000_000
      }
      stages.available = stages.ready + 10_000_000
      var pod = PodRecord(
        name: "default/feed-\(number)", workload: "Deployment/default/feed",
        revision: 1 + number / 6, node: "online-\(number % 3)", stages: stages)
      if number < 3 { pod.ending = number == 0 ? .preemption : .controller }
      return pod
    }
  }

  private static func someOutcome(slowness: Double) -> RunOutcome {
    RunOutcome(
      digest: "00c0ffee12345678", eventCount: 123_456,
      objectives: [
        ObjectiveRecord(
          target: "Deployment/default/feed", objective: "p99 latency <= 200ms", bound: 0.2,
          actual: 0.35 * slowness, unit: "seconds", windowsMissed: 2, windows: 5,
          windowMicroseconds: 60_000_000, firstMissMicroseconds: 120_000_000,
          lastMissMicroseconds: 240_000_000),
        ObjectiveRecord(
          target: "Deployment/default/search", objective: "errors <= 0.1%", bound: 0.001,
          actual: 0, unit: "ratio", windowsMissed: 0, windows: 5, windowMicroseconds: 60_000_000,
          firstMissMicroseconds: -1, lastMissMicroseconds: -1),
      ],
      summary: [
        SummaryRecord(subject: "cluster", name: "nodes_ready_min", value: 3, unit: "count"),
        SummaryRecord(
          subject: "Deployment/default/feed", name: "latency_p99_max", value: 0.35 * slowness,
          unit: "seconds"),
      ])
  }
}
