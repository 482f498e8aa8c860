// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the verbs print with `-o json`: sorted keys, the version of the format first among equals.
enum JSONText {
  /// The text of a value, indented, with a line break at its end.
  static func text(_ value: some Encodable) throws(CommandFailure) -> String {
    try encode(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]) + "\n"
  }

  /// The text of a value in one line, without a line break.
  static func line(_ value: some Encodable) throws(CommandFailure) -> String {
    try encode(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  private static func encode(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) throws(CommandFailure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw .fault("cannot write JSON: \(error)")
    }
  }
}

/// A number that JSON can hold: null for infinities and for what is not a number.
struct JSONNumber: Encodable {
  let value: Double

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
  }
}
