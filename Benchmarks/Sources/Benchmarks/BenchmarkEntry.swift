// SPDX-License-Identifier: Apache-2.0

/// One benchmark: how it is called, what it measures, and the code that runs and prints it.
struct BenchmarkEntry: Sendable {
  let name: String
  let summary: String
  let run: @Sendable (BenchmarkOptions) throws(BenchmarkFailure) -> Void

  /// All benchmarks, to which a new one is added by a file and a line here.
  static let all: [BenchmarkEntry] = [
    BenchmarkEntry(
      name: "kernel", summary: "the event queue against C++'s std::priority_queue",
      run: KernelBenchmark.run),
    BenchmarkEntry(
      name: "mathematics", summary: "the portable functions and draws against the system's",
      run: MathematicsBenchmark.run),
    BenchmarkEntry(
      name: "evening", summary: "whole scenarios: events, simulated time, pods and memory",
      run: EveningBenchmark.run),
    BenchmarkEntry(
      name: "placement", summary: "pods placed a CPU second, beside the real scheduler",
      run: PlacementBenchmark.run),
    BenchmarkEntry(
      name: "release", summary: "releases of 10,000 and 100,000 pods, all at once and in batches",
      run: ReleaseBenchmark.run),
  ]
}

/// Why a benchmark has no result worth printing.
struct BenchmarkFailure: Error {
  let reason: String
}
