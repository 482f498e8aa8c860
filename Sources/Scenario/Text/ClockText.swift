// SPDX-License-Identifier: Apache-2.0

/// Instants and times of day as text: RFC 3339 and `20:30:00`.
enum ClockText {
  /// A regular expression that every instant matches.
  static let instantPattern =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([Zz]|[+-][0-9]{2}:[0-9]{2})$"
  /// A regular expression that every time of day matches.
  static let timeOfDayPattern = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"

  private static let instantHint = "write an instant such as 2019-02-04T18:00:00+08:00"

  /// Reads an RFC 3339 instant of whole seconds with its offset.
  static func parseInstant(_ text: String) throws(TextFault) -> WallClock {
    let bytes = Array(text.utf8)
    guard bytes.count >= 19, [UInt8(ascii: "T"), UInt8(ascii: "t"), 32].contains(bytes[10]),
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
      let day = number(bytes, 8, 2), let seconds = secondOfDay(Array(bytes[11..<19]))
    else { throw TextFault(expected: "an instant", hint: instantHint) }
    guard (1970...2999).contains(year) else {
      throw TextFault(expected: "a year from 1970 to 2999")
    }
    guard (1...12).contains(month), (1...days(in: month, of: year)).contains(day) else {
      throw TextFault(expected: "a day that the calendar has")
    }
    let offset = try parseOffset(Array(bytes[19...]))
    let local = daysSince1970(year, month, day) * 86_400 + Int64(seconds)
    return WallClock(unixSeconds: local - Int64(offset), utcOffsetSeconds: offset)
  }

  /// Reads `HH:MM` or `HH:MM:SS` as seconds after midnight; nil if the text is neither.
  static func parseTimeOfDay(_ text: String) -> Int? {
    secondOfDay(Array(text.utf8))
  }

  /// The time of day of seconds after midnight, without seconds if they are zero.
  static func timeOfDay(_ seconds: Int) -> String {
    let clock = "\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60))"
    return seconds % 60 == 0 ? clock : clock + ":" + twoDigits(seconds % 60)
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private static func secondOfDay(_ bytes: [UInt8]) -> Int? {
    guard bytes.count == 5 || bytes.count == 8, bytes[2] == UInt8(ascii: ":"),
      let hour = number(bytes, 0, 2), let minute = number(bytes, 3, 2), hour < 24, minute < 60
    else { return nil }
    guard bytes.count == 8 else { return hour * 3600 + minute * 60 }
    guard bytes[5] == UInt8(ascii: ":"), let second = number(bytes, 6, 2), second < 60 else {
      return nil
    }
    return hour * 3600 + minute * 60 + second
  }

  private static func parseOffset(_ bytes: [UInt8]) throws(TextFault) -> Int {
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    if bytes.isEmpty {
      throw TextFault(expected: "an instant with its offset from UTC", hint: "append Z or +08:00")
    }
    if bytes[0] == UInt8(ascii: ".") {
      throw TextFault(expected: "whole seconds")
    }
    let sign = bytes[0] == UInt8(ascii: "-") ? -1 : 1
    guard bytes[0] == UInt8(ascii: "+") || sign == -1, bytes.count == 6,
      let seconds = secondOfDay(Array(bytes[1...]))
    else { throw TextFault(expected: "an instant", hint: instantHint) }
    guard seconds <= 18 * 3600 else {
      throw TextFault(expected: "an offset of at most 18:00 from UTC")
    }
    return sign * seconds
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
    var result = 0
    for byte in bytes[start..<start + count] {
      guard (48...57).contains(byte) else { return nil }
      result = result * 10 + Int(byte - 48)
    }
    return result
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    if month == 2 { return isLeap ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days of the proleptic Gregorian calendar, counted in years that begin in March so that the
  /// leap day is the last of its year.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }
}
