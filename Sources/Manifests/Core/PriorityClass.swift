// SPDX-License-Identifier: Apache-2.0

/// A named priority for pods.
public struct PriorityClass: Sendable, Hashable {
  /// Name and labels.
  public var metadata = ObjectMeta(namespace: "")
  /// The priority.
  public var value: Int32 = 0
  /// Whether pods without class get it.
  public var globalDefault = false
  /// Whether its pods may drive others away.
  public var preemptionPolicy: PodSpec.PreemptionPolicy = .preemptLowerPriority

  /// Makes an empty class.
  public init() {}
}
