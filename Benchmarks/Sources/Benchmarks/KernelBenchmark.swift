// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Pairs of pop and push per CPU second, ours and those of `std::priority_queue`, in turn.
enum KernelBenchmark {
  struct Result {
    let pending: Int
    let ours: Double
    let theirs: Double
    let ratio: Double
  }

  static func run(_ options: BenchmarkOptions) throws(BenchmarkFailure) {
    guard CxxHoldModel.isOptimized else {
      throw BenchmarkFailure(reason: "the C++ opponent was compiled without optimisation")
    }
    let sizes = options.isTiny ? [100, 1_000] : [1_000, 100_000, 1_000_000]
    print("hold model, exponential delay; millions of pop+push pairs per CPU second, median")
    print(header)
    for pending in sizes {
      let result = try measure(pending: pending, options)
      print(
        column("\(pending)", width: 10), column(fixed(result.ours / 1e6, decimals: 2), width: 12),
        column(fixed(result.theirs / 1e6, decimals: 2), width: 20),
        column(fixed(result.ratio, decimals: 2) + "x", width: 8))
    }
  }

  private static var header: String {
    [("pending", 10), ("EventQueue", 12), ("std::priority_queue", 20), ("ratio", 8)]
      .map { column($0.0, width: $0.1) }.joined(separator: " ")
  }

  static func measure(
    pending: Int, _ options: BenchmarkOptions
  ) throws(BenchmarkFailure) -> Result {
    let delays = exponentialDelays(mean: options.meanDelayMicroseconds, pending: pending)
    let pairs = options.isTiny ? 1_000 : 2_000_000
    var model = HoldModel(pending: pending, delays: delays.span)
    var opponent = try CxxHoldModel(pending: pending, delays: delays)
    var (ours, theirs): ([Double], [Double]) = ([], [])
    // The first round brings both queues to their steady state and is not counted.
    for round in 0...options.repeats {
      let start = Measurement.cpuSeconds()
      model.run(pairs: pairs, delays: delays.span)
      let middle = Measurement.cpuSeconds()
      opponent.run(pairs: pairs)
      let end = Measurement.cpuSeconds()
      guard model.checksum == opponent.checksum else {
        throw BenchmarkFailure(reason: "the queues pop in different orders at \(pending) pending")
      }
      guard round > 0 else { continue }
      ours.append(Double(pairs) / (middle - start))
      theirs.append(Double(pairs) / (end - middle))
    }
    return Result(
      pending: pending, ours: Measurement.median(ours), theirs: Measurement.median(theirs),
      ratio: Measurement.median(zip(ours, theirs).map { $0 / $1 }))
  }

  /// A power of two of delays, at least as many as there are events and enough not to repeat soon.
  private static func exponentialDelays(mean: Int64, pending: Int) -> [Int64] {
    var count = 1 << 17
    while count < pending { count *= 2 }
    var random = RandomStream(seed: 1, name: "benchmark/hold")
    return (0..<count).map { _ in Int64(random.exponential(mean: Double(mean))) }
  }
}
