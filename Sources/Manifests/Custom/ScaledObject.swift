// SPDX-License-Identifier: Apache-2.0

/// KEDA's ScaledObject: scales a workload on events, down to zero.
///
/// Source: kedacore/keda v2.20 apis/keda/v1alpha1/scaledobject_types.go.
public struct ScaledObject: Sendable, Hashable {
  /// What makes the workload grow.
  public struct Trigger: Sendable, Hashable {
    /// The kind of scaler, such as `cron` or `prometheus`.
    public var type = ""
    /// The name, by which formulas refer to it; nil when not given.
    public var name: String?
    /// The settings of the scaler.
    public var metadata = LabelSet()
    /// `AverageValue`, `Value` or `Utilization`; nil for the scaler's own.
    public var metricType: String?

    /// Makes a trigger of no kind.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The workload that is scaled.
  public var scaleTargetRef = CrossVersionObjectReference(
    apiVersion: "apps/v1", kind: "Deployment", name: "")
  /// Seconds from one look at the triggers to the next.
  public var pollingInterval: Int32 = 30
  /// Seconds after the last activity before the workload goes to zero or to the idle count.
  public var cooldownPeriod: Int32 = 300
  /// Seconds after the creation before the workload may go to zero without any activity.
  public var initialCooldownPeriod: Int32 = 0
  /// The number of pods while no trigger is active; nil for the least number.
  public var idleReplicaCount: Int32?
  /// The least number of pods.
  public var minReplicaCount: Int32 = 0
  /// The greatest number of pods.
  public var maxReplicaCount: Int32 = 100
  /// The name of the HorizontalPodAutoscaler; nil for the name that KEDA makes.
  public var autoscalerName: String?
  /// The speed of scaling.
  public var behavior: HorizontalPodAutoscalerBehavior?
  /// What makes the workload grow.
  public var triggers: [Trigger] = []
  /// Fields that change the result and are not read.
  public var unreadFields: [String] = []

  /// Makes an empty object with the defaults.
  public init() {}
}
