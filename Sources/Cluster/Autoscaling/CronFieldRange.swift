// SPDX-License-Identifier: Apache-2.0

/// One field of a cron expression: its name, its least and greatest value, its words.
struct CronFieldRange: Sendable {
  var name: String
  var least: UInt64
  var greatest: UInt64
  /// Words for the values from the least on.
  var names: [String] = []

  static let second = CronFieldRange(name: "second", least: 0, greatest: 59)
  static let minute = CronFieldRange(name: "minute", least: 0, greatest: 59)
  static let hour = CronFieldRange(name: "hour", least: 0, greatest: 23)
  static let day = CronFieldRange(name: "day of month", least: 1, greatest: 31)
  static let month = CronFieldRange(
    name: "month", least: 1, greatest: 12,
    names: [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ])
  /// Sunday is 0; 7 is refused by all three parsers.
  static let weekday = CronFieldRange(
    name: "day of week", least: 0, greatest: 6,
    names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
  /// The fields in the order in which they are written.
  static let all = [second, minute, hour, day, month, weekday]

  /// The value of a word in small letters.
  func value(ofName name: String) -> UInt64? {
    names.firstIndex(of: name).map { UInt64($0) + least }
  }

  /// Every value of the field.
  var allBits: UInt64 { CronFieldRange.bits(from: least, through: greatest, step: 1) }

  /// Bits for the values of a range; values are at most 59.
  static func bits(from first: UInt64, through last: UInt64, step: UInt64) -> UInt64 {
    var bits: UInt64 = 0
    var value = first
    while value <= last {
      bits |= 1 << value
      let (next, overflow) = value.addingReportingOverflow(step)
      if overflow { break }
      value = next
    }
    return bits
  }
}
