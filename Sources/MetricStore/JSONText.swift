// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The small JSON texts in the columns for labels and overrides.
enum JSONText {
  /// An array of strings.
  static func array(_ values: [String]) -> String {
    "[\(values.map(string).joined(separator: ","))]"
  }

  /// An object whose members stay in the order given.
  static func object(_ names: [String], _ values: [String]) -> String {
    let members = zip(names, values).map { "\(string($0)):\(string($1))" }
    return "{\(members.joined(separator: ","))}"
  }

  /// The strings of an array, or nil if the text is anything else.
  static func strings(_ text: String) -> [String]? {
    try? JSONDecoder().decode([String].self, from: Data(text.utf8))
  }

  /// The members of an object of strings, or nil if the text is anything else.
  static func pairs(_ text: String) -> [String: String]? {
    try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))
  }

  /// A string in quotes, as RFC 8259 section 7 wants it; characters above ASCII stay as they are.
  private static func string(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
