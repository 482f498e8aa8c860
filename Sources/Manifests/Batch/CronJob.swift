// SPDX-License-Identifier: Apache-2.0

/// A CronJob: makes Jobs at times of the clock.
///
/// Defaults: kubernetes v1.36 pkg/apis/batch/v1/defaults.go, SetDefaults_CronJob.
public struct CronJob: Sendable, Hashable {
  /// What happens when the last Job still runs.
  public enum ConcurrencyPolicy: String, Sendable, Hashable, CaseIterable {
    case allow = "Allow"
    case forbid = "Forbid"
    case replace = "Replace"
  }

  /// What is wanted.
  public struct Spec: Sendable, Hashable {
    /// The times, as five cron fields.
    public var schedule = ""
    /// The time zone of the schedule; nil for that of the controller.
    public var timeZone: String?
    /// Seconds that a Job may start late; nil for any.
    public var startingDeadlineSeconds: Int64?
    /// What happens when the last Job still runs.
    public var concurrencyPolicy: ConcurrencyPolicy = .allow
    /// Whether no Jobs are made.
    public var suspend = false
    /// Jobs that succeeded and are kept.
    public var successfulJobsHistoryLimit: Int32 = 3
    /// Jobs that failed and are kept.
    public var failedJobsHistoryLimit: Int32 = 1
    /// Labels and annotations of the Jobs.
    public var jobMetadata = ObjectMeta()
    /// What the Jobs run.
    public var jobSpec = Job.Spec()

    /// Makes a specification with the defaults.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()

  /// Makes an empty CronJob with the defaults.
  public init() {}
}
