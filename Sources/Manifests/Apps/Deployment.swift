// SPDX-License-Identifier: Apache-2.0

/// A Deployment: rolls a pod template out over ReplicaSets.
///
/// Defaults: kubernetes v1.36 pkg/apis/apps/v1/defaults.go, SetDefaults_Deployment.
public struct Deployment: Sendable, Hashable {
  /// How pods are replaced.
  public enum StrategyType: String, Sendable, Hashable, CaseIterable {
    case recreate = "Recreate"
    case rollingUpdate = "RollingUpdate"
  }

  /// What is wanted.
  public struct Spec: Sendable, Hashable {
    /// The number of pods.
    public var replicas: Int32 = 1
    /// The labels of its pods.
    public var selector = LabelSelector()
    /// The pattern of its pods.
    public var template = PodTemplateSpec()
    /// How pods are replaced.
    public var strategy: StrategyType = .rollingUpdate
    /// Pods that may be missing during a roll-out, rounded down.
    public var maxUnavailable: IntOrString = .string("25%")
    /// Pods beyond the count during a roll-out, rounded up.
    public var maxSurge: IntOrString = .string("25%")
    /// Seconds that a pod must be ready to count as available.
    public var minReadySeconds: Int32 = 0
    /// Old ReplicaSets that are kept.
    public var revisionHistoryLimit: Int32 = 10
    /// Seconds without progress after which the roll-out counts as failed.
    public var progressDeadlineSeconds: Int32 = 600
    /// Whether changes are held back.
    public var paused = false

    /// Makes a specification with the defaults.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()

  /// Makes an empty Deployment with the defaults.
  public init() {}
}
