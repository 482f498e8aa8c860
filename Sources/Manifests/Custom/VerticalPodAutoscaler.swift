// SPDX-License-Identifier: Apache-2.0

/// A VerticalPodAutoscaler: sets what the containers of a workload ask for from what they use.
///
/// Source: kubernetes/autoscaler vertical-pod-autoscaler/pkg/apis/autoscaling.k8s.io/v1/types.go.
public struct VerticalPodAutoscaler: Sendable, Hashable {
  /// How recommendations reach pods.
  public enum UpdateMode: String, Sendable, Hashable, CaseIterable {
    case off = "Off"
    case initial = "Initial"
    case recreate = "Recreate"
    case auto = "Auto"
    case inPlaceOrRecreate = "InPlaceOrRecreate"
  }

  /// Whether a container is scaled.
  public enum ScalingMode: String, Sendable, Hashable, CaseIterable {
    case auto = "Auto"
    case off = "Off"
  }

  /// What of a container is set.
  public enum ControlledValues: String, Sendable, Hashable, CaseIterable {
    case requestsAndLimits = "RequestsAndLimits"
    case requestsOnly = "RequestsOnly"
  }

  /// Bounds for one container, or for all that have no policy of their own.
  public struct ContainerPolicy: Sendable, Hashable {
    /// The container, or `*`.
    public var containerName = "*"
    /// Whether it is scaled.
    public var mode: ScalingMode = .auto
    /// The least that is recommended.
    public var minAllowed = ResourceList()
    /// The most that is recommended.
    public var maxAllowed = ResourceList()
    /// The resources that are set.
    public var controlledResources = ["cpu", "memory"]
    /// What of the container is set.
    public var controlledValues: ControlledValues = .requestsAndLimits

    /// Makes a policy without bounds for all containers.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The workload whose pods are sized.
  public var targetRef = CrossVersionObjectReference()
  /// How recommendations reach pods.
  public var updateMode: UpdateMode = .recreate
  /// The least number of live pods to evict one; nil leaves it to the updater's flag.
  public var minReplicas: Int32?
  /// Bounds by container.
  public var containerPolicies: [ContainerPolicy] = []

  /// Makes an empty autoscaler.
  public init() {}
}
