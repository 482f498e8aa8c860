// SPDX-License-Identifier: Apache-2.0

/// A pod: containers that are placed on one node together.
public struct Pod: Sendable, Hashable {
  /// Name, labels and owners.
  public var metadata = ObjectMeta()
  /// What it runs and where it may run.
  public var spec = PodSpec()
  /// How it fares, in a dump of a live cluster.
  public var status = PodStatus()

  /// Makes an empty pod.
  public init() {}
}

/// The pattern from which a workload makes pods.
public struct PodTemplateSpec: Sendable, Hashable {
  /// Labels and annotations of the pods.
  public var metadata = ObjectMeta()
  /// What the pods run and where they may run.
  public var spec = PodSpec()

  /// Makes an empty pattern.
  public init() {}
}

/// How a pod fares.
public struct PodStatus: Sendable, Hashable {
  /// The stage of a pod's life.
  public enum Phase: String, Sendable, Hashable, CaseIterable {
    case pending = "Pending"
    case running = "Running"
    case succeeded = "Succeeded"
    case failed = "Failed"
    case unknown = "Unknown"
  }

  /// How one container fares.
  public struct ContainerStatus: Sendable, Hashable {
    /// The container's name.
    public var name = ""
    /// Whether it passes its readiness check.
    public var ready = false
    /// How often it was started again.
    public var restartCount: Int32 = 0
    /// Whether it passed its startup check; nil when not told.
    public var started: Bool?

    /// Makes an empty status.
    public init() {}
  }

  /// The stage of life.
  public var phase: Phase = .pending
  /// The conditions, such as Ready.
  public var conditions: [Condition] = []
  /// How the containers fare.
  public var containerStatuses: [ContainerStatus] = []
  /// How the init containers fare.
  public var initContainerStatuses: [ContainerStatus] = []
  /// When the kubelet took the pod.
  public var startTime: Timestamp?
  /// The node that preemption set aside.
  public var nominatedNodeName: String?
  /// The quality-of-service class, as the server tells it.
  public var qosClass: String?
  /// Why the pod is in this state, such as `Evicted`.
  public var reason: String?

  /// Makes the status of a pod just made.
  public init() {}
}

/// A condition of a pod or node, such as Ready.
public struct Condition: Sendable, Hashable {
  /// Whether a condition holds.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    case yes = "True"
    case no = "False"
    case unknown = "Unknown"
  }

  /// Which condition it is.
  public var type = ""
  /// Whether it holds.
  public var status: Status = .unknown
  /// Why, in one word.
  public var reason = ""
  /// When it last changed.
  public var lastTransitionTime: Timestamp?

  /// Makes an empty condition.
  public init() {}
}
