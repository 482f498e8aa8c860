// SPDX-License-Identifier: Apache-2.0

/// Summer time that begins and ends on the same days of each year.
struct ZoneYearlyRule: Sendable, Hashable {
  /// A day such as the last Sunday in March, with a time of the clock that is to be changed.
  private struct Day: Sendable, Hashable {
    var month: Int
    var week: Int
    var weekday: Int
    var second: Int64

    init?(_ text: Substring) {
      let parts = text.split { $0 == "." || $0 == "/" }.compactMap { Int($0) }
      guard parts.count == 4 else { return nil }
      (month, week, weekday, second) = (parts[0], parts[1], parts[2], Int64(parts[3]) * 900)
    }

    /// The moment at which a clock without offset shows the time in a year.
    func reading(inYear year: Int) -> Int64 {
      let first = Timestamp.daysSince1970(year: Int64(year), month: Int64(month), day: 1)
      // 1970-01-01 was a Thursday.
      let weekdayOfFirst = Int(((first + 4) % 7 + 7) % 7)
      var day = first + Int64((weekday - weekdayOfFirst + 7) % 7 + (week - 1) * 7)
      let next =
        month == 12
        ? Timestamp.daysSince1970(year: Int64(year) + 1, month: 1, day: 1)
        : Timestamp.daysSince1970(year: Int64(year), month: Int64(month) + 1, day: 1)
      while day >= next { day -= 7 }
      return day * 86_400 + second
    }
  }

  private let winterOffset: Int32
  private let summerOffset: Int32
  private let summerBegins: Day
  private let summerEnds: Day

  /// Reads the text of a record; nil if there is no summer time.
  init?(_ text: Substring) {
    let parts = text.split(separator: ",")
    guard parts.count == 4, let winter = Int32(parts[0]), let summer = Int32(parts[1]),
      let begins = Day(parts[2]), let ends = Day(parts[3])
    else { return nil }
    (winterOffset, summerOffset) = (winter * 900, summer * 900)
    (summerBegins, summerEnds) = (begins, ends)
  }

  /// The two changes of a year in order of time.
  func changes(inYear year: Int) -> [ZoneRules.Change] {
    let begin = ZoneRules.Change(
      at: summerBegins.reading(inYear: year) - Int64(winterOffset), offsetSeconds: summerOffset)
    let end = ZoneRules.Change(
      at: summerEnds.reading(inYear: year) - Int64(summerOffset), offsetSeconds: winterOffset)
    return begin.at < end.at ? [begin, end] : [end, begin]
  }

  /// The year in which a moment lies, to a day or two around the new year.
  static func year(of second: Int64) -> Int {
    1970 + Int(second / 31_556_952)
  }
}
