// SPDX-License-Identifier: Apache-2.0

/// A parsed cron expression that tells its next time.
public struct CronSchedule: Sendable, Hashable {
  /// The text as given.
  public let text: String
  /// The notation in which the text was read.
  public let dialect: CronDialect
  let rule: Rule

  enum Rule: Sendable, Hashable {
    case fields(CronFields)
    /// A fixed number of seconds after the time asked for.
    case every(seconds: Int64)
  }

  /// Parses an expression as the parser of the dialect does; cost: linear in the text.
  public init(_ text: String, dialect: CronDialect) throws(CronScheduleError) {
    self.text = text
    self.dialect = dialect
    var parser = CronParser(text, dialect: dialect)
    rule = try parser.parse()
  }

  /// Whether the expression names a date, which fires once at most.
  ///
  /// The year of the date is not looked at: kubernetes-cronhpa-controller reads the date into the
  /// same fields as a cron expression, and those have no year.
  public var isDate: Bool { dialect == .alibaba && text.contains("@date ") }

  /// The first time strictly after another, or nil when there is none within five years.
  ///
  /// Times are whole seconds since 1970-01-01T00:00:00Z. Cost: a few dozen steps at most for each
  /// day that is passed over, never one for each minute.
  public func next(after time: Int64, in clock: LocalClock) -> Int64? {
    guard time.magnitude < CronSchedule.farthestTime else { return nil }
    switch rule {
    case .every(let seconds): return time + seconds
    case .fields(let fields):
      return fields.next(after: time, in: clock, movesToMidnight: dialect.movesToMidnight)
    }
  }

  /// Whether any moment of a day matches; a fixed interval matches no day as such.
  func matchesDay(_ civil: CivilTime) -> Bool {
    guard case .fields(let fields) = rule, fields.months & (1 << UInt64(civil.month)) != 0 else {
      return false
    }
    return fields.matches(day: civil.day, weekday: civil.weekday)
      && fields.hours != 0 && fields.minutes != 0 && fields.seconds != 0
  }

  /// Times beyond about the year 10,000 have no next time.
  static let farthestTime: UInt64 = 253_402_300_800
}
