// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Testing

@testable import Cluster

@Suite struct ObjectiveTrackerTests {
  private static func result(
    _ kind: ObjectiveTracker.Kind, bad: [Double], demand: Double = 100, window: Int64 = 10
  ) -> ObjectiveRecord {
    var tracker = ObjectiveTracker(
      load: 0, target: "Deployment/default/web", kind: kind, window: .seconds(window))
    for (second, bad) in bad.enumerated() {
      var step = ServiceLoad.StepResult()
      step.demand = demand
      step.failed = bad
      step.slow = [0, bad]
      tracker.add(step, at: .zero + .seconds(Int64(second)))
    }
    return tracker.finish(at: .zero + .seconds(Int64(bad.count)), totals: LoadTotals())
  }

  @Test func `a window is missed when more requests fail than the ratio allows`() {
    var bad = [Double](repeating: 0, count: 40)
    bad[12] = 10.5
    bad[25] = 9.5
    let record = Self.result(.errors(ratio: 0.01), bad: bad)
    #expect(record.windows == 4 && record.windowsMissed == 1 && !record.isMet)
    #expect(record.firstMissMicroseconds == 10_000_000)
    #expect(record.lastMissMicroseconds == 20_000_000)
  }

  @Test func `exactly the share that is allowed is no miss`() {
    let record = Self.result(
      .errors(ratio: 0.1), bad: [Double](repeating: 10, count: 30))
    #expect(record.windows == 3 && record.isMet)
    #expect(record.firstMissMicroseconds == -1 && record.lastMissMicroseconds == -1)
  }

  @Test func `a quantile is missed when too many requests are slower than its bound`() {
    let kind = ObjectiveTracker.Kind.latency(place: 1, quantile: 0.95, seconds: 0.2)
    #expect(Self.result(kind, bad: [Double](repeating: 4.9, count: 20)).isMet)
    let missed = Self.result(kind, bad: [Double](repeating: 5.1, count: 25))
    #expect(missed.windows == 3 && missed.windowsMissed == 3)
    #expect(missed.lastMissMicroseconds == 25_000_000)
    #expect(missed.bound == 0.2 && missed.unit == "seconds" && missed.objective == "p95 latency")
  }

  @Test func `windows without requests are not looked at`() {
    let record = Self.result(
      .errors(ratio: 0), bad: [Double](repeating: 0, count: 30), demand: 0)
    #expect(record.windows == 0 && record.isMet && record.actual == 0)
  }

  @Test func `the value over the run is that of all requests`() {
    var tracker = ObjectiveTracker(
      load: 0, target: "x", kind: .errors(ratio: 0.5), window: .seconds(10))
    var totals = LoadTotals()
    totals.add(LoadTotals.Step(seconds: 1, demand: 200, served: 150, failed: 50))
    #expect(tracker.finish(at: .zero, totals: totals).actual == 0.25)
  }
}
