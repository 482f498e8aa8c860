// SPDX-License-Identifier: Apache-2.0

public import Manifests

extension Value {
  /// A value that was not read from a file.
  static func made(_ kind: Kind) -> Value { Value(kind, at: Mark(line: 0, column: 0)) }

  static func text(_ text: String) -> Value { made(.string(text)) }

  static func number(_ number: some BinaryInteger) -> Value { made(.number("\(number)")) }

  static var nothing: Value { made(.null) }

  static func list(_ items: [Value]) -> Value { made(.sequence(items)) }

  static func object(_ entries: [(String, Value)]) -> Value {
    let mark = Mark(line: 0, column: 0)
    return made(.mapping(entries.map { Entry(key: $0.0, keyMark: mark, value: $0.1) }))
  }

  /// The value as JSON on one line.
  public var json: String {
    var text = ""
    writeJSON(to: &text)
    return text
  }

  /// The value as JSON, with each item of the lists at the top of the tree on a line of its own.
  public var jsonLines: String {
    var text = ""
    switch kind {
    case .mapping(let entries) where entries.contains(where: { $0.value.items != nil }):
      text += "{"
      for (place, entry) in entries.enumerated() {
        if place > 0 { text += "," }
        Value.writeJSON(entry.key, to: &text)
        text += ":"
        text += entry.value.items == nil ? entry.value.json : entry.value.jsonLines
      }
      text += "}"
    case .sequence(let items) where !items.isEmpty:
      text += "[\n" + items.map(\.json).joined(separator: ",\n") + "\n]"
    default: writeJSON(to: &text)
    }
    return text
  }

  private func writeJSON(to text: inout String) {
    switch kind {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .number(let digits): text += digits
    case .string(let string): Value.writeJSON(string, to: &text)
    case .sequence(let items):
      text += "["
      for (place, item) in items.enumerated() {
        if place > 0 { text += "," }
        item.writeJSON(to: &text)
      }
      text += "]"
    case .mapping(let entries):
      text += "{"
      for (place, entry) in entries.enumerated() {
        if place > 0 { text += "," }
        Value.writeJSON(entry.key, to: &text)
        text += ":"
        entry.value.writeJSON(to: &text)
      }
      text += "}"
    }
  }

  private static func writeJSON(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case let control where control.value < 0x20:
        let digits = String(control.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
