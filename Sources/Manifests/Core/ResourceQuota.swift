// SPDX-License-Identifier: Apache-2.0

/// Bounds on what a namespace may hold in all.
public struct ResourceQuota: Sendable, Hashable {
  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The bounds, by names such as `requests.cpu`, `pods` or `count/deployments.apps`.
  public var hard = ResourceList()
  /// The kinds of pods that count, such as `BestEffort`; empty for all.
  public var scopes: [String] = []
  /// What is used, in a dump of a live cluster.
  public var used = ResourceList()

  /// Makes an empty quota.
  public init() {}
}
