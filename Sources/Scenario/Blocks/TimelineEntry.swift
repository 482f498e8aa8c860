// SPDX-License-Identifier: Apache-2.0

public import EventKernel
public import Manifests

/// Something that an operator or fate does at an instant.
public struct TimelineEntry: Sendable {
  /// The instant.
  public var at: SimulationTime
  /// What happens.
  public var action: Action

  /// Creates an entry.
  public init(at: SimulationTime, action: Action) {
    self.at = at
    self.action = action
  }

  /// What can happen.
  public enum Action: Sendable {
    /// Manifests are applied, as `kubectl apply` would.
    case apply(ManifestSet)
    /// The replicas of a workload are set.
    case scale(WorkloadReference, replicas: Int)
    /// Nodes of a pool fall silent; they come back after `duration` if it is given.
    case failNodes(pool: String, count: Int, duration: SimulationDuration?)
    /// All nodes of a zone fall silent; they come back after `duration` if it is given.
    case failZone(String, duration: SimulationDuration?)
    /// The registry sends no more than a number of bytes per second, for `duration` if it is given.
    case slowRegistry(bytesPerSecond: Double, duration: SimulationDuration?)
    /// Failed nodes of a pool come back.
    case restoreNodes(pool: String, count: Int)
    /// The pods of a workload are replaced, as `kubectl rollout restart` would.
    case restart(WorkloadReference)
    /// The step of a Rollout of OpenKruise that waits is confirmed.
    case approve(namespace: String, name: String)
    /// Controllers and scheduler stand still for a while; pods and kubelets live on.
    case stallControlPlane(duration: SimulationDuration)
    /// The pods that a workload has lose their scheduling gates.
    case removeSchedulingGates(WorkloadReference)
  }
}
