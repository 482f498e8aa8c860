// SPDX-License-Identifier: Apache-2.0

/// A ReplicaSet: keeps a number of equal pods running.
///
/// Defaults: kubernetes v1.36 pkg/apis/apps/v1/defaults.go, SetDefaults_ReplicaSet.
public struct ReplicaSet: Sendable, Hashable {
  /// What is wanted.
  public struct Spec: Sendable, Hashable {
    /// The number of pods.
    public var replicas: Int32 = 1
    /// The labels of its pods.
    public var selector = LabelSelector()
    /// The pattern of its pods; nil when not given.
    public var template: PodTemplateSpec?
    /// Seconds that a pod must be ready to count as available.
    public var minReadySeconds: Int32 = 0

    /// Makes a specification with the defaults.
    public init() {}
  }

  /// Name, labels and owner.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()

  /// Makes an empty ReplicaSet with the defaults.
  public init() {}
}
