// SPDX-License-Identifier: Apache-2.0

/// A kind of trigger of KEDA that compares a value with a target, with the keys of its settings.
///
/// Source: kedacore/keda v2.20 pkg/scalers, one file for each kind.
public struct ScalerKind: Sendable, Hashable {
  /// The type in a trigger.
  public var type: String
  /// The key of the target value.
  public var targetKey: String
  /// The target where none is given; nil if one must be.
  public var defaultTarget: Double?
  /// The key of the value above which the trigger is active.
  public var activationKey: String

  /// All kinds that can have a value in a run.
  public static let all = [
    ScalerKind("prometheus", "threshold", nil, "activationThreshold"),
    ScalerKind("metrics-api", "targetValue", nil, "activationTargetValue"),
    ScalerKind("kafka", "lagThreshold", 10, "activationLagThreshold"),
    ScalerKind("rabbitmq", "value", nil, "activationValue"),
    ScalerKind("redis", "listLength", 5, "activationListLength"),
    ScalerKind("aws-sqs-queue", "queueLength", 5, "activationQueueLength"),
    ScalerKind("azure-queue", "queueLength", 5, "activationQueueLength"),
    ScalerKind("azure-servicebus", "messageCount", 5, "activationMessageCount"),
    ScalerKind("nats-jetstream", "lagThreshold", 10, "activationLagThreshold"),
    ScalerKind("pulsar", "msgBacklogThreshold", 10, "activationMsgBacklogThreshold"),
    ScalerKind("mysql", "queryValue", nil, "activationQueryValue"),
    ScalerKind("postgresql", "targetQueryValue", nil, "activationTargetQueryValue"),
  ]

  private init(_ type: String, _ targetKey: String, _ target: Double?, _ activationKey: String) {
    self.type = type
    self.targetKey = targetKey
    defaultTarget = target
    self.activationKey = activationKey
  }
}
