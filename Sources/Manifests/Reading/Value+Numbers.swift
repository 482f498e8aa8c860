// SPDX-License-Identifier: Apache-2.0

extension Value {
  /// A number without fraction that `Int64` can hold; nil for other nodes.
  public var integer: Int64? {
    guard case .number(let text) = kind else { return nil }
    return Int64(text)
  }

  /// A number as the nearest double; nil for other nodes and for infinity and the like.
  public var double: Double? {
    guard case .number(let text) = kind, let number = Double(text), number.isFinite else {
      return nil
    }
    return number
  }

  /// The text of a scalar as written, without quotes; nil for lists and mappings.
  public var scalarText: String? {
    switch kind {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let text), .string(let text): text
    case .sequence, .mapping: nil
    }
  }
}

extension Value: Equatable {
  /// Whether two trees hold the same, wherever they were read.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left.kind, right.kind) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left == right
    case (.sequence(let left), .sequence(let right)): left == right
    case (.mapping(let left), .mapping(let right)):
      left.count == right.count
        && zip(left, right).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}
