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
    /// Pods in each batch, all as numbers or all as percentages; empty for equal parts.
    public var podsNumToUpdate: [IntOrString] = []
    /// Names of the pods of each batch, when picked by hand.
    public var podsToUpdate: [[String]] = []
    /// Whether the pods of a batch go side by side; assumed default true.
    public var parallel = true
    /// Minutes after which a batch has failed and rolls back; nil for never.
    public var batchDeadlineMinutes: Int32?
    /// A release goes on while fewer percent of a batch fail; assumed default 0 bears none.
    public var maxFailedPercent: Int32 = 0
    /// Seconds between "not ready" and the change of the image in place; assumed default 0.
    public var inPlaceGracePeriodSeconds: Int32 = 0
    /// Seconds without a request after which a container is stopped in place; nil for no check.
    ///
    /// Weibo's flow of 2019: cut the traffic, check that none is left, remove, deploy, check, open.
    public var trafficCheckSeconds: Int32?
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

  /// The annotation that holds a release and its automatic rollback back while it is `true`.
  public static let pauseAnnotation = "platform.tkex/pause-auto-batchDeploy"
  /// The annotation with which an operator gives an order when a manifest is applied.
  ///
  /// `Next`, `RollbackBatch` or `RollbackAll`. It stands for buttons of a console that no article
  /// names, so the key is our own.
  public static let orderAnnotation = "springtide.dev/batch-order"

  /// Whether the release is held back, by its annotation or its strategy.
  public var isPaused: Bool {
    spec.updateStrategy.paused || metadata.annotations[Self.pauseAnnotation] == "true"
  }
}
