// SPDX-License-Identifier: Apache-2.0

extension ObjectReader {
  /// The reader of a mapping below; nil when absent or of another type.
  public func object(_ key: String) -> ObjectReader? {
    guard let value = field(key) else { return nil }
    let reader = ObjectReader(
      value, file: file, path: path.appending(key), diagnostics: diagnostics)
    return value.entries == nil ? nil : reader
  }

  /// The reader of a mapping that must be there.
  public func requiredObject(_ key: String) -> ObjectReader? {
    guard has(key) else {
      missing(key)
      return nil
    }
    return object(key)
  }

  /// The items of a list of mappings; empty when absent or of another type.
  public func list<Element>(
    _ key: String, _ element: (ObjectReader) -> Element?
  ) -> [Element] {
    guard let items = items(key) else { return [] }
    var result: [Element] = []
    result.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      let reader = ObjectReader(
        item, file: file, path: path.appending(key).appending(index), diagnostics: diagnostics)
      guard item.entries != nil, let element = element(reader) else { continue }
      result.append(element)
    }
    return result
  }

  /// The items of a list of mappings that must be there and not be empty.
  public func requiredList<Element>(
    _ key: String, _ element: (ObjectReader) -> Element?
  ) -> [Element] {
    guard let items = field(key)?.items else {
      if has(key) { wrongType(key, expected: "a list") } else { missing(key) }
      return []
    }
    if items.isEmpty { error(key, found: "found an empty list", expected: "at least one item") }
    return list(key, element)
  }

  /// The nodes of a list; nil when absent or of another type.
  public func items(_ key: String) -> [Value]? {
    guard let value = field(key) else { return nil }
    if let items = value.items { return items }
    wrongType(key, expected: "a list")
    return nil
  }

  /// A list of texts; empty when absent or of another type.
  public func strings(_ key: String) -> [String] {
    guard let items = items(key) else { return [] }
    return items.enumerated().compactMap { index, item in
      if case .string(let text) = item.kind { return text }
      report(item, at: index, of: key, expected: "a text")
      return nil
    }
  }

  /// A list of whole numbers; empty when absent or of another type.
  public func integers(_ key: String, in range: ClosedRange<Int32>) -> [Int32] {
    guard let items = items(key) else { return [] }
    return items.enumerated().compactMap { index, item in
      if let number = item.integer.flatMap(Int32.init(exactly:)), range.contains(number) {
        return number
      }
      report(
        item, at: index, of: key,
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
  }

  private func report(_ item: Value, at index: Int, of key: String, expected: String) {
    diagnostics.report(
      Diagnostic(
        at: SourcePlace(file: file, mark: item.mark),
        path: path.appending(key).appending(index).description,
        found: "found \(item.summary)", expected: expected))
  }
}
