// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// The flags of the cluster autoscaler with their defaults.
///
/// Source: kubernetes/autoscaler cluster-autoscaler/config/flags/flags.go and config/const.go.
package struct ClusterAutoscalerSettings: Sendable, Equatable {
  /// How often it looks (`scan-interval`).
  package var scanInterval = SimulationDuration.seconds(10)
  /// The ways to choose a group, each narrowing what the one before left (`expander`).
  package var expanders: [Expander] = [.leastWaste]
  /// Nodes added at once (`max-nodes-per-scaleup`).
  package var maxNodesPerScaleUp = 1000
  /// Nodes of the cluster; 0 for no bound (`max-nodes-total`).
  package var maxNodesTotal = 0
  /// How long nodes may take until an order counts as failed (`max-node-provision-time`).
  package var maxNodeProvisionTime = SimulationDuration.minutes(15)
  /// Pods with a lower priority are neither helped nor spared (`expendable-pods-priority-cutoff`).
  package var expendablePodsPriorityCutoff: Int32 = -10
  /// Unready nodes that are always tolerated (`ok-total-unready-count`).
  package var okTotalUnreadyCount = 3
  /// The share of unready nodes beyond which nothing is done (`max-total-unready-percentage`).
  package var maxTotalUnreadyPercentage = 45.0
  /// Whether nodes are removed (`scale-down-enabled`).
  package var scaleDownEnabled = true
  /// The utilisation up to which a node may be removed (`scale-down-utilization-threshold`).
  package var scaleDownUtilizationThreshold = 0.5
  /// How long a node must have been unneeded (`scale-down-unneeded-time`).
  package var scaleDownUnneededTime = SimulationDuration.minutes(10)
  /// How long a node that is not ready must have been unneeded (`scale-down-unready-time`).
  package var scaleDownUnreadyTime = SimulationDuration.minutes(20)
  /// The rest after nodes were added (`scale-down-delay-after-add`).
  package var scaleDownDelayAfterAdd = SimulationDuration.minutes(10)
  /// The rest after a node was removed (`scale-down-delay-after-delete`).
  package var scaleDownDelayAfterDelete = SimulationDuration.zero
  /// The rest after a removal failed (`scale-down-delay-after-failure`).
  package var scaleDownDelayAfterFailure = SimulationDuration.minutes(3)
  /// Nodes that are removed at once (`max-scale-down-parallelism`).
  package var maxScaleDownParallelism = 10
  /// Nodes that are drained at once (`max-drain-parallelism`).
  package var maxDrainParallelism = 1
  /// When a node that could not be removed is looked at again
  /// (`unremovable-node-recheck-timeout`).
  package var unremovableNodeRecheckTimeout = SimulationDuration.minutes(5)
  /// Pods younger than this trigger nothing (`unschedulablePodTimeBuffer` in
  /// core/static_autoscaler.go).
  package var unschedulablePodTimeBuffer = SimulationDuration.seconds(2)
  /// The wait between the taint and the drain (`node-delete-delay-after-taint`).
  package var nodeDeleteDelayAfterTaint = SimulationDuration.seconds(5)
  /// How long pods may take to end (`max-graceful-termination-sec`).
  package var maxGracefulTermination = SimulationDuration.minutes(10)
  /// How long an eviction is tried (`max-pod-eviction-time`).
  package var maxPodEvictionTime = SimulationDuration.minutes(2)

  /// Creates the defaults.
  package init() {}
}
