// SPDX-License-Identifier: Apache-2.0

/// An OpenKruise StatefulSet: the native one with more freedom in updates.
///
/// Source: openkruise/kruise apis/apps/v1beta1/statefulset_types.go and its defaults.
public struct AdvancedStatefulSet: Sendable, Hashable {
  /// How pods are updated, and how many at a time.
  public struct UpdateStrategy: Sendable, Hashable {
    /// When pods of an old revision are replaced.
    public var type: StatefulSet.UpdateStrategyType = .rollingUpdate
    /// Pods that stay old, counted from the lowest ordinal unless an order is given.
    public var partition: Int32 = 0
    /// Pods that may be missing.
    public var maxUnavailable: IntOrString = .int(1)
    /// How pods are updated.
    public var podUpdatePolicy: CloneSet.UpdateStrategyType = .recreate
    /// Whether the update is held back.
    public var paused = false
    /// Seconds that an updated pod must be ready before the next is touched.
    public var minReadySeconds: Int32 = 0
    /// Which pods go first; nil for descending ordinals.
    public var unorderedUpdate: CloneSet.PriorityStrategy?
    /// Seconds between "not ready" and the change of the image in place.
    public var inPlaceGracePeriodSeconds: Int32 = 0

    /// Makes a strategy with the defaults.
    public init() {}
  }

  /// What is wanted.
  public struct Spec: Sendable, Hashable {
    /// The number of pods.
    public var replicas: Int32 = 1
    /// The labels of its pods.
    public var selector = LabelSelector()
    /// The pattern of its pods.
    public var template = PodTemplateSpec()
    /// The service that names the pods.
    public var serviceName = ""
    /// The order in which pods are made and deleted.
    public var podManagementPolicy: StatefulSet.PodManagementPolicy = .orderedReady
    /// How pods are updated.
    public var updateStrategy = UpdateStrategy()
    /// Ordinals that have no pod, in ascending order.
    public var reserveOrdinals: [Int32] = []
    /// Pods made and not yet available at one time with Parallel; nil for no bound.
    public var scaleMaxUnavailable: IntOrString?
    /// Old revisions that are kept.
    public var revisionHistoryLimit: Int32 = 10
    /// The names of the volume claims that each pod gets.
    public var volumeClaimTemplates: [String] = []

    /// Makes a specification with the defaults.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()

  /// Makes an empty StatefulSet with the defaults.
  public init() {}
}
