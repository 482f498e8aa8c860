// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Metrics
import Scenario

/// Whole scenarios: how fast simulated time passes, and what a pod costs.
enum EveningBenchmark {
  static func run(_ options: BenchmarkOptions) throws(BenchmarkFailure) {
    print(
      column("scenario", width: 28), column("CPU s", width: 8), column("Mevents/s", width: 10),
      column("sim s/CPU s", width: 12), column("ns/pod-step", width: 12))
    for name in ["spring-festival", "rollout-10k"] {
      var scenario = try read(name)
      if options.isTiny { scenario.duration = .minutes(2) }
      try report(name, scenario, options)
    }
    try reportMemory(options)
  }

  private static func report(
    _ name: String, _ scenario: Scenario, _ options: BenchmarkOptions
  ) throws(BenchmarkFailure) {
    var seconds: [Double] = []
    var events: Int64 = 0
    var podSteps: Int64 = 0
    var digest = ""
    for _ in 0..<options.repeats {
      let start = Measurement.cpuSeconds()
      var simulation = Simulation(scenario)
      simulation.run(until: simulation.endTime)
      let outcome = simulation.finish()
      seconds.append(Measurement.cpuSeconds() - start)
      if !digest.isEmpty, outcome.digest != digest {
        throw BenchmarkFailure(reason: "\(name) gave two digests")
      }
      digest = outcome.digest
      events = simulation.eventCount
      podSteps = simulation.podSteps
    }
    let median = Measurement.median(seconds)
    print(
      column(name, width: 28), column(fixed(median, decimals: 3), width: 8),
      column(fixed(Double(events) / median / 1e6, decimals: 2), width: 10),
      column(fixed(scenario.duration.seconds / median, decimals: 0), width: 12),
      column(fixed(median / Double(podSteps) * 1e9, decimals: 2), width: 12))
  }

  /// The resident memory that ten thousand more pods take, with the nodes that they need.
  private static func reportMemory(_ options: BenchmarkOptions) throws(BenchmarkFailure) {
    let scenario = try read("rollout-10k")
    let count = options.isTiny ? 100 : 10_000
    let small = enlarged(scenario, times: 1, replicas: count)
    let large = enlarged(scenario, times: 2, replicas: 2 * count)
    // Both stay alive, so that the second can not reuse memory of the first.
    let before = Measurement.residentBytes()
    let first = Simulation(small)
    let between = Measurement.residentBytes()
    let second = Simulation(large)
    let after = Measurement.residentBytes()
    guard first.auditFailures().isEmpty, second.auditFailures().isEmpty else {
      throw BenchmarkFailure(reason: "a new cluster breaks an invariant")
    }
    let bytes = ((after - between) - (between - before)) / count
    print("bytes per pod, its share of a node included: \(bytes)")
  }

  private static func enlarged(_ scenario: Scenario, times: Int, replicas: Int) -> Scenario {
    var larger = scenario
    for pool in larger.cluster.nodePools.indices {
      larger.cluster.nodePools[pool].count *= times
    }
    for item in larger.cluster.objects.items.indices {
      guard case .deployment(var deployment) = larger.cluster.objects.items[item].object
      else { continue }
      deployment.spec.replicas = Int32(replicas)
      larger.cluster.objects.items[item].object = .deployment(deployment)
    }
    return larger
  }

  /// Reads a scenario of the repository.
  static func read(_ name: String) throws(BenchmarkFailure) -> Scenario {
    // Benchmarks/Sources/Benchmarks/THIS, four names below the repository.
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
      .joined(separator: "/")
    let result = ScenarioReader.read(path: "\(root)/scenarios/\(name).yaml")
    guard let scenario = result.scenario else {
      let faults = result.diagnostics.map(\.description).joined(separator: "\n")
      throw BenchmarkFailure(reason: "\(name) can not be read:\n\(faults)")
    }
    return scenario
  }
}
