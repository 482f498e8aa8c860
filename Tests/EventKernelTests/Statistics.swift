// SPDX-License-Identifier: Apache-2.0

/// Goodness of fit for the tests of random draws.
///
/// The seeds are fixed, so a test either always passes or always fails; the limits are at odds of
/// about one in a hundred thousand, so a right distribution hardly ever needs another seed.
enum Statistics {
  /// Pearson's sum of squared deviations over expectations.
  static func chiSquare(_ counts: [Int], expected: [Double]) -> Double {
    zip(counts, expected).reduce(0) { sum, pair in
      let deviation = Double(pair.0) - pair.1
      return sum + deviation * deviation / pair.1
    }
  }

  /// The limit of chi-square at 4.3 standard deviations, by Wilson and Hilferty's cube.
  static func chiSquareLimit(degrees: Int) -> Double {
    guard degrees > 0 else { return 1e-9 }
    let spread = 2 / (9 * Double(degrees))
    let root = 1 - spread + 4.3 * spread.squareRoot()
    return Double(degrees) * root * root * root
  }

  /// The largest distance between the distribution of a sample and a cumulative function, times the
  /// square root of the sample's size (Kolmogorov and Smirnov).
  static func kolmogorovSmirnov(_ sample: [Double], _ cumulative: (Double) -> Double) -> Double {
    let size = Double(sample.count)
    var largest = 0.0
    for (rank, value) in sample.sorted().enumerated() {
      let probability = cumulative(value)
      largest = max(
        largest, probability - Double(rank) / size, Double(rank + 1) / size - probability)
    }
    return largest * size.squareRoot()
  }

  /// The limit of the scaled distance: 2 exp(-2 x^2) is about 1e-5 there.
  static let kolmogorovSmirnovLimit = 2.47

  static func mean(_ sample: [Double]) -> Double {
    sample.reduce(0, +) / Double(sample.count)
  }

  static func variance(_ sample: [Double]) -> Double {
    let mean = mean(sample)
    return sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sample.count - 1)
  }
}
