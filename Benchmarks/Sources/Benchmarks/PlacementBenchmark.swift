// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests

/// Pods placed a CPU second with all nodes considered, beside what the real scheduler did.
enum PlacementBenchmark {
  static func run(_ options: BenchmarkOptions) throws(BenchmarkFailure) {
    let nodes = PlacementWorkload.nodes(count: options.isTiny ? 50 : 5_000)
    let count = options.isTiny ? 100 : 10_000
    print("\(nodes.count) nodes, \(count) pods; pods a CPU second, median of \(options.repeats)")
    print(row("workload", "springtide", "kube-scheduler", "ratio"))
    for workload in PlacementWorkload.all {
      let figure = try measure(workload, nodes, count, options)
      let ratio = workload.recorded.map { fixed(figure / $0, decimals: 0) + "x" }
      print(
        row(
          workload.name, fixed(figure, decimals: 0),
          workload.recorded.map { fixed($0, decimals: 0) } ?? "-", ratio ?? "-"))
    }
    if !options.isTiny { try reportGreatest() }
  }

  private static func row(_ name: String, _ ours: String, _ real: String, _ ratio: String) -> String
  {
    column(name, width: 20) + column(ours, width: 14) + column(real, width: 16)
      + column(ratio, width: 10)
  }

  /// The first search, which meets every node, is part of what is measured.
  private static func measure(
    _ workload: PlacementWorkload, _ nodes: [Node], _ count: Int, _ options: BenchmarkOptions
  ) throws(BenchmarkFailure) -> Double {
    var figures: [Double] = []
    var digest: UInt64?
    for _ in 0..<options.repeats {
      var loop = PlacementLoop(nodes: nodes, seed: 1)
      for pod in workload.pods { loop.add(pod) }
      let start = Measurement.cpuSeconds()
      let placed = loop.place(count: count)
      figures.append(Double(count) / (Measurement.cpuSeconds() - start))
      guard placed == count else {
        throw BenchmarkFailure(reason: "\(workload.name): \(count - placed) pods found no node")
      }
      guard digest == nil || digest == loop.digest else {
        throw BenchmarkFailure(reason: "\(workload.name) went two ways")
      }
      digest = loop.digest
    }
    return Measurement.median(figures)
  }

  /// A million equal pods on a hundred thousand nodes: the seconds and the memory that takes.
  private static func reportGreatest() throws(BenchmarkFailure) {
    let (nodeCount, count) = (100_000, 1_000_000)
    let before = Measurement.residentBytes()
    let start = Measurement.cpuSeconds()
    var loop = PlacementLoop(nodes: PlacementWorkload.nodes(count: nodeCount), seed: 1)
    loop.add(PlacementWorkload.pod("plain"))
    let middle = Measurement.cpuSeconds()
    let placed = loop.place(count: count)
    let end = Measurement.cpuSeconds()
    let bytes = Measurement.residentBytes() - before
    guard placed == count else {
      throw BenchmarkFailure(reason: "\(count - placed) of a million pods found no node")
    }
    print(
      "\(nodeCount) nodes, \(count) plain pods: \(fixed(end - middle, decimals: 2)) CPU s, after",
      "\(fixed(middle - start, decimals: 2)) s for the nodes; \(bytes >> 20) MiB,",
      "\(bytes / nodeCount) bytes a node")
  }
}
