// SPDX-License-Identifier: Apache-2.0

/// The path of a field in an object, such as `spec.containers[0].name`.
///
/// A chain that is spelled out only when a fault is reported, so that reading costs little.
public indirect enum FieldPath: Sendable, Hashable, CustomStringConvertible {
  case root
  case field(FieldPath, String)
  case index(FieldPath, Int)

  /// The path of a field below this one.
  public func appending(_ key: String) -> FieldPath { .field(self, key) }
  /// The path of a list item below this one.
  public func appending(_ index: Int) -> FieldPath { .index(self, index) }

  /// The path as users write it; keys with dots or slashes stand in brackets.
  public var description: String {
    switch self {
    case .root: return ""
    case .index(let parent, let index): return "\(parent)[\(index)]"
    case .field(let parent, let key):
      let name = Value.shortened(key)
      if key.contains(where: { $0 == "." || $0 == "/" }) { return "\(parent)[\(name)]" }
      let prefix = parent.description
      return prefix.isEmpty ? name : "\(prefix).\(name)"
    }
  }
}
