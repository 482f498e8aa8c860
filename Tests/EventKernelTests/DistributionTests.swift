// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Foundation
import Testing

/// Draws against the distributions they are named after, computed with the system's mathematics.
struct `Random draws` {
  private static let size = 40_000

  private static func sample(
    _ name: String, _ draw: (inout RandomStream) -> Double
  ) -> [Double] {
    var stream = RandomStream(seed: 77, name: name)
    return (0..<size).map { _ in draw(&stream) }
  }

  private static func normalCumulative(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  @Test func `uniform ones fill the unit interval evenly`() {
    let sample = Self.sample("uniform") { $0.uniform() }
    #expect(sample.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(Statistics.kolmogorovSmirnov(sample) { $0 } < Statistics.kolmogorovSmirnovLimit)
  }

  @Test func `uniform ones stay inside a range, also a tiny one`() {
    let sample = Self.sample("range") { $0.uniform(in: -3..<5) }
    #expect(sample.allSatisfy { $0 >= -3 && $0 < 5 })
    #expect(
      Statistics.kolmogorovSmirnov(sample) { ($0 + 3) / 8 } < Statistics.kolmogorovSmirnovLimit)
    let tiny = Self.sample("tiny") { $0.uniform(in: 1..<1.0.nextUp) }
    #expect(tiny.allSatisfy { $0 == 1 })
    #expect(Self.sample("empty") { $0.uniform(in: 2..<2) }.allSatisfy { $0 == 2 })
  }

  @Test func `exponential ones have their mean and no memory`() {
    let sample = Self.sample("exponential") { $0.exponential(mean: 3) }
    #expect(sample.allSatisfy { $0 >= 0 && $0.isFinite })
    #expect(
      Statistics.kolmogorovSmirnov(sample) { 1 - exp(-$0 / 3) }
        < Statistics.kolmogorovSmirnovLimit)
    #expect((Statistics.mean(sample) - 3).magnitude < 4.5 * 3 / Double(Self.size).squareRoot())
  }

  @Test func `normal ones have their mean, deviation and tails`() {
    let sample = Self.sample("normal") { $0.normal(mean: 10, standardDeviation: 2) }
    #expect(
      Statistics.kolmogorovSmirnov(sample) { Self.normalCumulative(($0 - 10) / 2) }
        < Statistics.kolmogorovSmirnovLimit)
    let root = Double(Self.size).squareRoot()
    #expect((Statistics.mean(sample) - 10).magnitude < 4.5 * 2 / root)
    #expect((Statistics.variance(sample) / 4 - 1).magnitude < 4.5 * 2.0.squareRoot() / root)
    let far = sample.count { ($0 - 10).magnitude > 6 }
    // 0.27% lie beyond three deviations: 108 of 40,000, give or take 10.4.
    #expect((61...155).contains(far))
  }

  @Test func `lognormal ones have their median and sigma`() {
    let sample = Self.sample("lognormal") { $0.lognormal(median: 5, sigma: 0.8) }
    #expect(
      Statistics.kolmogorovSmirnov(sample) { Self.normalCumulative(log($0 / 5) / 0.8) }
        < Statistics.kolmogorovSmirnovLimit)
    #expect(Self.sample("constant") { $0.lognormal(median: 5, sigma: 0) }.allSatisfy { $0 == 5 })
  }

  @Test(arguments: [0.5, 1, 1.16, 3])
  func `bounded Pareto ones keep to their bounds and shape`(shape: Double) {
    let (low, high) = (2.0, 500.0)
    let sample = Self.sample("pareto/\(shape)") {
      $0.boundedPareto(shape: shape, minimum: low, maximum: high)
    }
    #expect(sample.allSatisfy { $0 >= low && $0 <= high })
    let whole = 1 - pow(low / high, shape)
    #expect(
      Statistics.kolmogorovSmirnov(sample) { (1 - pow(low / $0, shape)) / whole }
        < Statistics.kolmogorovSmirnovLimit)
  }

  @Test(arguments: [0.01, 0.7, 3, 9.99, 10, 12.5, 40, 333.3, 2_000])
  func `Poisson counts follow their probabilities`(mean: Double) {
    var stream = RandomStream(seed: 78, name: "poisson/\(mean)")
    let spread = mean.squareRoot()
    let low = max(0, Int(mean - 3.2 * spread))
    let high = Int(mean + 3.2 * spread) + 1
    // Both tails are one cell each, the rest at most 60 cells of whole counts.
    let width = max(1, (high - low) / 60)
    let cells = (high - low) / width + 1
    var expected = [Double](repeating: 0, count: cells + 2)
    for count in 0..<(high + 40 + Int(10 * spread)) {
      let cell = count < low ? 0 : min(cells + 1, (count - low) / width + 1)
      expected[cell] +=
        Double(Self.size) * exp(Double(count) * log(mean) - mean - lgamma(Double(count) + 1))
    }
    var counts = [Int](repeating: 0, count: cells + 2)
    for _ in 0..<Self.size {
      let count = stream.poisson(mean: mean)
      counts[count < low ? 0 : min(cells + 1, (count - low) / width + 1)] += 1
    }
    let used = expected.indices.filter { expected[$0] >= 5 }
    let statistic = Statistics.chiSquare(
      used.map { counts[$0] }, expected: used.map { expected[$0] })
    #expect(used.count >= 2)
    #expect(statistic < Statistics.chiSquareLimit(degrees: used.count - 1))
  }

  @Test(arguments: [1e5, 1e7, 1e9, 1e12])
  func `Poisson counts of a large mean are nearly normal`(mean: Double) {
    var stream = RandomStream(seed: 79, name: "poisson/large")
    let spread = mean.squareRoot()
    let sample = (0..<Self.size).map { _ in (Double(stream.poisson(mean: mean)) - mean) / spread }
    let root = Double(Self.size).squareRoot()
    #expect(Statistics.mean(sample).magnitude < 4.5 / root)
    #expect((Statistics.variance(sample) - 1).magnitude < 4.5 * 2.0.squareRoot() / root)
    // Half a count and the skew of a Poisson law are small beside the limit at these means.
    #expect(
      Statistics.kolmogorovSmirnov(sample, Self.normalCumulative)
        < Statistics.kolmogorovSmirnovLimit)
  }

  @Test func `Poisson counts of nothing are zero, and a mean must make sense`() async {
    var stream = RandomStream(seed: 1, name: "none")
    #expect((0..<100).allSatisfy { _ in stream.poisson(mean: 0) == 0 })
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1, name: "bad")
      _ = stream.poisson(mean: .nan)
    }
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1, name: "bad")
      _ = stream.boundedPareto(shape: 1, minimum: 0, maximum: 2)
    }
  }

  @Test func `one draw each keeps two variants of a model in step`() {
    var (one, two) = (RandomStream(seed: 2, name: "s"), RandomStream(seed: 2, name: "s"))
    let (small, large) = (one.exponential(mean: 1), two.exponential(mean: 7))
    #expect((large / small - 7).magnitude < 1e-12)
    _ = one.normal(mean: 1, standardDeviation: 2)
    _ = two.lognormal(median: 3, sigma: 1)
    _ = one.boundedPareto(shape: 2, minimum: 1, maximum: 9)
    _ = two.uniform(in: 4..<5)
    #expect(one == two)
  }
}
