// SPDX-License-Identifier: Apache-2.0

import Manifests

extension Reading {
  /// The most valid keys that a message lists.
  private static let mostKeysListed = 12

  /// Reads a mapping into a block and checks it; false after a fault.
  func decode<Block: ScenarioBlock>(_ value: Value, into block: inout Block) -> Bool {
    guard decode(value, into: &block, fields: Block.fields) else { return false }
    let before = failureCount
    checkOneOf(Block.oneOf, in: value)
    if failureCount == before { Block.check(&block, at: value, self) }
    return failureCount == before
  }

  /// Reads a mapping into a block with the given fields; false after a fault.
  func decode<Block>(_ value: Value, into block: inout Block, fields: [Field<Block>]) -> Bool {
    guard let entries = value.entries else {
      report(value, expected: "a mapping")
      return false
    }
    let before = failureCount
    let keys = fields.map(\.key)
    var misspelled: [String] = []
    for entry in entries where !keys.contains(entry.key) {
      reportUnknown(entry, keys: keys)
      nearestName(to: entry.key, in: keys).map { misspelled.append($0) }
    }
    for field in fields {
      if let found = value[field.key], !found.isNull {
        within(field.key) { field.read(found, &block, self) }
      } else if field.presence == .required, !misspelled.contains(field.key) {
        report(value, key: field.key, found: "required field is missing")
      }
    }
    return failureCount == before
  }

  /// Reports a key that the block does not have.
  private func reportUnknown(_ entry: Value.Entry, keys: [String]) {
    let isShort = keys.count <= Self.mostKeysListed
    report(
      .error, entry.keyMark, entry.key, found: "unknown field",
      expected: isShort ? "one of " + keys.joined(separator: ", ") : nil,
      hint: didYouMean(entry.key, in: keys))
  }

  private func checkOneOf(_ keys: [String], in value: Value) {
    guard !keys.isEmpty else { return }
    let given = keys.filter { key in value[key].map { !$0.isNull } ?? false }
    guard given.count != 1 else { return }
    let list = keys.joined(separator: ", ")
    if given.isEmpty {
      report(value, found: "nothing to do", expected: "one of \(list)")
    } else {
      report(value, found: given.joined(separator: " and "), expected: "only one of \(list)")
    }
  }
}
