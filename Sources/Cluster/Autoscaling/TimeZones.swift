// SPDX-License-Identifier: Apache-2.0

/// The clocks of time zones by their names.
///
/// Offsets and rules of today as the IANA Time Zone Database 2025b gives them, for the zones in
/// which clusters are usually run; they hold from 2008 on.
enum TimeZones {
  /// When the clocks of a region go forward and back.
  private enum Rule {
    case none
    /// Second Sunday of March to first Sunday of November, at two in the morning.
    case northAmerica
    /// Last Sundays of March and October, at one in the morning of UTC.
    case europe
    /// First Sunday of October to first Sunday of April, at two in the morning of standard time.
    case australia
    /// Last Sunday of September to first Sunday of April, at two in the morning of standard time.
    case newZealand
  }

  /// Names with the standard offset in minutes.
  private static let zones: [(rule: Rule, offsets: KeyValuePairs<Int32, [String]>)] = [
    (
      .none,
      [
        0: ["UTC", "Etc/UTC", "GMT", "Etc/GMT", "Africa/Abidjan", "Atlantic/Reykjavik"],
        -420: ["America/Phoenix"], -300: ["America/Bogota", "America/Lima"],
        -360: ["America/Mexico_City"], -600: ["Pacific/Honolulu"],
        -180: ["America/Sao_Paulo", "America/Argentina/Buenos_Aires"],
        60: ["Africa/Lagos"], 120: ["Africa/Johannesburg"],
        180: ["Europe/Moscow", "Europe/Istanbul", "Asia/Riyadh", "Africa/Nairobi"],
        240: ["Asia/Dubai"], 300: ["Asia/Karachi", "Asia/Tashkent"], 330: ["Asia/Kolkata"],
        360: ["Asia/Dhaka"], 420: ["Asia/Jakarta", "Asia/Bangkok", "Asia/Ho_Chi_Minh"],
        480: [
          "Asia/Shanghai", "Asia/Chongqing", "PRC", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei",
          "Asia/Singapore", "Asia/Kuala_Lumpur", "Asia/Manila", "Australia/Perth",
        ],
        540: ["Asia/Tokyo", "Asia/Seoul", "Japan"], 600: ["Australia/Brisbane"],
      ]
    ),
    (
      .northAmerica,
      [
        -300: ["America/New_York", "US/Eastern", "America/Toronto", "America/Detroit"],
        -360: ["America/Chicago", "US/Central", "America/Winnipeg"],
        -420: ["America/Denver", "US/Mountain", "America/Edmonton"],
        -480: ["America/Los_Angeles", "US/Pacific", "America/Vancouver"],
        -540: ["America/Anchorage"], -240: ["America/Halifax"],
      ]
    ),
    (
      .europe,
      [
        0: ["Europe/London", "Europe/Dublin", "Europe/Lisbon"],
        60: [
          "Europe/Amsterdam", "Europe/Berlin", "Europe/Brussels", "Europe/Budapest",
          "Europe/Copenhagen", "Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Prague",
          "Europe/Rome", "Europe/Stockholm", "Europe/Vienna", "Europe/Warsaw", "Europe/Zurich",
        ],
        120: [
          "Europe/Athens", "Europe/Bucharest", "Europe/Helsinki", "Europe/Kyiv", "Europe/Sofia",
        ],
      ]
    ),
    (.australia, [600: ["Australia/Sydney", "Australia/Melbourne"], 570: ["Australia/Adelaide"]]),
    (.newZealand, [720: ["Pacific/Auckland"]]),
  ]

  /// All names, in their order.
  static let names: [String] = zones.flatMap { $0.offsets.flatMap(\.value) }.sorted()

  /// The clock of a zone; nil if its name is not known here.
  static func clock(named name: String) -> LocalClock? {
    for (rule, offsets) in zones {
      for (minutes, names) in offsets where names.contains(name) {
        return LocalClock(
          offsetSeconds: minutes * 60, transitions: transitions(rule, standard: minutes * 60))
      }
    }
    return nil
  }

  private static func transitions(_ rule: Rule, standard: Int32) -> [LocalClock.Transition] {
    if case .none = rule { return [] }
    return (2007...2099).flatMap { year in
      let (start, end) = daylight(rule, in: year, standard: Int64(standard))
      return [
        LocalClock.Transition(at: start, offsetSeconds: standard + 3_600),
        LocalClock.Transition(at: end, offsetSeconds: standard),
      ]
    }
  }

  /// When daylight saving begins and ends in a year, in seconds since 1970.
  private static func daylight(
    _ rule: Rule, in year: Int, standard: Int64
  ) -> (start: Int64, end: Int64) {
    let two: Int64 = 2 * 3_600 - standard
    switch rule {
    case .none: return (0, 0)
    case .northAmerica:
      return (sunday(2, of: 3, year) + two, sunday(1, of: 11, year) + two - 3_600)
    case .europe:
      return (lastSunday(of: 3, year) + 3_600, lastSunday(of: 10, year) + 3_600)
    case .australia: return (sunday(1, of: 10, year) + two, sunday(1, of: 4, year) + two)
    case .newZealand: return (lastSunday(of: 9, year) + two, sunday(1, of: 4, year) + two)
    }
  }

  /// Midnight of the n-th Sunday of a month on a clock without offset.
  private static func sunday(_ number: Int, of month: Int, _ year: Int) -> Int64 {
    let first = CivilTime(year: year, month: month, day: 1)
    let days = (7 - first.weekday) % 7 + 7 * (number - 1)
    return first.utcSeconds + Int64(days) * 86_400
  }

  private static func lastSunday(of month: Int, _ year: Int) -> Int64 {
    let last = CivilTime(
      year: year, month: month, day: CivilTime.daysIn(month: month, ofYear: year))
    return last.utcSeconds - Int64(last.weekday) * 86_400
  }
}
