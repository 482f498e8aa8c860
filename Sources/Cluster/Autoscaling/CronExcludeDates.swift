// SPDX-License-Identifier: Apache-2.0

/// The days on which an Alibaba CronHPA does nothing.
///
/// Source: AliyunContainerService/kubernetes-cronhpa-controller pkg/controller/cronjob.go.
public struct CronExcludeDates: Sendable, Hashable {
  /// How an exclude date is compared with the time of a job.
  public enum Comparison: Sendable, Hashable, CaseIterable {
    /// A job is skipped on every day on which the text matches, which is what its users mean.
    case day
    /// A job is skipped when the next match has the same month and hour.
    ///
    /// This is what the controller does, since the layout it formats dates with names the month
    /// and the hour. It skips hour 0 on other days of the month, and it does not skip the last
    /// second of an hour.
    case monthAndHour
  }

  /// The texts as given.
  public let texts: [String]
  /// How they are compared.
  public let comparison: Comparison
  /// The faults by place in the list; the controller warns and goes on without the text.
  public let faults: [(index: Int, error: CronScheduleError)]
  private let schedules: [CronSchedule?]
  private let clock: LocalClock

  /// Reads exclude dates.
  public init(_ texts: [String], comparison: Comparison = .day, clock: LocalClock) {
    self.texts = texts
    self.comparison = comparison
    self.clock = clock
    var schedules: [CronSchedule?] = []
    var faults: [(index: Int, error: CronScheduleError)] = []
    for (index, text) in texts.enumerated() {
      do throws(CronScheduleError) {
        schedules.append(try CronSchedule(text, dialect: .alibaba))
      } catch {
        schedules.append(nil)
        faults.append((index, error))
      }
    }
    self.schedules = schedules
    self.faults = faults
  }

  /// The place in the list of the first text that excludes a time; nil when none does.
  public func index(excluding time: Int64) -> Int? {
    guard !schedules.isEmpty else { return nil }
    let now = clock.civilTime(at: time)
    return schedules.firstIndex { schedule in
      guard let schedule else { return false }
      switch comparison {
      case .day: return schedule.matchesDay(now)
      case .monthAndHour:
        // Without a next match Go's zero time is compared: January, hour 0.
        let next = schedule.next(after: time, in: clock).map(clock.civilTime)
        return (next?.month ?? 1) == now.month && (next?.hour ?? 0) == now.hour
      }
    }
  }

  /// Whether two lists hold the same texts and are compared alike.
  public static func == (left: CronExcludeDates, right: CronExcludeDates) -> Bool {
    left.texts == right.texts && left.comparison == right.comparison && left.clock == right.clock
  }

  /// Feeds the texts to a hash.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(texts)
    hasher.combine(comparison)
    hasher.combine(clock)
  }
}
