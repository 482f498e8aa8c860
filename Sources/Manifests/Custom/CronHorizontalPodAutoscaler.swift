// SPDX-License-Identifier: Apache-2.0

/// Alibaba's CronHPA: sets replicas at times of the clock.
///
/// Source: AliyunContainerService/kubernetes-cronhpa-controller pkg/apis/autoscaling/v1beta1.
public struct CronHorizontalPodAutoscaler: Sendable, Hashable {
  /// One scheduled change.
  public struct Job: Sendable, Hashable {
    /// The name.
    public var name = ""
    /// Six cron fields with seconds first, a descriptor such as `@hourly`, or `@date ...`.
    public var schedule = ""
    /// The number of pods to set.
    public var targetSize: Int32 = 0
    /// Whether the job is done after its first success.
    public var runOnce = false

    /// Makes an empty job.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The workload or autoscaler that is changed.
  public var scaleTargetRef = CrossVersionObjectReference()
  /// Cron texts of the days on which nothing is done.
  public var excludeDates: [String] = []
  /// The scheduled changes.
  public var jobs: [Job] = []

  /// Makes an empty autoscaler.
  public init() {}
}
