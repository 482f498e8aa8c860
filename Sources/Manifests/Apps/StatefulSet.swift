// SPDX-License-Identifier: Apache-2.0

/// A StatefulSet: keeps numbered pods with names and disks of their own.
///
/// Defaults: kubernetes v1.36 pkg/apis/apps/v1/defaults.go, SetDefaults_StatefulSet.
public struct StatefulSet: Sendable, Hashable {
  /// The order in which pods are made and deleted.
  public enum PodManagementPolicy: String, Sendable, Hashable, CaseIterable {
    case orderedReady = "OrderedReady"
    case parallel = "Parallel"
  }

  /// When pods of an old revision are replaced.
  public enum UpdateStrategyType: String, Sendable, Hashable, CaseIterable {
    case rollingUpdate = "RollingUpdate"
    case onDelete = "OnDelete"
  }

  /// What becomes of a claim that its pod no longer needs.
  public enum ClaimRetention: String, Sendable, Hashable, CaseIterable {
    case retain = "Retain"
    case delete = "Delete"
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
    public var podManagementPolicy: PodManagementPolicy = .orderedReady
    /// When pods of an old revision are replaced.
    public var updateStrategy: UpdateStrategyType = .rollingUpdate
    /// Pods below this ordinal stay old.
    public var partition: Int32 = 0
    /// Pods that may be missing during an update; nil means 1.
    ///
    /// Honoured only with the gate MaxUnavailableStatefulSet, off in 1.36.
    public var maxUnavailable: IntOrString?
    /// Seconds that a pod must be ready to count as available.
    public var minReadySeconds: Int32 = 0
    /// Old revisions that are kept.
    public var revisionHistoryLimit: Int32 = 10
    /// The ordinal of the first pod.
    public var firstOrdinal: Int32 = 0
    /// What becomes of the claims when the StatefulSet is deleted.
    public var claimsWhenDeleted: ClaimRetention = .retain
    /// What becomes of the claims of pods that scaling removes.
    public var claimsWhenScaled: ClaimRetention = .retain
    /// The names of the volume claims that each pod gets.
    public var volumeClaimTemplates: [String] = []

    /// Makes a specification with the defaults.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()

  /// Makes an empty StatefulSet with the defaults.
  public init() {}
}
