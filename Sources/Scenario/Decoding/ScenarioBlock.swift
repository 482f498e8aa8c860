// SPDX-License-Identifier: Apache-2.0

import Manifests

/// A block of the scenario file: one list of fields reads, checks and describes it.
protocol ScenarioBlock: Sendable {
  /// The block before any key is read: all defaults, and empty values where a key is required.
  static var blank: Self { get }
  /// The keys, in the order in which they are read and described.
  static var fields: [Field<Self>] { get }
  /// The name under which the reference describes the block once; nil to describe it in place.
  static var shapeName: String? { get }
  /// Keys of which exactly one must be given; empty if there is no such rule.
  static var oneOf: [String] { get }
  /// Checks what concerns several keys; called only if each key alone is right.
  static func check(_ block: inout Self, at value: Value, _ reading: Reading)
}

extension ScenarioBlock {
  static var shapeName: String? { nil }
  static var oneOf: [String] { [] }
  static func check(_ block: inout Self, at value: Value, _ reading: Reading) {}

  /// What the keys look like.
  static var fieldShapes: [FieldShape] { fields.map { $0.shape(blank) } }
}
