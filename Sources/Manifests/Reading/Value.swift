// SPDX-License-Identifier: Apache-2.0

/// A node of the tree that a YAML or JSON document is read to, with its place.
///
/// Both notations give the same tree, so that everything above reads one form.
public struct Value: Sendable {
  /// What a node holds.
  public enum Kind: Sendable {
    case null
    case bool(Bool)
    /// A number, as written; ``Value/integer`` and ``Value/double`` read it.
    case number(String)
    case string(String)
    case sequence([Value])
    case mapping([Entry])
  }

  /// One key of a mapping with its value.
  public struct Entry: Sendable {
    /// The key.
    public var key: String
    /// Where the key is.
    public var keyMark: Mark
    /// The value.
    public var value: Value

    /// Makes an entry from its parts.
    public init(key: String, keyMark: Mark, value: Value) {
      self.key = key
      self.keyMark = keyMark
      self.value = value
    }
  }

  /// What the node holds.
  public var kind: Kind
  /// Where the node begins.
  public var mark: Mark

  /// Makes a node from its parts.
  public init(_ kind: Kind, at mark: Mark) {
    self.kind = kind
    self.mark = mark
  }

  /// Whether the node is null, which Kubernetes reads like an absent field.
  public var isNull: Bool {
    if case .null = kind { return true }
    return false
  }

  /// The entries of a mapping, in the order written; nil for other nodes.
  public var entries: [Entry]? {
    if case .mapping(let entries) = kind { return entries }
    return nil
  }

  /// The items of a sequence; nil for other nodes.
  public var items: [Value]? {
    if case .sequence(let items) = kind { return items }
    return nil
  }

  /// The text of a string; nil for other nodes.
  public var string: String? {
    if case .string(let text) = kind { return text }
    return nil
  }

  /// The value of a key of a mapping; nil when absent, or when the node is no mapping.
  ///
  /// Cost: linear in the number of keys.
  public subscript(key: String) -> Value? {
    guard case .mapping(let entries) = kind else { return nil }
    for entry in entries where entry.key == key { return entry.value }
    return nil
  }

  /// What the node is, in words for a message: `"abc"`, `12`, `a list`.
  public var summary: String {
    switch kind {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let text): Value.shortened(text)
    case .string(let text): "\"\(Value.shortened(text))\""
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Long texts are cut and control characters replaced, so that a message stays one line.
  static func shortened(_ text: String, to limit: Int = 60) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else { return result + "…" }
      result.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
      count += 1
    }
    return result
  }
}
