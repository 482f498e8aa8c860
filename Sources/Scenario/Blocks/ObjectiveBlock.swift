// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// What the owner of a workload promises.
public struct ObjectiveBlock: Sendable, Equatable {
  /// The workload.
  public var target: WorkloadReference
  /// Bounds of latency quantiles, the lowest quantile first.
  public var latency: [LatencyBound] = []
  /// The greatest share of requests that may fail, from 0 to 1.
  public var errorRatio: Double?
  /// The length of the windows in which each bound must hold.
  public var window: SimulationDuration = .minutes(1)

  /// Creates a promise that bounds nothing yet.
  public init(target: WorkloadReference) {
    self.target = target
  }

  /// A bound of a quantile of the latency.
  public struct LatencyBound: Sendable, Equatable {
    /// The quantile: 0.5, 0.95 or 0.99.
    public var quantile: Double
    /// The greatest latency allowed.
    public var bound: SimulationDuration

    /// Creates a bound.
    public init(quantile: Double, bound: SimulationDuration) {
      self.quantile = quantile
      self.bound = bound
    }
  }
}
