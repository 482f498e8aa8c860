// SPDX-License-Identifier: Apache-2.0

/// The oldest workload: keeps a number of pods running.
public struct ReplicationController: Sendable, Hashable {
  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The number of pods.
  public var replicas: Int32 = 1
  /// The labels of its pods.
  public var selector: LabelSet = [:]
  /// The pattern of its pods; nil when not given.
  public var template: PodTemplateSpec?
  /// Seconds that a pod must be ready to count as available.
  public var minReadySeconds: Int32 = 0

  /// Makes an empty controller.
  public init() {}
}
