// SPDX-License-Identifier: Apache-2.0

extension ObjectReader {
  /// A text; nil when absent or of another type.
  public func string(_ key: String) -> String? {
    guard let value = field(key) else { return nil }
    if case .string(let text) = value.kind { return text }
    wrongType(key, expected: "a text", hint: quotingHint(key, value))
    return nil
  }

  private func quotingHint(_ key: String, _ value: Value) -> String? {
    if case .bool = value.kind {
      return "put it in quotes: plain y, yes, on, true and their opposites are no texts in YAML"
    }
    return value.scalarText.map { "put it in quotes: \(key): \"\(Value.shortened($0))\"" }
  }

  /// A text that must be there and not be empty.
  public func requiredString(_ key: String) -> String {
    guard has(key) else {
      missing(key)
      return ""
    }
    guard let text = string(key) else { return "" }
    if text.isEmpty { error(key, found: "found an empty text", expected: "a text") }
    return text
  }

  /// `true` or `false`; nil when absent or of another type.
  public func bool(_ key: String) -> Bool? {
    guard let value = field(key) else { return nil }
    if case .bool(let flag) = value.kind { return flag }
    wrongType(key, expected: "true or false")
    return nil
  }

  /// A whole number in a range; nil when absent, of another type or outside.
  public func int64(_ key: String, in range: ClosedRange<Int64> = .min ... .max) -> Int64? {
    guard let value = field(key) else { return nil }
    guard let number = value.integer else {
      var hint: String?
      if let text = value.string, Int64(text) != nil { hint = "leave the quotes out" }
      wrongType(key, expected: "a whole number", hint: hint)
      return nil
    }
    guard range.contains(number) else {
      error(key, found: "found \(number)", expected: ObjectReader.words(for: range))
      return nil
    }
    return number
  }

  /// A whole number that must be there.
  public func requiredInt64(
    _ key: String, in range: ClosedRange<Int64> = .min ... .max
  ) -> Int64 {
    guard has(key) else {
      missing(key)
      return range.lowerBound
    }
    return int64(key, in: range) ?? range.lowerBound
  }

  /// A whole number of 32 bits in a range; nil when absent, of another type or outside.
  public func int32(_ key: String, in range: ClosedRange<Int32> = .min ... .max) -> Int32? {
    int64(key, in: Int64(range.lowerBound)...Int64(range.upperBound)).map { Int32(clamping: $0) }
  }

  /// A whole number from 0 on; nil when absent, of another type or negative.
  public func count(_ key: String) -> Int32? { int32(key, in: 0 ... .max) }

  /// A number in a range; nil when absent, of another type or outside.
  public func double(
    _ key: String,
    in range: ClosedRange<Double> = -.greatestFiniteMagnitude
      ... .greatestFiniteMagnitude
  ) -> Double? {
    guard let value = field(key) else { return nil }
    guard let number = value.double else {
      wrongType(key, expected: "a number")
      return nil
    }
    guard range.contains(number) else {
      error(
        key, found: "found \(number)",
        expected: "a number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  /// One of the values of an enumeration; nil when absent or none of them.
  public func oneOf<Choice>(_ key: String, as type: Choice.Type) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    let names = Choice.allCases.map(\.rawValue)
    guard let name = oneOf(key, names) else { return nil }
    return Choice(rawValue: name)
  }

  /// One of several texts; nil when absent or none of them.
  public func oneOf(_ key: String, _ names: [String]) -> String? {
    guard let text = string(key) else { return nil }
    if names.contains(text) { return text }
    error(
      key, found: "found \"\(Value.shortened(text))\"",
      expected: "one of \(names.joined(separator: ", "))", hint: didYouMean(text, in: names))
    return nil
  }

  /// One of the values of an enumeration that must be there.
  public func requiredOneOf<Choice>(_ key: String, as type: Choice.Type) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard has(key) else {
      missing(key)
      return nil
    }
    return oneOf(key, as: type)
  }

  /// A moment in RFC 3339; nil when absent or none.
  public func timestamp(_ key: String) -> Timestamp? {
    guard let text = string(key) else { return nil }
    if let moment = Timestamp(parsing: text) { return moment }
    error(
      key, found: "found \"\(Value.shortened(text))\"",
      expected: "a time such as 2019-02-04T18:00:00Z")
    return nil
  }

  private static func words(for range: ClosedRange<Int64>) -> String {
    let isOpen = range.upperBound == .max || range.upperBound == Int64(Int32.max)
    if isOpen, range.lowerBound == 0 { return "a whole number from 0 to \(range.upperBound)" }
    return "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }
}
