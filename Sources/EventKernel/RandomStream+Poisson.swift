// SPDX-License-Identifier: Apache-2.0

extension RandomStream {
  /// Draws how many events of a Poisson process fall into a span in which `mean` are expected.
  ///
  /// The mean may be from 0 to 1e15. The distribution is exact up to the rounding of its
  /// probabilities (about 1e-10 at a mean of 1e9); the cost does not grow with the mean.
  public mutating func poisson(mean: Double) -> Int {
    precondition(mean >= 0 && mean <= 1e15, "the mean of a Poisson draw must be from 0 to 1e15")
    return mean < 10 ? poissonByInversion(mean: mean) : poissonByRejection(mean: mean)
  }

  /// Walks up the cumulated probabilities until they pass a uniform number: one draw.
  private mutating func poissonByInversion(mean: Double) -> Int {
    let target = uniform()
    var count = 0
    var probability = PortableMath.exp(-mean)
    var cumulated = probability
    // Below a mean of 10 the probability of more than 80 is far less than the step of `uniform`.
    while target >= cumulated, count < 80 {
      count += 1
      probability *= mean / Double(count)
      cumulated += probability
    }
    return count
  }

  /// Transformed rejection with squeeze: algorithm PTRS of Hörmann, "The transformed rejection method
  /// for generating Poisson random variables" (1993); 1.1 to 1.3 rounds of two draws.
  private mutating func poissonByRejection(mean: Double) -> Int {
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let squeeze = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniform() - 0.5
      let v = uniform()
      let distance = 0.5 - u.magnitude
      let count = ((2 * a / distance + b) * u + mean + 0.43).rounded(.down)
      if distance >= 0.07, v <= squeeze { return Int(count) }
      if count < 0 || (distance < 0.013 && v > distance) { continue }
      let hat = inverseAlpha / (a / (distance * distance) + b)
      if PortableMath.log(v * hat) <= Self.logPoissonProbability(count, mean: mean) {
        return Int(count)
      }
    }
  }

  /// The logarithm of a Poisson probability without the cancellation of k log m - m - log k!.
  ///
  /// After Loader, "Fast and accurate computation of binomial probabilities" (2000): Stirling's
  /// formula for k! leaves -k (d - log(1 + d)) with d = (m - k) / k, small terms all.
  private static func logPoissonProbability(_ count: Double, mean: Double) -> Double {
    guard count >= 10 else {
      return count * PortableMath.log(mean) - mean - PortableMath.logGamma(count + 1)
    }
    let deviation = (mean - count) / count
    let deviance = count * (deviation - PortableMath.log1p(deviation))
    // log sqrt(2 pi k) with log sqrt(2 pi) = 0.9189...
    let width = 0x1.d67f1c864beb5p-1 + 0.5 * PortableMath.log(count)
    return -deviance - width - PortableMath.stirlingError(count)
  }
}
