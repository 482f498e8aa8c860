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

  /// Applications that take another time to start than usual.
  public struct SlowStart: Sendable, Equatable {
    /// The workload.
    public var target: WorkloadReference
    /// The image of the pods concerned, of any container; nil for all.
    public var image: String?
    /// Time from the start of the container until the application can answer a probe.
    public var applicationStart: DurationSpread
    /// The time after which they start as usual; nil for never.
    public var duration: SimulationDuration?

    /// Creates a slow start of all pods of a workload, for ever.
    public init(target: WorkloadReference, applicationStart: DurationSpread) {
      self.target = target
      self.applicationStart = applicationStart
    }
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
    /// Nodes pull an image before pods need it.
    case prePull(PrePullOrder)
    /// The applications of a workload start as slowly as told.
    case slowStart(SlowStart)
    /// Failed nodes of a pool come back.
    case restoreNodes(pool: String, count: Int)
    /// The pods of a workload are replaced, as `kubectl rollout restart` would.
    case restart(WorkloadReference)
    /// Controllers and scheduler stand still for a while; pods and kubelets live on.
    case stallControlPlane(duration: SimulationDuration)
    /// The pods that a workload has lose their scheduling gates.
    case removeSchedulingGates(WorkloadReference)
    /// Nodes of a pool are cordoned and emptied one after the other, as `kubectl drain` would;
    /// given up after `timeout` if it is given.
    case drainNodes(pool: String, count: Int, timeout: SimulationDuration?)
    /// Cordoned nodes of a pool take pods again.
    case uncordonNodes(pool: String, count: Int)
  }

  /// An image that nodes pull before pods need it.
  public struct PrePullOrder: Sendable, Equatable {
    /// The workload whose pods will have the image.
    public var target: WorkloadReference
    /// The image; one of the workload's containers has another tag of it.
    public var image = ""
    /// The pool whose nodes pull it; nil for all.
    public var pool: String?
    /// Nodes that begin to pull in a second.
    public var nodesPerSecond: Double = 10

    /// Creates an order for all pools.
    public init(target: WorkloadReference) {
      self.target = target
    }
  }
}
