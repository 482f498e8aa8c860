// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// A lognormal duration given by its median and 99th percentile; equal values mean a constant.
public struct DurationSpread: Sendable, Equatable {
  /// Half of the draws are shorter.
  public var median: SimulationDuration
  /// One draw in a hundred is longer.
  public var p99: SimulationDuration

  /// Creates a spread.
  public init(median: SimulationDuration, p99: SimulationDuration) {
    self.median = median
    self.p99 = p99
  }

  /// The shape of the lognormal law: ln(p99 / median) / 2.326, zero for a constant.
  public var sigma: Double {
    guard p99 > median, median.microseconds > 0 else { return 0 }
    let ratio = Double(p99.microseconds) / Double(median.microseconds)
    return PortableMath.log(ratio) / 2.326347874040841
  }
}
