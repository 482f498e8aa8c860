// SPDX-License-Identifier: Apache-2.0

/// Tencent's CronHPA of tkestack: sets replicas at times of the clock.
///
/// Source: tkestack/cron-hpa pkg/apis/cronhpacontroller/v1.
public struct CronHPA: Sendable, Hashable {
  /// One scheduled change.
  public struct Cron: Sendable, Hashable {
    /// The times, as five cron fields.
    public var schedule: String
    /// The number of pods to set.
    public var targetReplicas: Int32

    /// Makes a scheduled change.
    public init(schedule: String, targetReplicas: Int32) {
      self.schedule = schedule
      self.targetReplicas = targetReplicas
    }
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The workload that is changed.
  public var scaleTargetRef = CrossVersionObjectReference()
  /// The scheduled changes; their order matters.
  public var crons: [Cron] = []

  /// Makes an empty autoscaler.
  public init() {}
}
