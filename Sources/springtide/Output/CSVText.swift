// SPDX-License-Identifier: Apache-2.0

/// Comma-separated values as RFC 4180 has them, with plain line feeds.
enum CSVText {
  /// One line, with its line break; fields are quoted where they must be.
  static func line(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\n"
  }

  private static func field(_ text: String) -> String {
    let mustQuote = text.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
        || $0 == UInt8(ascii: "\r")
    }
    return mustQuote ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  /// A number in full precision; empty for a sample that is missing.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "" : "\(value)" }
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
    return "\(value)"
  }
}
