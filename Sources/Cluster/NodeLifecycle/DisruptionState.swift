// SPDX-License-Identifier: Apache-2.0

/// How many nodes of a zone are gone, as the node controller tells it.
///
/// Follows kubernetes v1.36 pkg/controller/nodelifecycle/node_lifecycle_controller.go
/// (`ComputeZoneState`, `setLimiterInZone`, `ReducedQPSFunc`).
enum DisruptionState: BitwiseCopyable, Sendable {
  case normal
  /// So many that a fault of the network between is likelier than one of the nodes.
  case partial
  /// All of them.
  case full

  /// Share of nodes that are not ready from which on a zone counts as partly disrupted
  /// (`--unhealthy-zone-threshold`).
  private static let unhealthyShare: Float = 0.55
  /// Nodes above which evictions slow down in a partly disrupted zone; below they end
  /// (`--large-cluster-size-threshold`).
  private static let largeZone = 50
  /// Nodes per second that are tainted in a large zone that is partly disrupted
  /// (`--secondary-node-eviction-rate`).
  private static let secondaryRate = 0.01

  init(notReady: Int, of count: Int) {
    if notReady > 0, notReady == count {
      self = .full
    } else if notReady > 2, Float(notReady) / Float(count) >= Self.unhealthyShare {
      self = .partial
    } else {
      self = .normal
    }
  }

  /// Nodes per second that may be tainted in a zone of that size.
  func evictionRate(zoneSize: Int, normalRate: Double) -> Double {
    switch self {
    case .normal, .full: normalRate
    case .partial: zoneSize > Self.largeZone ? Self.secondaryRate : 0
    }
  }
}
