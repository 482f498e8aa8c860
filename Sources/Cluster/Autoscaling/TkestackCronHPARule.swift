// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// The decisions of tkestack's CronHPA controller for one autoscaler.
///
/// Times are whole seconds since 1970-01-01T00:00:00Z. Call ``sync(at:currentReplicas:)`` every
/// ten seconds; between the syncs at which something is due it does nothing.
/// Source: tkestack/cron-hpa pkg/cronhpa/controller.go.
public struct TkestackCronHPARule: Sendable {
  /// An entry that was taken.
  public struct Outcome: Sendable, Hashable {
    /// The place of the entry in the list.
    public var entry: Int
    /// The change to be made; nil when the workload has the count already.
    public var action: ScalingAction?

    /// Makes an outcome.
    public init(entry: Int, action: ScalingAction?) {
      self.entry = entry
      self.action = action
    }
  }

  /// A fault in one entry of the list.
  public struct EntryFault: Error, Sendable, Hashable {
    /// The place of the entry in the list.
    public var entry: Int
    /// What is wrong with its schedule.
    public var error: CronScheduleError

    /// Makes a fault.
    public init(entry: Int, error: CronScheduleError) {
      self.entry = entry
      self.error = error
    }
  }

  private struct Entry: Sendable, Hashable {
    var schedule: CronSchedule
    var targetReplicas: Int32
    /// The first time after the last scheduling; nil when there is none.
    var nextTime: Int64?
  }

  /// Seconds between two syncs.
  public static let syncSeconds: Int64 = 10

  /// When an entry was last taken; nil before the first time.
  public private(set) var lastScheduleTime: Int64?
  private var entries: [Entry] = []
  private let clock: LocalClock

  /// Reads an autoscaler that was created at a time, and last scheduled at another if ever.
  public init(
    _ autoscaler: CronHPA, clock: LocalClock, createdAt: Int64, lastScheduleTime: Int64? = nil
  ) throws(EntryFault) {
    self.clock = clock
    self.lastScheduleTime = lastScheduleTime
    for (index, cron) in autoscaler.crons.enumerated() {
      do throws(CronScheduleError) {
        let schedule = try CronSchedule(cron.schedule, dialect: .tkestack)
        entries.append(Entry(schedule: schedule, targetReplicas: cron.targetReplicas))
      } catch {
        throw EntryFault(entry: index, error: error)
      }
    }
    lookAhead(from: lastScheduleTime ?? createdAt)
  }

  /// The earliest time at which an entry is due; nil when the list is empty.
  ///
  /// An entry whose schedule has no next time is always due.
  public var nextDue: Int64? {
    var earliest: Int64?
    for entry in entries {
      guard let time = entry.nextTime else { return Int64.min }
      earliest = min(earliest ?? time, time)
    }
    return earliest
  }

  /// Takes the first entry in list order that is due; other due entries are dropped.
  ///
  /// The current count is nil when the workload cannot be reached: nothing is remembered then, and
  /// the next sync tries again.
  public mutating func sync(at time: Int64, currentReplicas: Int32?) -> Outcome? {
    // A schedule without next time gives Go's zero time, which is before any now.
    let isDue = { (entry: Entry) in entry.nextTime.map { $0 <= time } ?? true }
    guard let index = entries.firstIndex(where: isDue), let currentReplicas else { return nil }
    let wanted = entries[index].targetReplicas
    lastScheduleTime = time
    lookAhead(from: time)
    return Outcome(entry: index, action: wanted == currentReplicas ? nil : .setReplicas(wanted))
  }

  private mutating func lookAhead(from time: Int64) {
    for index in entries.indices {
      entries[index].nextTime = entries[index].schedule.next(after: time, in: clock)
    }
  }
}
