// SPDX-License-Identifier: Apache-2.0

// Each draw here takes exactly one number of the generator, so a change of a parameter does not
// shift later draws, and grows with it, so two variants of a model stay as alike as they can.
extension RandomStream {
  /// Draws a number from 0 up to but not including 1, a multiple of 2^-53.
  @inlinable
  public mutating func uniform() -> Double {
    Double(nextUInt64() &>> 11) * 0x1p-53
  }

  /// Draws a number from a range, up to but not including its upper bound unless the range is empty.
  @inlinable
  public mutating func uniform(in range: Range<Double>) -> Double {
    let number = range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
    // The sum may round up to the bound.
    return number < range.upperBound || range.isEmpty ? number : range.upperBound.nextDown
  }

  /// Draws a waiting time with a mean, as between the events of a Poisson process.
  @inlinable
  public mutating func exponential(mean: Double) -> Double {
    // One less a number in (0, 1], which is exact: the logarithm is finite and draws grow with it.
    -mean * PortableMath.log(1 - uniform())
  }

  /// Draws from the normal distribution.
  @inlinable
  public mutating func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    // Odd multiples of 2^-53, so that neither 0 nor 1 occurs and the draw is symmetric.
    let probability = (Double(nextUInt64() &>> 12) + 0.5) * 0x1p-52
    return mean + standardDeviation * PortableMath.normalQuantile(probability)
  }

  /// Draws a number whose logarithm is normal, given its median and the deviation of the logarithm.
  @inlinable
  public mutating func lognormal(median: Double, sigma: Double) -> Double {
    median * PortableMath.exp(normal(mean: 0, standardDeviation: sigma))
  }

  /// Draws from a Pareto distribution cut off at a maximum.
  ///
  /// The density falls as x^-(shape + 1) from the minimum to the maximum, both positive.
  public mutating func boundedPareto(shape: Double, minimum: Double, maximum: Double) -> Double {
    precondition(
      shape > 0 && minimum > 0 && minimum <= maximum && maximum < .infinity,
      "a bounded Pareto distribution needs a positive shape and 0 < minimum <= maximum")
    let tail = PortableMath.pow(minimum / maximum, shape)
    let survival = 1 - uniform() * (1 - tail)
    let number = minimum * PortableMath.pow(survival, -1 / shape)
    return min(max(number, minimum), maximum)
  }
}
