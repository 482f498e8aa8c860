// SPDX-License-Identifier: Apache-2.0

/// A HorizontalPodAutoscaler: sets the number of pods of a workload from metrics.
///
/// All versions are read to the shape of autoscaling/v2.
/// Defaults: kubernetes v1.36 pkg/apis/autoscaling/v2/defaults.go.
public struct HorizontalPodAutoscaler: Sendable, Hashable {
  /// What is wanted.
  public struct Spec: Sendable, Hashable {
    /// The workload that is scaled.
    public var scaleTargetRef = CrossVersionObjectReference()
    /// The least number of pods.
    public var minReplicas: Int32 = 1
    /// The greatest number of pods.
    public var maxReplicas: Int32 = 0
    /// The metrics; the greatest proposal wins.
    public var metrics: [MetricSpec] = []
    /// The speed of scaling; nil when not given, which is not the same as empty.
    public var behavior: HorizontalPodAutoscalerBehavior?

    /// Makes a specification without target.
    public init() {}
  }

  /// What the controller last did, in a dump of a live cluster.
  public struct Status: Sendable, Hashable {
    /// The number of pods that it saw.
    public var currentReplicas: Int32 = 0
    /// The number of pods that it wanted.
    public var desiredReplicas: Int32 = 0
    /// When it last scaled.
    public var lastScaleTime: Timestamp?

    /// Makes an empty status.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()
  /// What the controller last did.
  public var status = Status()

  /// Makes an empty autoscaler.
  public init() {}
}
