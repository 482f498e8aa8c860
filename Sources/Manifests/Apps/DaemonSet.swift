// SPDX-License-Identifier: Apache-2.0

/// A DaemonSet: keeps one pod on every node that fits.
///
/// Defaults: kubernetes v1.36 pkg/apis/apps/v1/defaults.go, SetDefaults_DaemonSet.
public struct DaemonSet: Sendable, Hashable {
  /// What is wanted.
  public struct Spec: Sendable, Hashable {
    /// The labels of its pods.
    public var selector = LabelSelector()
    /// The pattern of its pods.
    public var template = PodTemplateSpec()
    /// When pods of an old revision are replaced.
    public var updateStrategy: StatefulSet.UpdateStrategyType = .rollingUpdate
    /// Nodes that may lack the pod during an update.
    public var maxUnavailable: IntOrString = .int(1)
    /// Nodes that may have two pods during an update.
    public var maxSurge: IntOrString = .int(0)
    /// Seconds that a pod must be ready to count as available.
    public var minReadySeconds: Int32 = 0
    /// Old revisions that are kept.
    public var revisionHistoryLimit: Int32 = 10

    /// Makes a specification with the defaults.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()

  /// Makes an empty DaemonSet with the defaults.
  public init() {}
}
