// SPDX-License-Identifier: Apache-2.0

/// Labels or annotations, sorted by key.
///
/// A sorted array in place of a dictionary: iteration has one order, and sets are small.
public struct LabelSet: Sendable, Hashable {
  /// One label.
  public struct Label: Sendable, Hashable {
    /// The key, such as `app.kubernetes.io/name`.
    public var key: String
    /// The value, which may be empty.
    public var value: String

    /// Makes a label.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// The labels in byte order of their keys.
  public private(set) var labels: [Label]

  /// Makes a set from labels in any order; of two with one key the later wins.
  public init(_ labels: [Label] = []) {
    self.labels = []
    self.labels.reserveCapacity(labels.count)
    for label in labels { self[label.key] = label.value }
  }

  /// The number of labels.
  public var count: Int { labels.count }

  /// Whether there are none.
  public var isEmpty: Bool { labels.isEmpty }

  /// The value of a key; setting nil removes it.
  public subscript(key: String) -> String? {
    get {
      let index = firstIndex(notBefore: key)
      guard index < labels.count, labels[index].key == key else { return nil }
      return labels[index].value
    }
    set {
      let index = firstIndex(notBefore: key)
      let present = index < labels.count && labels[index].key == key
      switch (present, newValue) {
      case (true, .some(let value)): labels[index].value = value
      case (true, .none): labels.remove(at: index)
      case (false, .some(let value)): labels.insert(Label(key: key, value: value), at: index)
      case (false, .none): break
      }
    }
  }

  /// Whether every label of another set is here with the same value.
  public func contains(_ other: LabelSet) -> Bool {
    for label in other.labels where self[label.key] != label.value { return false }
    return true
  }

  private func firstIndex(notBefore key: String) -> Int {
    // Strings compare by Unicode scalars here, which for UTF-8 is byte order.
    if let last = labels.last, last.key < key { return labels.count }
    var low = 0
    var high = labels.count
    while low < high {
      let middle = (low + high) / 2
      if labels[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension LabelSet: ExpressibleByDictionaryLiteral {
  /// Makes a set from a literal such as `["app": "web"]`.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { Label(key: $0.0, value: $0.1) })
  }
}
