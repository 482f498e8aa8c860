// SPDX-License-Identifier: Apache-2.0

/// An OpenKruise CloneSet: keeps equal pods and can update them in place, in part and in order.
///
/// Source: openkruise/kruise apis/apps/v1alpha1/cloneset_types.go and its defaults.
public struct CloneSet: Sendable, Hashable {
  /// How pods are updated.
  public enum UpdateStrategyType: String, Sendable, Hashable, CaseIterable {
    case recreate = "ReCreate"
    case inPlaceIfPossible = "InPlaceIfPossible"
    case inPlaceOnly = "InPlaceOnly"
  }

  /// How pods are updated, and how many at a time.
  public struct UpdateStrategy: Sendable, Hashable {
    /// How pods are updated.
    public var type: UpdateStrategyType = .recreate
    /// Pods that stay old; percentages round up.
    public var partition: IntOrString = .int(0)
    /// Pods that may be missing.
    public var maxUnavailable: IntOrString = .string("20%")
    /// Pods beyond the count.
    public var maxSurge: IntOrString = .int(0)
    /// Whether the update is held back.
    public var paused = false
    /// Which pods go first.
    public var priorityStrategy = PriorityStrategy()
    /// Pods with these labels are interleaved evenly among the rest.
    public var scatterStrategy: [LabelSet.Label] = []
    /// Seconds between "not ready" and the change of the image in place.
    public var inPlaceGracePeriodSeconds: Int32 = 0

    /// Makes a strategy with the defaults.
    public init() {}
  }

  /// Which pods are updated first.
  public struct PriorityStrategy: Sendable, Hashable {
    /// A weight of the pods that a selector chooses.
    public struct WeightTerm: Sendable, Hashable {
      /// From 1 to 100.
      public var weight: Int32
      /// The pods.
      public var matchSelector: LabelSelector

      /// Makes a term.
      public init(weight: Int32, matchSelector: LabelSelector) {
        self.weight = weight
        self.matchSelector = matchSelector
      }
    }

    /// Pods with the greatest sum of weights go first.
    public var weightPriority: [WeightTerm] = []
    /// Labels whose numeric value, greatest first, tells the order.
    public var orderPriority: [String] = []

    /// Makes a strategy without wishes.
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
    /// How pods are updated.
    public var updateStrategy = UpdateStrategy()
    /// Pods that scaling should delete first.
    public var podsToDelete: [String] = []
    /// Pods made and not yet available at one time; nil for no bound.
    public var scaleMaxUnavailable: IntOrString?
    /// Seconds that a pod must be ready to count as available.
    public var minReadySeconds: Int32 = 0
    /// Old revisions that are kept.
    public var revisionHistoryLimit: Int32 = 10

    /// Makes a specification with the defaults.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()

  /// Makes an empty CloneSet with the defaults.
  public init() {}
}
