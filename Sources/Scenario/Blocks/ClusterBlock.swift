// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// One cluster: its nodes, the manifests applied at time zero and its control plane.
public struct ClusterBlock: Sendable {
  /// The name of the cluster.
  public var name: String
  /// The pools, in the order of the file.
  public var nodePools: [NodePoolBlock]
  /// The objects applied at time zero, as read from the manifests.
  public var objects: ManifestSet
  /// Whether the workloads of the manifests run at time zero, as on any ordinary evening, or are
  /// created then.
  public var isRunningAtStart = true
  /// Rates, workers and latencies of the control plane.
  public var controlPlane = ControlPlaneBlock()
  /// Profiles of the scheduler and its choice among equal nodes.
  public var scheduler = SchedulerBlock()
  /// The flags of the cluster autoscaler, which acts on pools with autoscaling.
  public var nodeAutoscaler = NodeAutoscalerBlock()
  /// Times of the kubelets and container runtimes.
  public var kubelet = KubeletBlock()
  /// Where pods get their addresses.
  public var network = NetworkBlock()
  /// The image registry that all nodes share.
  public var registry = RegistryBlock()
  /// How metrics beside CPU and memory reach autoscalers, and those from outside the cluster.
  public var customMetrics = CustomMetricsBlock()

  /// Creates a cluster with the default control plane, kubelets and registry.
  public init(name: String, nodePools: [NodePoolBlock] = [], objects: ManifestSet = ManifestSet()) {
    self.name = name
    self.nodePools = nodePools
    self.objects = objects
  }
}
