// SPDX-License-Identifier: Apache-2.0

/// A span of time between two cron schedules, as KEDA's cron scaler and Crane use it.
///
/// Times are whole seconds since 1970-01-01T00:00:00Z.
/// Sources: kedacore/keda pkg/scalers/cron_scaler.go, gocrane/crane
/// pkg/metricprovider/cron_trigger.go.
public struct CronWindow: Sendable, Hashable {
  /// When the window opens.
  public let start: CronSchedule
  /// When the window closes.
  public let end: CronSchedule
  /// The replica count that the window asks for.
  public let replicas: Int32
  private let clock: LocalClock

  /// Makes a window of schedules with five fields.
  public init(
    start: String, end: String, replicas: Int32, clock: LocalClock
  ) throws(CronScheduleError) {
    self.start = try CronSchedule(start, dialect: .standard)
    self.end = try CronSchedule(end, dialect: .standard)
    self.replicas = replicas
    self.clock = clock
  }

  /// Whether the window is open: its next end comes before its next start, or with it.
  ///
  /// At the moment of its start a window is open, at the moment of its end it is closed.
  public func isOpen(at time: Int64) -> Bool {
    // A schedule that never fires again gives Go's zero time, which lies before all others.
    guard let end = end.next(after: time, in: clock) else { return false }
    guard let start = start.next(after: time, in: clock) else { return true }
    return end <= start
  }

  /// The next time at which the window may open or close; nil when it never does.
  public func nextChange(after time: Int64) -> Int64? {
    let times = [start, end].compactMap { $0.next(after: time, in: clock) }
    return times.min()
  }
}
