// SPDX-License-Identifier: Apache-2.0

import Manifests

/// How values of a type are read from YAML, written as text and described.
struct Form<Result: Sendable>: Sendable {
  /// What a value looks like.
  var shape: ValueShape
  /// Reads a value; nil after a fault was reported.
  var read: @Sendable (Value, Reading) -> Result?
  /// Writes a value as a user would.
  var text: @Sendable (Result) -> String

  /// The same form with something done to each value that was read.
  func also(_ action: @escaping @Sendable (Result, Value, Reading) -> Void) -> Form {
    let read = read
    var result = self
    result.read = { value, reading in
      guard let found = read(value, reading) else { return nil }
      action(found, value, reading)
      return found
    }
    return result
  }

  /// A form of a scalar that is read from its text.
  static func scalar(
    _ shape: ScalarShape, text: @escaping @Sendable (Result) -> String,
    parse: @escaping @Sendable (String) throws(TextFault) -> Result
  ) -> Form {
    Form(
      shape: .scalar(shape),
      read: { value, reading in
        guard let found = value.scalarText(as: shape.notation) else {
          reading.report(value, expected: shape.expectation)
          return nil
        }
        do throws(TextFault) {
          let result = try parse(found)
          if shape.notation != .string || value.string != nil { return result }
          reading.report(value, expected: "a text", hint: "put it in quotes: \"\(found)\"")
          return nil
        } catch {
          reading.report(value, expected: error.expected, hint: error.hint)
          return nil
        }
      },
      text: text)
  }
}

extension Value {
  /// The text of a scalar that is held as the notation asks; nil for other nodes.
  func scalarText(as notation: ScalarShape.Notation) -> String? {
    switch (kind, notation) {
    case (.string(let text), .string), (.string(let text), .stringOrNumber): text
    case (.number(let text), .integer), (.number(let text), .number): text
    case (.number(let text), .stringOrNumber): text
    // A number is no text, but `duration: 90` deserves to be told of its unit.
    case (.number(let text), .string): text
    case (.bool(let flag), .boolean): flag ? "true" : "false"
    default: nil
    }
  }
}
