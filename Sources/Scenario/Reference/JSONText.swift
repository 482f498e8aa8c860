// SPDX-License-Identifier: Apache-2.0

/// A JSON document whose keys keep their order.
enum JSONText {
  /// A key with its value.
  struct Entry {
    var key: String
    var value: JSONText

    init(_ key: String, _ value: JSONText) {
      self.key = key
      self.value = value
    }
  }

  case string(String)
  case number(Double)
  case bool(Bool)
  case array([JSONText])
  case object([Entry])

  /// The document with two spaces a level and a line feed at its end.
  var document: String { text(indent: "") + "\n" }

  private func text(indent: String) -> String {
    switch self {
    case .string(let text): return JSONText.quoted(text)
    case .number(let number): return UnitText.numberText(number)
    case .bool(let flag): return flag ? "true" : "false"
    case .array(let items):
      return JSONText.lines(items.map { $0.text(indent: indent + "  ") }, "[", "]", indent)
    case .object(let entries):
      let lines = entries.map {
        JSONText.quoted($0.key) + ": " + $0.value.text(indent: indent + "  ")
      }
      return JSONText.lines(lines, "{", "}", indent)
    }
  }

  private static func lines(
    _ items: [String], _ open: String, _ close: String, _ indent: String
  ) -> String {
    if items.isEmpty { return open + close }
    let inner = items.map { indent + "  " + $0 }.joined(separator: ",\n")
    return "\(open)\n\(inner)\n\(indent)\(close)"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
