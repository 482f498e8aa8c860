// SPDX-License-Identifier: Apache-2.0

/// What a pod runs and where it may run.
public struct PodSpec: Sendable, Hashable {
  /// When containers that ended are started again.
  public enum RestartPolicy: String, Sendable, Hashable, CaseIterable {
    case always = "Always"
    case onFailure = "OnFailure"
    case never = "Never"
  }

  /// Whether the pod may drive others away.
  public enum PreemptionPolicy: String, Sendable, Hashable, CaseIterable {
    case preemptLowerPriority = "PreemptLowerPriority"
    case never = "Never"
  }

  /// The containers that run side by side.
  public var containers: [Container] = []
  /// The containers that run first, one after the other; sidecars among them keep running.
  public var initContainers: [Container] = []
  /// What the pod as a whole asks for and may use; empty when not given.
  public var resources = ResourceRequirements()
  /// What running the pod costs beyond its containers.
  public var overhead = ResourceList()
  /// The node that the pod is bound to; nil while it waits.
  public var nodeName: String?
  /// Labels that the node must have.
  public var nodeSelector: LabelSet = [:]
  /// Wishes about nodes and neighbours.
  public var affinity = Affinity()
  /// The taints that are borne.
  public var tolerations: [Toleration] = []
  /// How pods of a kind are to be spread.
  public var topologySpreadConstraints: [TopologySpreadConstraint] = []
  /// The name of the priority class.
  public var priorityClassName: String?
  /// The priority, which admission takes from the class.
  public var priority: Int32?
  /// Whether the pod may drive others away; nil when admission has not yet set it.
  public var preemptionPolicy: PreemptionPolicy?
  /// The scheduler that places the pod.
  public var schedulerName = "default-scheduler"
  /// The names of the gates that hold scheduling back.
  public var schedulingGates: [String] = []
  /// The conditions that must hold, beyond the containers, for the pod to be ready.
  public var readinessGates: [String] = []
  /// Seconds from the request to stop until the kill.
  public var terminationGracePeriodSeconds: Int64 = 30
  /// Seconds after which the pod fails; nil for never.
  public var activeDeadlineSeconds: Int64?
  /// When containers that ended are started again.
  public var restartPolicy: RestartPolicy = .always
  /// Whether the pod uses the node's network, so that each port is a host port.
  public var hostNetwork = false
  /// The runtime class, which may bring overhead.
  public var runtimeClassName: String?
  /// The volumes, as far as their kind matters.
  public var volumes: [Volume] = []

  /// Makes an empty specification.
  public init() {}
}

/// A volume of a pod, as far as its kind matters.
public struct Volume: Sendable, Hashable {
  /// Where the data comes from.
  public enum Source: Sendable, Hashable {
    case persistentVolumeClaim(claimName: String)
    case configMap(name: String)
    case secret(name: String)
    case emptyDir
    case hostPath
    /// Any other kind, by the name of its field.
    case other(String)
  }

  /// The name, unique in the pod.
  public var name: String
  /// Where the data comes from.
  public var source: Source

  /// Makes a volume.
  public init(name: String, source: Source) {
    self.name = name
    self.source = source
  }
}
