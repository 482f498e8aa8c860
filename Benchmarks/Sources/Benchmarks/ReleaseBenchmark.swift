// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Metrics
import Scenario

/// Releases of 10,000 and 100,000 pods: CPU seconds of the whole simulation.
///
/// The bars are one second for 10,000 pods on 1,000 nodes and ten for 100,000 on 10,000 nodes.
enum ReleaseBenchmark {
  private static let cases: [(name: String, times: Int)] = [
    ("rollout-10k", 1), ("rollout-10k", 10), ("rollout-10k-raised-qps", 10),
    ("rollout-10k-batches", 1), ("rollout-10k-batches", 10),
    ("rollout-10k-batches-in-place", 1), ("rollout-10k-batches-in-place", 10),
  ]

  static func run(_ options: BenchmarkOptions) throws(BenchmarkFailure) {
    print(
      column("scenario", width: 28), column("pods", width: 8), column("CPU s", width: 8),
      column("bar s", width: 6), column("events", width: 9), column("release s", width: 10))
    for entry in cases {
      let small = try EveningBenchmark.read(entry.name)
      let times = options.isTiny ? 1 : entry.times
      try report(entry.name, EnlargedRelease(small, times: times).scenario, options)
    }
  }

  private static func report(
    _ name: String, _ scenario: Scenario, _ options: BenchmarkOptions
  ) throws(BenchmarkFailure) {
    var seconds: [Double] = []
    var events: Int64 = 0
    var figures: [SummaryRecord] = []
    for _ in 0..<min(options.repeats, 3) {
      let start = Measurement.cpuSeconds()
      var simulation = Simulation(scenario)
      simulation.run(until: simulation.endTime)
      figures = simulation.finish().summary
      seconds.append(Measurement.cpuSeconds() - start)
      events = simulation.eventCount
    }
    guard let length = figures.first(where: { $0.name == "rollout_seconds" })?.value else {
      throw BenchmarkFailure(reason: "the release of \(name) did not come to its end")
    }
    let pods = figures.first { $0.name == "replicas_max" }?.value ?? 0
    let bar = pods > 20_000 ? "10" : "1"
    print(
      column(name, width: 28), column(fixed(pods, decimals: 0), width: 8),
      column(fixed(Measurement.median(seconds), decimals: 3), width: 8), column(bar, width: 6),
      column(String(events), width: 9), column(fixed(length, decimals: 0), width: 10))
  }
}
