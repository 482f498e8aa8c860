// SPDX-License-Identifier: Apache-2.0

import EventKernel
package import Manifests

/// Makes the values of outputs, which have no place in a file.
package enum RecordedOutput {
  private static let mark = Mark(line: 0, column: 0)

  /// A text.
  package static func text(_ text: String) -> Value { Value(.string(text), at: mark) }

  /// A whole number.
  package static func number(_ number: some BinaryInteger) -> Value {
    Value(.number("\(number)"), at: mark)
  }

  /// True or false.
  package static func flag(_ flag: Bool) -> Value { Value(.bool(flag), at: mark) }

  /// A list.
  package static func list(_ items: [Value]) -> Value { Value(.sequence(items), at: mark) }

  /// A mapping with its keys in order.
  package static func object(_ entries: [(key: String, value: Value)]) -> Value {
    let entries = entries.map { Value.Entry(key: $0.key, keyMark: mark, value: $0.value) }
    return Value(.mapping(entries), at: mark)
  }

  /// Nothing.
  package static var null: Value { Value(.null, at: mark) }

  /// A time in seconds without needless decimals.
  static func seconds(_ time: SimulationTime) -> Value {
    let (whole, fraction) = time.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    guard fraction != 0 else { return number(whole) }
    var digits = String(fraction.magnitude)
    digits = String(repeating: "0", count: 6 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    let sign = time.microseconds < 0 ? "-" : ""
    return Value(.number("\(sign)\(whole.magnitude).\(digits)"), at: mark)
  }
}
