// SPDX-License-Identifier: Apache-2.0

/// Reads the schedules that begin with `@`.
struct CronDescriptorParser {
  var text: String
  var dialect: CronDialect

  func parse() throws(CronScheduleError) -> CronSchedule.Rule {
    if let fields = predefined { return .fields(fields) }
    if text.hasPrefix("@every ") {
      return .every(seconds: try everySeconds(after: "@every ".count))
    }
    if dialect == .alibaba, text.hasPrefix("@date ") {
      return .fields(try date(after: "@date ".count))
    }
    let forms =
      "@yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, @every DURATION"
      + (dialect == .alibaba ? ", @date YYYY-MM-DD HH:MM:SS" : "")
    throw CronScheduleError(
      field: nil, column: 1, message: "\"\(text.prefix(20))\" is none of \(forms)")
  }

  private var predefined: CronFields? {
    let days = CronFieldRange.day.allBits | CronFields.star
    let months = CronFieldRange.month.allBits
    let weekdays = CronFieldRange.weekday.allBits | CronFields.star
    let midnight = CronFields(
      seconds: 1, minutes: 1, hours: 1, daysOfMonth: days, months: months, daysOfWeek: weekdays)
    var fields = midnight
    switch text {
    case "@yearly", "@annually": (fields.daysOfMonth, fields.months) = (1 << 1, 1 << 1)
    case "@monthly": fields.daysOfMonth = 1 << 1
    case "@weekly": fields.daysOfWeek = 1
    case "@daily", "@midnight": break
    case "@hourly": fields.hours = CronFieldRange.hour.allBits
    default: return nil
    }
    return fields
  }

  private func everySeconds(after prefix: Int) throws(CronScheduleError) -> Int64 {
    guard let nanoseconds = GoDuration.nanoseconds(String(text.dropFirst(prefix))) else {
      throw CronScheduleError(
        field: nil, column: prefix + 1,
        message: "expected a duration such as 1h30m, found \"\(text.dropFirst(prefix).prefix(20))\""
      )
    }
    // Less than a second becomes one, fractions of a second are cut off.
    return max(1, nanoseconds / 1_000_000_000)
  }

  /// The fields of a date; the year is checked and then not looked at, as in the source.
  private func date(after prefix: Int) throws(CronScheduleError) -> CronFields {
    var scanner = DateScanner(text: Array(text.utf8), position: prefix)
    guard let year = scanner.number(digits: 4), scanner.skip("-"),
      let month = scanner.number(digits: 2), scanner.skip("-"),
      let day = scanner.number(digits: 2), scanner.skipSpaces(),
      let hour = scanner.number(digits: 2) ?? scanner.number(digits: 1), scanner.skip(":"),
      let minute = scanner.number(digits: 2), scanner.skip(":"),
      let second = scanner.number(digits: 2)
    else {
      throw CronScheduleError(
        field: nil, column: scanner.position + 1, message: "expected a date YYYY-MM-DD HH:MM:SS")
    }
    scanner.skipFraction()
    guard scanner.isAtEnd else {
      throw CronScheduleError(
        field: nil, column: scanner.position + 1, message: "unexpected text behind the date")
    }
    let isDay =
      (1...12).contains(month) && day >= 1 && day <= CivilTime.daysIn(month: month, ofYear: year)
    guard isDay, hour < 24, minute < 60, second < 60 else {
      throw CronScheduleError(
        field: nil, column: prefix + 1, message: "there is no such date or time of day")
    }
    return CronFields(
      seconds: 1 << UInt64(second), minutes: 1 << UInt64(minute), hours: 1 << UInt64(hour),
      daysOfMonth: 1 << UInt64(day), months: 1 << UInt64(month),
      daysOfWeek: CronFieldRange.weekday.allBits | CronFields.star)
  }
}

/// A position in the text of a date.
private struct DateScanner {
  let text: [UInt8]
  var position: Int

  var isAtEnd: Bool { position == text.count }

  /// Takes exactly this many digits, or nothing.
  mutating func number(digits: Int) -> Int? {
    guard position + digits <= text.count else { return nil }
    var value = 0
    for byte in text[position..<position + digits] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    position += digits
    return value
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func skipSpaces() -> Bool {
    guard skip(" ") else { return false }
    while skip(" ") {}
    return true
  }

  /// Go takes a fraction behind the seconds though the layout has none.
  mutating func skipFraction() {
    guard position + 1 < text.count, text[position] == 0x2E || text[position] == 0x2C else {
      return
    }
    var end = position + 1
    while end < text.count, text[end] >= 0x30, text[end] <= 0x39 { end += 1 }
    if end > position + 1 { position = end }
  }
}
