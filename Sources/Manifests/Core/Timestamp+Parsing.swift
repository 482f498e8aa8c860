// SPDX-License-Identifier: Apache-2.0

extension Timestamp: CustomStringConvertible {
  /// Reads an RFC 3339 time such as `2019-02-04T18:00:00.5+08:00`; nil when it is none.
  public init?(parsing text: String) {
    var scanner = DigitScanner(bytes: Array(text.utf8))
    guard let year = scanner.number(digits: 4), scanner.skip("-"),
      let month = scanner.number(digits: 2), scanner.skip("-"),
      let day = scanner.number(digits: 2), scanner.skip("T") || scanner.skip("t"),
      let hour = scanner.number(digits: 2), scanner.skip(":"),
      let minute = scanner.number(digits: 2), scanner.skip(":"),
      let second = scanner.number(digits: 2)
    else { return nil }
    guard (1...12).contains(month), hour < 24, minute < 60, second <= 60,
      day >= 1, day <= Timestamp.daysInMonth(month, year: year)
    else { return nil }
    guard let microseconds = scanner.fraction(), let offset = scanner.offsetSeconds(),
      scanner.isAtEnd
    else { return nil }
    let days = Timestamp.daysSince1970(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
    self.init(microsecondsSince1970: seconds * 1_000_000 + microseconds)
  }

  /// The moment in UTC, with a fraction only where there is one.
  public var description: String {
    let (days, inDay) = Timestamp.floorDivided(microsecondsSince1970, by: 86_400_000_000)
    let (year, month, day) = Timestamp.civilDate(daysSince1970: days)
    let seconds = inDay / 1_000_000
    let fraction = inDay % 1_000_000
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    let clock = "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2))"
    let rest = fraction == 0 ? "" : ".\(padded(fraction, 6))"
    return "\(date)T\(clock):\(padded(seconds % 60, 2))\(rest)Z"
  }

  static func daysInMonth(_ month: Int64, year: Int64) -> Int64 {
    if month == 2 {
      let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      return leap ? 29 : 28
    }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days of the proleptic Gregorian calendar; years begin in March so that leap days come last.
  static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let (era, yearOfEra) = floorDivided(shifted, by: 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func civilDate(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = floorDivided(days + 719_468, by: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func floorDivided(_ number: Int64, by divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  private func padded(_ number: Int64, _ width: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

private struct DigitScanner {
  let bytes: [UInt8]
  var position = 0

  var isAtEnd: Bool { position == bytes.count }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func number(digits: Int) -> Int64? {
    guard position + digits <= bytes.count else { return nil }
    var number: Int64 = 0
    for byte in bytes[position..<position + digits] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number * 10 + Int64(byte - 0x30)
    }
    position += digits
    return number
  }

  /// Microseconds after the point; 0 when there is no point, nil when no digit follows it.
  mutating func fraction() -> Int64? {
    guard skip(".") else { return 0 }
    var micros: Int64 = 0
    var unit: Int64 = 100_000
    var count = 0
    while let digit = number(digits: 1) {
      micros += digit * unit
      unit /= 10
      count += 1
    }
    return count > 0 ? micros : nil
  }

  mutating func offsetSeconds() -> Int64? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int64 = skip("+") ? 1 : skip("-") ? -1 : 0
    guard sign != 0, let hours = number(digits: 2), skip(":"), let minutes = number(digits: 2),
      hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3_600 + minutes * 60)
  }
}
