// SPDX-License-Identifier: Apache-2.0

/// Reads a cron expression as the Go parsers of the autoscalers do, with their tolerance.
///
/// What they accept is accepted here, also where it is odd: `,` alone never fires, `*-7` is `*`,
/// `5/15` is `5-max/15`, `+5` is 5.
/// Source: robfig/cron v1.2.0 and v3.0.1 parser.go, ringtail/go-cron parser.go.
struct CronParser {
  private let characters: [Character]
  private let dialect: CronDialect

  /// Longer texts are refused; an expression that lists every value has some 500 characters.
  static let greatestLength = 2_000

  init(_ text: String, dialect: CronDialect) {
    characters = Array(text.prefix(CronParser.greatestLength + 1))
    self.dialect = dialect
  }

  mutating func parse() throws(CronScheduleError) -> CronSchedule.Rule {
    guard !characters.isEmpty else { throw fault(at: 0, "the schedule is empty") }
    guard characters.count <= CronParser.greatestLength else {
      throw fault(
        at: CronParser.greatestLength,
        "the schedule is longer than \(CronParser.greatestLength) characters")
    }
    if characters[0] == "@" {
      let rest = CronDescriptorParser(text: String(characters), dialect: dialect)
      return try rest.parse()
    }
    if dialect == .standard,
      String(characters).hasPrefix("TZ=")
        || String(characters).hasPrefix("CRON_TZ=")
    {
      throw fault(at: 0, "a time zone inside a schedule is not supported; use the timezone field")
    }
    return .fields(try parseFields())
  }

  private func parseFields() throws(CronScheduleError) -> CronFields {
    var places: [CronFieldRange] = CronFieldRange.all
    if !dialect.hasSeconds { places.removeFirst() }
    let texts = split(characters[...], at: \.isWhitespace)
    let least = dialect == .alibaba ? places.count - 1 : places.count
    guard texts.count >= least, texts.count <= places.count else {
      let expected =
        dialect == .alibaba
        ? "5 or 6 fields (seconds first)" : "5 fields (minutes first)"
      let excess = texts.count > places.count ? texts[places.count].startIndex : characters.count
      throw fault(at: excess, "expected \(expected), found \(texts.count)")
    }
    var bits: [UInt64] = []
    for (text, place) in zip(texts, places) { bits.append(try field(text, place)) }
    if bits.count < places.count { bits.append(CronFieldRange.weekday.allBits | CronFields.star) }
    if !dialect.hasSeconds { bits.insert(1, at: 0) }
    return CronFields(
      seconds: bits[0], minutes: bits[1], hours: bits[2], daysOfMonth: bits[3], months: bits[4],
      daysOfWeek: bits[5])
  }

  private func field(
    _ text: ArraySlice<Character>, _ place: CronFieldRange
  ) throws(CronScheduleError) -> UInt64 {
    var bits: UInt64 = 0
    for part in split(text, at: { $0 == "," }) { bits |= try range(part, place) }
    return bits
  }

  /// One part between commas: `*`, `n`, `n-m`, each with `/step` behind it or not.
  private func range(
    _ text: ArraySlice<Character>, _ place: CronFieldRange
  ) throws(CronScheduleError) -> UInt64 {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    var (first, last) = (place.least, place.greatest)
    var star: UInt64 = 0
    if ends[0] == ["*"] || ends[0] == ["?"] {
      star = CronFields.star
    } else {
      first = try number(ends[0], place, isName: true)
      last = first
      if ends.count > 2 { throw fault(place, at: text.startIndex, "too many hyphens") }
      if ends.count == 2 { last = try number(ends[1], place, isName: true) }
    }
    var step: UInt64 = 1
    if halves.count > 2 { throw fault(place, at: text.startIndex, "too many slashes") }
    if halves.count == 2 {
      step = try number(halves[1], place, isName: false)
      if ends.count == 1 { last = place.greatest }
      if dialect.stepRestrictsDays, step > 1 { star = 0 }
    }
    guard first >= place.least else {
      throw fault(place, at: text.startIndex, "\(first) is below \(place.least), the least value")
    }
    guard last <= place.greatest else {
      throw fault(
        place, at: ends.last?.startIndex ?? text.startIndex,
        "\(last) is above \(place.greatest), the greatest value")
    }
    guard first <= last else {
      throw fault(place, at: text.startIndex, "the range begins at \(first), after its end \(last)")
    }
    guard step > 0 else {
      throw fault(place, at: halves[1].startIndex, "the step must be above 0")
    }
    return CronFieldRange.bits(from: first, through: last, step: step) | star
  }

  private func number(
    _ text: ArraySlice<Character>, _ place: CronFieldRange, isName: Bool
  ) throws(CronScheduleError) -> UInt64 {
    let word = String(text)
    if isName, let value = place.value(ofName: word.lowercased()) { return value }
    // Go's Atoi takes a sign, and the digits 0 to 9 alone.
    let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isWholeNumber }),
      let value = Int64(word)
    else {
      let names = place.names.isEmpty ? "" : " or a name such as \(place.names[0])"
      let found = word.isEmpty ? "nothing" : "\"\(word.prefix(20))\""
      throw fault(place, at: text.startIndex, "expected a number\(names), found \(found)")
    }
    guard value >= 0 else { throw fault(place, at: text.startIndex, "\(value) is below 0") }
    return UInt64(value)
  }

  /// The non-empty parts between separators.
  private func split(
    _ text: ArraySlice<Character>, at isSeparator: (Character) -> Bool
  ) -> [ArraySlice<Character>] {
    text.split(omittingEmptySubsequences: true, whereSeparator: isSeparator)
  }

  private func fault(
    _ place: CronFieldRange? = nil, at index: Int, _ message: String
  ) -> CronScheduleError {
    CronScheduleError(field: place?.name, column: index + 1, message: message)
  }
}
