// SPDX-License-Identifier: Apache-2.0

/// The notation of cron expressions that a scheduled autoscaler reads.
public enum CronDialect: Sendable, Hashable, CaseIterable {
  /// Alibaba's CronHPA: five or six fields from seconds on, descriptors, `@every`, `@date`.
  ///
  /// With five fields the day of the week is left out, so that `0 8 * * *` fires each hour at
  /// 8:00 past: seconds come first. Source: ringtail/go-cron cfb21c105f50 parser.go.
  case alibaba
  /// tkestack's CronHPA: five fields from minutes on, descriptors, `@every`.
  ///
  /// Source: robfig/cron v1.2.0 parser.go.
  case tkestack
  /// KEDA and Crane: five fields from minutes on, descriptors, `@every`.
  ///
  /// Source: robfig/cron v3.0.1 parser.go.
  case standard

  /// Whether a sixth field for seconds comes first.
  var hasSeconds: Bool { self == .alibaba }

  /// Whether `*/2` restricts a day field like a list does.
  ///
  /// The older parsers take any field that begins with a star as unrestricted when they choose
  /// between "both day fields" and "either day field".
  var stepRestrictsDays: Bool { self == .standard }

  /// Whether the search goes back to midnight when a day that it came to does not begin there.
  ///
  /// That is where daylight saving begins at midnight. West of Greenwich it finds the day that older
  /// versions skip, east of it the other way round.
  var movesToMidnight: Bool { self == .standard }
}
