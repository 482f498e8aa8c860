// SPDX-License-Identifier: Apache-2.0

import EventKernel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Nanoseconds a call of the portable functions and of the random draws, beside the system's.
enum MathematicsBenchmark {
  static func run(_ options: BenchmarkOptions) {
    let calls = options.isTiny ? 1_000 : 2_000_000
    let inputs = inputs(count: 4_096)
    print("nanoseconds a call, median")
    print(column("function", width: 22), column("ours", width: 8), column("system", width: 8))
    func report(_ name: String, _ ours: (Double) -> Double, _ system: ((Double) -> Double)?) {
      let mine = nanoseconds(calls, inputs, options.repeats, ours)
      let other = system.map { fixed(nanoseconds(calls, inputs, options.repeats, $0), decimals: 1) }
      print(
        column(name, width: 22), column(fixed(mine, decimals: 1), width: 8),
        column(other ?? "-", width: 8))
    }
    report("exp", { PortableMath.exp($0) }, { exp($0) })
    report("log", { PortableMath.log($0) }, { log($0) })
    report("log1p", { PortableMath.log1p($0) }, { log1p($0) })
    report("pow(x, 1.3)", { PortableMath.pow($0, 1.3) }, { pow($0, 1.3) })
    report("logGamma", { PortableMath.logGamma($0) }, { lgamma($0) })
    var stream = RandomStream(seed: 1, name: "benchmark/draws")
    report("nextUInt64", { Double(bitPattern: stream.nextUInt64() &>> 12) + $0 }, nil)
    report("exponential", { stream.exponential(mean: $0) }, nil)
    report("normal", { stream.normal(mean: $0) }, nil)
    report("poisson(mean: 5)", { Double(stream.poisson(mean: 5)) + $0 }, nil)
    report("poisson(mean: 1e6)", { Double(stream.poisson(mean: 1e6)) + $0 }, nil)
  }

  private static func inputs(count: Int) -> [Double] {
    var stream = RandomStream(seed: 1, name: "benchmark/inputs")
    return (0..<count).map { _ in stream.uniform(in: 0.01..<30) }
  }

  @inline(__always)
  private static func nanoseconds(
    _ calls: Int, _ inputs: [Double], _ repeats: Int, _ function: (Double) -> Double
  ) -> Double {
    var figures: [Double] = []
    var sum = 0.0
    for _ in 0..<repeats {
      let start = Measurement.cpuSeconds()
      for call in 0..<calls { sum += function(inputs[call & 4_095]) }
      figures.append((Measurement.cpuSeconds() - start) / Double(calls) * 1e9)
    }
    // The sum is used, so that no call can be left out.
    precondition(!sum.isNaN, "a function returned no number")
    return Measurement.median(figures)
  }
}
