// SPDX-License-Identifier: Apache-2.0

/// Writes SVG and HTML elements; everything that is not ours to spell is escaped.
package struct Markup: Sendable {
  /// What has been written.
  package private(set) var text = ""

  /// Creates an empty writer.
  package init() {}

  /// Opens an element.
  package mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    start(name, attributes)
    text += ">"
  }

  /// Closes an element.
  package mutating func close(_ name: String) {
    text += "</" + name + ">"
  }

  /// Writes an element without content.
  package mutating func leaf(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    start(name, attributes)
    text += "/>"
  }

  /// Writes an element that holds text.
  package mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text content: String
  ) {
    open(name, attributes)
    text += Self.escaped(content)
    close(name)
  }

  /// Adds markup that this type has written before.
  package mutating func append(_ other: Markup) {
    text += other.text
  }

  private mutating func start(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<" + name
    for (key, value) in attributes where !value.isEmpty {
      text += " " + key + "=\"" + Self.escaped(value) + "\""
    }
  }

  /// The text with the five characters of XML that mean something replaced.
  package static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { special.contains($0) }) else { return text }
    var safe = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      default: safe.unicodeScalars.append(character)
      }
    }
    return safe
  }

  private static let special = Array("&<>\"'".utf8)

  /// The text without the control characters that neither XML nor HTML allows.
  ///
  /// Names come from files; a stray control character must not make a page unreadable.
  package static func printable(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl =
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || scalar.value == 0x7F
        || (0xFFFE...0xFFFF).contains(scalar.value)
      clean.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(clean)
  }
}
