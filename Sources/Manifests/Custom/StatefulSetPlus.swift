// SPDX-License-Identifier: Apache-2.0

/// Tencent's StatefulSetPlus: releases in batches, by hand or by the clock.
///
/// The controller is not public. The field names come from its vendor's articles on releases in
/// batches; defaults are assumed and stated at each field.
public struct StatefulSetPlus: Sendable, Hashable {
  /// How pods are updated, and in which batches.
  public struct UpdateStrategy: Sendable, Hashable {
    /// How pods are updated; assumed default: recreated.
    public var type: CloneSet.UpdateStrategyType = .recreate
    /// The number of batches; assumed default 1.
    public var batchNum: Int32 = 1
    /// Whether the next batch starts without a confirmation; assumed default false.
    public var batchAuto = false
    /// Minutes between batches when they start by themselves; assumed default 0.
    public var batchIntervalMinutes: Int32 = 0
    /// Pods in each batch; empty for equal parts.
    public var podsNumToUpdate: [Int32] = []
    /// Names of the pods of each batch, when picked by hand.
    public var podsToUpdate: [[String]] = []
    /// Whether the pods of a batch go side by side; assumed default true.
    public var parallel = true
    /// Minutes after which a batch has failed and rolls back; nil for never.
    public var batchDeadlineMinutes: Int32?
    /// Percent of failed pods that is borne; assumed default 0.
    public var maxFailedPercent: Int32 = 0
    /// Whether the release is held back.
    public var paused = false

    /// Makes a strategy with the assumed defaults.
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
    /// Seconds that a pod must be ready to count as available.
    public var minReadySeconds: Int32 = 0

    /// Makes a specification with the defaults.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()

  /// Makes an empty StatefulSetPlus with the defaults.
  public init() {}
}
