// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// The status of a HorizontalPodAutoscaler, which lives on from one reconcile to the next.
public struct HPAStatus: Sendable, Hashable {
  /// The value of one metric as shown in the status; all in thousandths but the utilisation.
  public struct Metric: Sendable, Hashable, BitwiseCopyable {
    /// Mean use in per cent of the request, before missing pods are filled in.
    public var averageUtilization: Int32?
    /// The value per pod.
    public var averageValueMilli: Int64?
    /// The value as a whole.
    public var valueMilli: Int64?

    /// Makes the status of a metric.
    public init(
      averageUtilization: Int32? = nil, averageValueMilli: Int64? = nil, valueMilli: Int64? = nil
    ) {
      self.averageUtilization = averageUtilization
      self.averageValueMilli = averageValueMilli
      self.valueMilli = valueMilli
    }
  }

  /// The replica count that the last reconcile saw.
  public var currentReplicas: Int32 = 0
  /// The replica count that the last reconcile wanted.
  public var desiredReplicas: Int32 = 0
  /// When the autoscaler last changed the target; nil when it never did.
  public var lastScaleTime: SimulationTime?
  /// The metrics in the order of the spec, nil for one that failed; empty when none were read.
  public var currentMetrics: [Metric?] = []
  /// Whether the target can be read and written, and whether a window holds it.
  public var ableToScale: HPACondition?
  /// Whether replica counts can be computed.
  public var scalingActive: HPACondition?
  /// Whether a limit changed the wanted count.
  public var scalingLimited: HPACondition?
  /// Whether the autoscaler itself went to zero replicas; only with the gate `HPAScaleToZero`.
  public var scaledToZero: HPACondition?

  /// Makes the status of an autoscaler that was never reconciled.
  public init() {}

  /// The conditions that are set, with their API names, in byte order of the names.
  public var conditions: [(type: String, condition: HPACondition)] {
    [
      ("AbleToScale", ableToScale), ("ScaledToZero", scaledToZero),
      ("ScalingActive", scalingActive), ("ScalingLimited", scalingLimited),
    ].compactMap { type, condition in condition.map { (type: type, condition: $0) } }
  }
}
