// SPDX-License-Identifier: Apache-2.0

extension ObjectReader {
  /// A quantity, given as text or number; nil when absent or none.
  public func quantity(_ key: String) -> Quantity? {
    guard let value = field(key) else { return nil }
    switch value.kind {
    case .string(let text), .number(let text): return quantity(key, text: text)
    default:
      wrongType(key, expected: "a quantity such as 100m or 2Gi")
      return nil
    }
  }

  /// A quantity that must not be negative.
  public func amount(_ key: String) -> Quantity? {
    guard let quantity = quantity(key) else { return nil }
    guard quantity.isNegative else { return quantity }
    error(key, found: "found \(quantity)", expected: "a quantity that is not negative")
    return nil
  }

  private func quantity(_ key: String, text: String) -> Quantity? {
    // Blanks round a quantity in quotes are dropped, as the JSON reader of Kubernetes does.
    let trimmed = ObjectReader.trimmed(text)
    do throws(QuantityError) {
      let quantity = try Quantity(parsing: trimmed)
      guard quantity.fitsUnits else { throw .outOfRange }
      return quantity
    } catch {
      report(error, of: key, text: text)
      return nil
    }
  }

  private func report(_ fault: QuantityError, of key: String, text: String) {
    let found = "found \"\(Value.shortened(text))\""
    switch fault {
    case .formatWrong:
      error(key, found: found, expected: "a quantity such as 100m, 1.5 or 2Gi")
    case .outOfRange:
      error(key, found: found, expected: "a quantity of at most \(Int64.max)")
    case .suffix(let suffix):
      let names = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "n", "u", "m", "k", "M", "G", "T", "P", "E"]
      let lower = suffix.lowercased()
      let same = names.first { $0.lowercased() == lower }
      // `GB` and `GiB` are what people write elsewhere.
      let withoutB =
        lower.hasSuffix("b") ? names.first { $0.lowercased() == lower.dropLast() } : nil
      error(
        key, found: "\(found), whose suffix \"\(Value.shortened(suffix))\" is unknown",
        expected: "one of \(names.joined(separator: " "))",
        hint: (same ?? withoutB).map { "did you mean \"\($0)\"?" })
    }
  }

  private static func trimmed(_ text: String) -> String {
    let blanks: Set<Character> = [" ", "\t", "\n", "\r"]
    guard let first = text.firstIndex(where: { !blanks.contains($0) }),
      let last = text.lastIndex(where: { !blanks.contains($0) })
    else { return "" }
    return String(text[first...last])
  }

  /// Amounts by resource name; negative ones are errors.
  public func resources(_ key: String) -> ResourceList {
    guard let reader = object(key) else { return ResourceList() }
    var list = ResourceList()
    for name in reader.keys {
      if let amount = reader.amount(name) {
        if name == "cpu", !amount.fitsMilli {
          let bound = Int64.max / 1000
          reader.error(name, found: "found \(amount)", expected: "at most \(bound) cores")
        }
        list[name] = amount
      }
    }
    return list
  }

  /// Labels or annotations: texts by key.
  public func labels(_ key: String) -> LabelSet {
    guard let reader = object(key) else { return LabelSet() }
    var labels = LabelSet()
    for name in reader.keys {
      guard reader.has(name) else {
        // The server reads null as an empty text.
        labels[name] = ""
        continue
      }
      if let text = reader.string(name) { labels[name] = text }
    }
    return labels
  }

  /// A whole number or a text such as `25%`; nil when absent or of another type.
  public func intOrString(_ key: String) -> IntOrString? {
    guard let value = field(key) else { return nil }
    if let text = value.string { return .string(text) }
    if let number = value.integer.flatMap(Int32.init(exactly:)) { return .int(number) }
    wrongType(key, expected: "a whole number or a percentage")
    return nil
  }

  /// A whole number from 0 on or a percentage; nil when absent or neither.
  ///
  /// Percentages above 100 are errors when told so, as the server has them for `maxUnavailable`.
  public func intOrPercent(_ key: String, atMost100Percent: Bool = false) -> IntOrString? {
    guard let value = intOrString(key) else { return nil }
    let expected = "a whole number from 0 on or a percentage such as 25%"
    switch value {
    case .int(let number):
      if number >= 0 { return value }
      error(key, found: "found \(number)", expected: expected)
      return nil
    case .string(let text):
      guard let percent = value.percent, percent >= 0, text.first != "+" else {
        let hint = Int32(text) != nil ? "leave the quotes out" : nil
        error(key, found: "found \"\(Value.shortened(text))\"", expected: expected, hint: hint)
        return nil
      }
      if atMost100Percent, percent > 100 {
        error(key, found: "found \(text)", expected: "at most 100%")
        return nil
      }
      return value
    }
  }
}
