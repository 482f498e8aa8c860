// SPDX-License-Identifier: Apache-2.0

/// How fast an autoscaler may scale in each direction.
///
/// Defaults are filled in field by field as kubernetes v1.36 pkg/apis/autoscaling/v2/defaults.go
/// does.
public struct HorizontalPodAutoscalerBehavior: Sendable, Hashable {
  /// Scaling up.
  public var scaleUp = HPAScalingRules.defaultScaleUp
  /// Scaling down.
  public var scaleDown = HPAScalingRules.defaultScaleDown

  /// Makes the default behaviour.
  public init() {}
}

/// The rules of one direction of scaling.
public struct HPAScalingRules: Sendable, Hashable {
  /// Which policy counts when there are several.
  public enum SelectPolicy: String, Sendable, Hashable, CaseIterable {
    case max = "Max"
    case min = "Min"
    case disabled = "Disabled"
  }

  /// A bound on the change in a period.
  public struct Policy: Sendable, Hashable {
    /// What the value counts.
    public enum PolicyType: String, Sendable, Hashable, CaseIterable {
      case pods = "Pods"
      case percent = "Percent"
    }

    /// What the value counts.
    public var type: PolicyType
    /// The greatest change.
    public var value: Int32
    /// The period in seconds.
    public var periodSeconds: Int32

    /// Makes a policy.
    public init(type: PolicyType, value: Int32, periodSeconds: Int32) {
      self.type = type
      self.value = value
      self.periodSeconds = periodSeconds
    }
  }

  /// Seconds over which recommendations are held; nil leaves it to the controller's flag.
  public var stabilizationWindowSeconds: Int32?
  /// Which policy counts when there are several.
  public var selectPolicy: SelectPolicy = .max
  /// The bounds on the change.
  public var policies: [Policy]
  /// The relative distance from the target that is left alone; nil leaves it to the flag.
  public var tolerance: Quantity?

  /// Makes rules.
  public init(stabilizationWindowSeconds: Int32?, policies: [Policy]) {
    self.stabilizationWindowSeconds = stabilizationWindowSeconds
    self.policies = policies
  }

  /// The rules of scaling up when none are given.
  public static let defaultScaleUp = HPAScalingRules(
    stabilizationWindowSeconds: 0,
    policies: [
      Policy(type: .pods, value: 4, periodSeconds: 15),
      Policy(type: .percent, value: 100, periodSeconds: 15),
    ])

  /// The rules of scaling down when none are given.
  public static let defaultScaleDown = HPAScalingRules(
    stabilizationWindowSeconds: nil,
    policies: [Policy(type: .percent, value: 100, periodSeconds: 15)])
}
