// SPDX-License-Identifier: Apache-2.0

/// A Job: runs pods until enough of them have succeeded.
///
/// Defaults: kubernetes v1.36 pkg/apis/batch/v1/defaults.go, SetDefaults_Job.
public struct Job: Sendable, Hashable {
  /// How completions are counted.
  public enum CompletionMode: String, Sendable, Hashable, CaseIterable {
    case nonIndexed = "NonIndexed"
    case indexed = "Indexed"
  }

  /// When a pod that went is replaced.
  public enum PodReplacementPolicy: String, Sendable, Hashable, CaseIterable {
    case terminatingOrFailed = "TerminatingOrFailed"
    case failed = "Failed"
  }

  /// What is wanted.
  public struct Spec: Sendable, Hashable {
    /// Pods that run at one time.
    public var parallelism: Int32 = 1
    /// Pods that must succeed; nil means that any success ends the job.
    public var completions: Int32?
    /// Failed pods after which the job fails.
    ///
    /// 2147483647 when `backoffLimitPerIndex` is given instead.
    public var backoffLimit: Int32 = 6
    /// Failed pods of one index after which that index fails; nil for no such bound.
    public var backoffLimitPerIndex: Int32?
    /// Failed indexes after which the job fails; nil for no such bound.
    public var maxFailedIndexes: Int32?
    /// Seconds after which the job fails; nil for never.
    public var activeDeadlineSeconds: Int64?
    /// Seconds after the end when the job is deleted; nil for never.
    public var ttlSecondsAfterFinished: Int32?
    /// How completions are counted.
    public var completionMode: CompletionMode = .nonIndexed
    /// Whether no pods run.
    public var suspend = false
    /// When a pod that went is replaced.
    public var podReplacementPolicy: PodReplacementPolicy = .terminatingOrFailed
    /// The labels of its pods; nil when the server is to choose.
    public var selector: LabelSelector?
    /// The pattern of its pods.
    public var template = PodTemplateSpec()

    /// Makes a specification with the defaults.
    public init() {}
  }

  /// Name, labels and owner.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()

  /// Makes an empty Job with the defaults.
  public init() {}
}
