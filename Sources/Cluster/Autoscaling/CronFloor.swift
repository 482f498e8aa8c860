// SPDX-License-Identifier: Apache-2.0

/// The least replica count that the cron windows of an autoscaler ask for at a time.
///
/// It is no command of its own: it becomes one more metric of a HorizontalPodAutoscaler, with a
/// target of 1 per pod, which takes the largest proposal of all its metrics.
public struct CronFloor: Sendable, Hashable {
  /// The windows in the order of the spec.
  public let windows: [CronWindow]
  /// What is asked for while no window is open.
  public let replicasOutside: Int32

  private init(windows: [CronWindow], replicasOutside: Int32) {
    self.windows = windows
    self.replicasOutside = replicasOutside
  }

  /// KEDA's cron scaler: outside its window it asks for one replica.
  ///
  /// Source: kedacore/keda pkg/scalers/cron_scaler.go, defaultDesiredReplicas.
  public static func keda(_ window: CronWindow) -> CronFloor {
    CronFloor(windows: [window], replicasOutside: 1)
  }

  /// The crons of Crane's EffectiveHorizontalPodAutoscaler: outside all windows, and for windows
  /// below it, the autoscaler's own least count is asked for.
  ///
  /// Source: gocrane/crane pkg/metricprovider/external_metric_provider.go.
  public static func crane(_ windows: [CronWindow], minReplicas: Int32) -> CronFloor {
    CronFloor(
      windows: windows.filter { $0.replicas >= minReplicas }, replicasOutside: minReplicas)
  }

  /// The count asked for at a time: the largest of the open windows.
  public func replicas(at time: Int64) -> Int32 {
    var largest: Int32?
    for window in windows where window.isOpen(at: time) {
      largest = max(largest ?? window.replicas, window.replicas)
    }
    return largest ?? replicasOutside
  }

  /// The value of the metric for the HorizontalPodAutoscaler, in thousandths.
  public func reading(at time: Int64) -> HPAMetricReading {
    HPAMetricReading(totalMilli: Int64(replicas(at: time)) * 1_000)
  }

  /// The next time at which the count may change; nil when it never does.
  public func nextChange(after time: Int64) -> Int64? {
    windows.compactMap { $0.nextChange(after: time) }.min()
  }
}
