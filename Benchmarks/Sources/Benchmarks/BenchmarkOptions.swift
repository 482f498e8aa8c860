// SPDX-License-Identifier: Apache-2.0

/// What the command line asks of the benchmarks.
struct BenchmarkOptions {
  /// Sizes so small that a run takes a blink: it shows that the benchmark works, not how fast.
  var isTiny = false
  /// How often each measurement is repeated; the median is reported.
  var repeats = 7
  /// The mean delay of the hold model.
  var meanDelayMicroseconds: Int64 = 60_000_000

  static let help = """
    usage: Benchmarks NAME... | all | list  [--tiny] [--repeats N] [--mean-delay MICROSECONDS]

      --tiny        smallest sizes: a smoke test, the figures mean nothing
      --repeats     repeats of each measurement, of which the median is reported (default 7)
      --mean-delay  mean delay of the hold model in microseconds (default 60000000)
    """

  /// Reads options and benchmark names.
  static func parse(
    _ arguments: ArraySlice<String>
  ) throws(BenchmarkFailure) -> (options: Self, names: [String]) {
    var options = Self()
    var names: [String] = []
    var rest = arguments
    while let argument = rest.popFirst() {
      switch argument {
      case "--tiny": options.isTiny = true
      case "--repeats": options.repeats = try number(after: argument, in: &rest, upTo: 1_000)
      case "--mean-delay":
        options.meanDelayMicroseconds = Int64(
          try number(after: argument, in: &rest, upTo: 1_000_000_000_000))
      case _ where argument.hasPrefix("-"):
        throw BenchmarkFailure(reason: "unknown option \(argument)\n\(help)")
      default: names.append(argument)
      }
    }
    if options.isTiny { options.repeats = 1 }
    return (options, names)
  }

  private static func number(
    after option: String, in rest: inout ArraySlice<String>, upTo limit: Int
  ) throws(BenchmarkFailure) -> Int {
    guard let text = rest.popFirst(), let number = Int(text), (1...limit).contains(number) else {
      throw BenchmarkFailure(reason: "\(option) takes a number from 1 to \(limit)")
    }
    return number
  }
}
