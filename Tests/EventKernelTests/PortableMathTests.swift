// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Foundation
import Testing

struct `Portable mathematics` {
  /// How many representable numbers lie between two results; zero only for equal ones.
  private static func distance(_ left: Double, _ right: Double) -> Int64 {
    if left.isNaN && right.isNaN || left == right { return 0 }
    guard left.isFinite && right.isFinite else { return .max }
    func rank(_ number: Double) -> Int64 {
      let bits = Int64(bitPattern: number.bitPattern)
      return bits < 0 ? Int64.min - bits : bits
    }
    let (difference, overflow) = rank(left).subtractingReportingOverflow(rank(right))
    return overflow ? .max : Int64(clamping: difference.magnitude)
  }

  /// The largest distance between two functions over random inputs, and where it is.
  private static func worst(
    _ inputs: [Double], _ ours: (Double) -> Double, _ theirs: (Double) -> Double
  ) -> (distance: Int64, x: Double) {
    var worst: (distance: Int64, x: Double) = (-1, .nan)
    for x in inputs {
      let distance = distance(ours(x), theirs(x))
      if distance > worst.distance { worst = (distance, x) }
    }
    return worst
  }

  private static func inputs(_ name: String, _ draw: (inout RandomStream) -> Double) -> [Double] {
    var stream = RandomStream(seed: 4, name: name)
    return (0..<100_000).map { _ in draw(&stream) }
  }

  /// Numbers of all magnitudes: a random bit pattern, positive and finite.
  private static func anyMagnitude(_ stream: inout RandomStream) -> Double {
    Double(bitPattern: stream.next(below: 0x7FF0_0000_0000_0000 as UInt64))
  }

  @Test func `is within one place of the true values`() {
    for (x, value) in TrueValues.exponentials {
      #expect(Self.distance(PortableMath.exp(x), value) <= 1, "exp \(x)")
    }
    for (x, value) in TrueValues.logarithms {
      #expect(Self.distance(PortableMath.log(x), value) <= 1, "log \(x)")
    }
    for (x, value) in TrueValues.logarithmsOfOnePlus {
      #expect(Self.distance(PortableMath.log1p(x), value) <= 1, "log1p \(x)")
    }
    for (base, exponent, value) in TrueValues.powers {
      #expect(Self.distance(PortableMath.pow(base, exponent), value) <= 1, "\(base)^\(exponent)")
    }
    for (x, value) in TrueValues.logGammas {
      #expect(Self.distance(PortableMath.logGamma(x), value) <= 4, "logGamma \(x)")
    }
    for (p, value) in TrueValues.normalQuantiles {
      // Far from 0.5 the quantile is ill-conditioned only through its own formula: 1e-15 relative.
      #expect(Self.distance(PortableMath.normalQuantile(p), value) <= 8, "quantile \(p)")
    }
  }

  @Test func `exp agrees with the system's`() {
    let wide = Self.inputs("exp") { $0.uniform(in: -750..<715) }
    let near = Self.inputs("exp/near") { $0.uniform(in: -1..<1) }
    let tiny = Self.inputs("exp/tiny") { Self.anyMagnitude(&$0) }
    for inputs in [wide, near, tiny] {
      let worst = Self.worst(inputs, PortableMath.exp, exp)
      #expect(worst.distance <= 1, "at \(worst.x)")
    }
  }

  @Test func `log agrees with the system's`() {
    let wide = Self.inputs("log") { Self.anyMagnitude(&$0) }
    let near = Self.inputs("log/near") { $0.uniform(in: 0.5..<2) }
    let nearest = Self.inputs("log/nearest") { $0.uniform(in: 0.99..<1.01) }
    for inputs in [wide, near, nearest] {
      let worst = Self.worst(inputs, PortableMath.log, log)
      #expect(worst.distance <= 1, "at \(worst.x)")
    }
  }

  @Test func `log1p agrees with the system's`() {
    let wide = Self.inputs("log1p") { Self.anyMagnitude(&$0) }
    let near = Self.inputs("log1p/near") { $0.uniform(in: -1..<3) }
    let tiny = Self.inputs("log1p/tiny") { $0.uniform(in: -1e-6..<1e-6) }
    for inputs in [wide, near, tiny] {
      let worst = Self.worst(inputs, PortableMath.log1p, log1p)
      #expect(worst.distance <= 2, "at \(worst.x)")
    }
  }

  @Test func `pow agrees with the system's up to the ends of the range`() {
    var stream = RandomStream(seed: 4, name: "pow")
    for _ in 0..<100_000 {
      let base = Self.anyMagnitude(&stream)
      let exponent = stream.uniform(in: -750..<715) / log(base)
      let (ours, theirs) = (PortableMath.pow(base, exponent), pow(base, exponent))
      #expect(Self.distance(ours, theirs) <= 1, "\(base)^\(exponent)")
    }
  }

  @Test func `logGamma agrees with the system's`() {
    let small = Self.inputs("gamma/small") { $0.uniform(in: 0..<12) }
    let large = Self.inputs("gamma/large") { PortableMath.exp($0.uniform(in: 2..<700)) }
    for inputs in [small, large] {
      // Near the zeros at 1 and 2 the system's own error is a few places.
      let worst = Self.worst(inputs, PortableMath.logGamma) { lgamma($0) }
      #expect(worst.distance <= 12, "at \(worst.x)")
    }
  }

  @Test func `exp and log undo each other to the last places`() {
    for x in Self.inputs("inverse", { $0.uniform(in: -20..<20) }) {
      #expect(
        (PortableMath.log(PortableMath.exp(x)) - x).magnitude <= 2.5e-16 + 3e-16 * x.magnitude)
    }
  }

  @Test func `functions keep the rules at the edges of their domains`() {
    #expect(PortableMath.exp(.infinity) == .infinity && PortableMath.exp(-.infinity) == 0)
    #expect(PortableMath.exp(.nan).isNaN && PortableMath.exp(0) == 1)
    #expect(PortableMath.exp(709.782712893385) == .infinity && PortableMath.exp(-745.2) == 0)
    #expect(PortableMath.log(0) == -.infinity && PortableMath.log(.infinity) == .infinity)
    #expect(PortableMath.log(-1).isNaN && PortableMath.log(.nan).isNaN && PortableMath.log(1) == 0)
    #expect(PortableMath.log1p(-1) == -.infinity && PortableMath.log1p(-1.5).isNaN)
    #expect(PortableMath.log1p(.infinity) == .infinity && PortableMath.log1p(.nan).isNaN)
    #expect(PortableMath.logGamma(0) == .infinity && PortableMath.logGamma(-0.5).isNaN)
    #expect(PortableMath.logGamma(1) == 0 && PortableMath.logGamma(2) == 0)
    #expect(PortableMath.logGamma(.infinity) == .infinity && PortableMath.logGamma(.nan).isNaN)
    #expect(PortableMath.normalQuantile(0) == -.infinity)
    #expect(PortableMath.normalQuantile(1) == .infinity && PortableMath.normalQuantile(1.5).isNaN)
    #expect(PortableMath.normalQuantile(.nan).isNaN && PortableMath.normalQuantile(-0.1).isNaN)
  }

  @Test func `pow agrees with the system's on all pairs of special numbers`() {
    let exponents = [0, 1, -1, 0.5, -0.5, 2, 1e300, -1e300, .infinity, -.infinity, .nan, 0x1p-1074]
    for base in [0, 1, 0.5, 2, 1.0.nextUp, 1.0.nextDown, 0x1p-1074, 1e308, .infinity, .nan] {
      for exponent in exponents {
        let (ours, theirs) = (PortableMath.pow(base, exponent), pow(base, exponent))
        // The last place may differ where the result is an ordinary number.
        let isOrdinary = theirs.isNormal && theirs != 1
        #expect(Self.distance(ours, theirs) <= (isOrdinary ? 1 : 0), "\(base)^\(exponent)")
      }
    }
    #expect(PortableMath.pow(-2, 2).isNaN)
  }

  @Test func `results are the same to the last bit on every platform`() {
    var digest = RollingDigest()
    var stream = RandomStream(seed: 6, name: "bits")
    for _ in 0..<20_000 {
      let x = Self.anyMagnitude(&stream)
      digest.combine(PortableMath.log(x))
      digest.combine(PortableMath.log1p(x))
      digest.combine(PortableMath.logGamma(x))
      let y = stream.uniform(in: -750..<750)
      digest.combine(PortableMath.exp(y))
      digest.combine(PortableMath.pow(x, y / 300))
      digest.combine(PortableMath.normalQuantile(stream.uniform()))
      digest.combine(Int64(stream.poisson(mean: PortableMath.exp(y / 30))))
      digest.combine(stream.boundedPareto(shape: 1.2, minimum: 1, maximum: 1e6))
    }
    #expect(digest.hex == "69d2a77725c97401")
  }
}
