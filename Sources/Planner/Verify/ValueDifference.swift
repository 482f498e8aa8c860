// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// A place where two trees of values differ.
public struct ValueDifference: Sendable, Hashable {
  /// The place, such as `scores.ImageLocality.a` or `tied[2]`.
  public var path: String
  /// What the first tree has there; empty for nothing.
  public var left: String
  /// What the second tree has there; empty for nothing.
  public var right: String

  /// All differences; the order of keys and the spelling of numbers do not matter.
  public static func all(_ left: Value, _ right: Value) -> [ValueDifference] {
    var found: [ValueDifference] = []
    compare(left, right, path: "", into: &found)
    return found
  }

  private static func compare(
    _ left: Value?, _ right: Value?, path: String, into found: inout [ValueDifference]
  ) {
    if let left, let right {
      if let first = left.entries, let second = right.entries {
        compare(first, second, path: path, into: &found)
        return
      }
      if let first = left.items, let second = right.items {
        for place in 0..<max(first.count, second.count) {
          compare(
            place < first.count ? first[place] : nil, place < second.count ? second[place] : nil,
            path: "\(path)[\(place)]", into: &found)
        }
        return
      }
      if areEqual(left, right) { return }
    }
    found.append(
      ValueDifference(
        path: path, left: left?.summary ?? "", right: right?.summary ?? ""))
  }

  private static func compare(
    _ left: [Value.Entry], _ right: [Value.Entry], path: String,
    into found: inout [ValueDifference]
  ) {
    let prefix = path.isEmpty ? "" : "\(path)."
    let leftByKey = Dictionary(left.map { ($0.key, $0.value) }) { first, _ in first }
    let rightByKey = Dictionary(right.map { ($0.key, $0.value) }) { first, _ in first }
    for entry in left {
      compare(entry.value, rightByKey[entry.key], path: prefix + entry.key, into: &found)
    }
    for entry in right where leftByKey[entry.key] == nil {
      compare(nil, entry.value, path: prefix + entry.key, into: &found)
    }
  }

  private static func areEqual(_ left: Value, _ right: Value) -> Bool {
    switch (left.kind, right.kind) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.string(let left), .string(let right)): left == right
    case (.number(let first), .number(let second)):
      first == second || (left.double != nil && left.double == right.double)
    default: false
    }
  }
}
