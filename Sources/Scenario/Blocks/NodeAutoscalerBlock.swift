// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// What adds and removes nodes: the cluster autoscaler with its flags, or Karpenter.
public struct NodeAutoscalerBlock: Sendable, Equatable {
  /// The ways to choose a pool.
  public static let expanders = [
    "least-waste", "most-pods", "least-nodes", "price", "priority", "random",
  ]

  /// What adds and removes nodes.
  public enum Kind: String, Sendable, CaseIterable {
    /// The cluster autoscaler, which acts on pools with autoscaling.
    case clusterAutoscaler = "cluster-autoscaler"
    /// Karpenter, which acts on the NodePools of the manifests.
    case karpenter
  }

  /// What adds and removes nodes.
  public var kind = Kind.clusterAutoscaler
  /// The machines that Karpenter can buy.
  public var karpenter = KarpenterBlock()
  /// How often it looks.
  public var scanInterval = SimulationDuration.seconds(10)
  /// How it chooses a pool: each narrows what the one before left.
  public var expander = ["least-waste"]
  /// Nodes added at once.
  public var maxNodesPerScaleUp = 1000
  /// Nodes of the cluster; 0 for no bound.
  public var maxNodesTotal = 0
  /// How long nodes may take until an order counts as failed.
  public var maxNodeProvisionTime = SimulationDuration.minutes(15)
  /// Whether nodes are removed.
  public var scaleDownEnabled = true
  /// The utilisation up to which a node may be removed.
  public var scaleDownUtilizationThreshold = 0.5
  /// How long a node must have been unneeded.
  public var scaleDownUnneededTime = SimulationDuration.minutes(10)
  /// The rest after nodes were added.
  public var scaleDownDelayAfterAdd = SimulationDuration.minutes(10)
  /// Nodes that are drained at once.
  public var maxDrainParallelism = 1
  /// Nodes that are removed at once.
  public var maxScaleDownParallelism = 10

  /// Creates the defaults.
  public init() {}
}
