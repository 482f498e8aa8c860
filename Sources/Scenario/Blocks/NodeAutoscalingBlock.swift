// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// How an autoscaler may grow and shrink a pool, and how its machines come.
public struct NodeAutoscalingBlock: Sendable {
  /// How a provider creates machines.
  public struct Provisioning: Sendable, Equatable {
    /// The time from the order to the ready node.
    public var time = DurationSpread(median: .seconds(90), p99: .seconds(180))
    /// Machines that the provider has in all, with those of time zero; nil if it never runs out.
    public var stock: Int?
    /// The share of orders that fail.
    public var failureRatio = 0.0

    /// Creates a provider that never runs out and never fails.
    public init() {}
  }

  /// The least number of nodes.
  public var minSize: Int
  /// The greatest number of nodes.
  public var maxSize: Int
  /// The rank for the priority expander; nil if the pool has none.
  public var priority: Int?
  /// How machines come.
  public var provisioning = Provisioning()

  /// Creates bounds.
  public init(minSize: Int, maxSize: Int) {
    self.minSize = minSize
    self.maxSize = maxSize
  }
}
