// SPDX-License-Identifier: Apache-2.0

internal import CYaml

/// Reads YAML 1.1 to trees with places, from the parser's stream of events.
///
/// Working on events rather than on composed nodes keeps every bound in our hands: nesting is
/// checked before it grows, an alias is counted before it is used, and no text can make the
/// reader recurse or hash a tree that aliases have blown up.
struct YAMLReader {
  /// A list or mapping that is not yet closed.
  private struct Frame {
    var mark: Mark
    var anchor: String?
    var isMapping: Bool
    var items: [Value] = []
    var entries: [Value.Entry] = []
    var keys = MappingKeys()
    var merges: [Value] = []
    var key: (text: String, mark: Mark, isMerge: Bool)?
    /// Nodes inside, aliases expanded.
    var nodeCount = 1
  }

  private let limits: ManifestLimits
  private var stack: [Frame] = []
  private var anchors: [String: (value: Value, nodeCount: Int)] = [:]
  private var writtenNodeCount = 0
  private var aliasedNodeCount = 0
  private var documents: [Value] = []

  private init(limits: ManifestLimits) {
    self.limits = limits
  }

  /// The documents of a text up to the first fault, and that fault.
  static func documents(
    _ bytes: [UInt8], limits: ManifestLimits
  ) -> (documents: [Value], fault: ReadingFault?) {
    var reader = YAMLReader(limits: limits)
    do throws(ReadingFault) {
      let events = YAMLEvents(bytes, limits: limits)
      while let event = try events.next() { try reader.take(event) }
      return (reader.documents, nil)
    } catch {
      return (reader.documents, error)
    }
  }

  private mutating func take(_ event: YAMLEvent) throws(ReadingFault) {
    writtenNodeCount += 1
    guard writtenNodeCount <= limits.nodes else {
      throw ReadingFault(
        mark: event.mark, found: "refused: more than \(limits.nodes) values, the limit")
    }
    switch event.kind {
    case .documentStart:
      anchors = [:]
      guard documents.count < limits.documents else {
        throw ReadingFault(
          mark: event.mark, found: "refused: more than \(limits.documents) documents, the limit")
      }
    case .open(let isMapping):
      guard stack.count < limits.depth else {
        throw ReadingFault.tooDeep(at: event.mark, limits: limits)
      }
      stack.append(Frame(mark: event.mark, anchor: event.anchor, isMapping: isMapping))
    case .close: try close()
    case .alias(let name): try takeAlias(name, at: event.mark)
    case .scalar(let scalar):
      let value = Value(scalar.kind, at: event.mark)
      if let anchor = event.anchor { anchors[anchor] = (value, 1) }
      let isMerge = scalar.isPlain && scalar.text == "<<"
      try add(value, nodeCount: 1, keyText: scalar.text, isMerge: isMerge)
    }
  }

  private mutating func takeAlias(_ name: String, at mark: Mark) throws(ReadingFault) {
    guard let target = anchors[name] else {
      throw ReadingFault(
        mark: mark, found: "found the alias *\(Value.shortened(name))",
        expected: "an alias of an anchor that is defined above and closed")
    }
    aliasedNodeCount += target.nodeCount
    guard aliasedNodeCount <= limits.aliasedNodes else {
      throw ReadingFault(
        mark: mark,
        found: "refused: aliases stand for too many nodes, the limit is \(limits.aliasedNodes)")
    }
    var value = target.value
    value.mark = mark
    try add(value, nodeCount: target.nodeCount, keyText: value.scalarText, isMerge: false)
  }

  private mutating func close() throws(ReadingFault) {
    guard var frame = stack.popLast() else { return }
    if !frame.merges.isEmpty { YAMLReader.merge(&frame.entries, with: frame.merges) }
    let value = Value(
      frame.isMapping ? .mapping(frame.entries) : .sequence(frame.items), at: frame.mark)
    if let anchor = frame.anchor { anchors[anchor] = (value, frame.nodeCount) }
    try add(value, nodeCount: frame.nodeCount, keyText: nil, isMerge: false)
  }

  private mutating func add(
    _ value: Value, nodeCount added: Int, keyText: String?, isMerge: Bool
  ) throws(ReadingFault) {
    guard let top = stack.indices.last else {
      if !value.isNull { documents.append(value) }
      return
    }
    stack[top].nodeCount += added
    guard stack[top].isMapping else {
      stack[top].items.append(value)
      return
    }
    guard let key = stack[top].key else {
      stack[top].key = try self.key(value, text: keyText, isMerge: isMerge, in: stack[top])
      return
    }
    stack[top].key = nil
    if key.isMerge {
      stack[top].merges += try YAMLReader.mergeSources(value)
    } else {
      let entry = Value.Entry(key: key.text, keyMark: key.mark, value: value)
      if let first = stack[top].keys.insert(key.text, among: stack[top].entries) {
        throw ReadingFault(
          mark: key.mark, found: "found the key \"\(Value.shortened(key.text))\" twice",
          hint: "it is first given in line \(first.line)")
      }
      stack[top].entries.append(entry)
    }
  }

  private func key(
    _ value: Value, text: String?, isMerge: Bool, in frame: Frame
  ) throws(ReadingFault) -> (text: String, mark: Mark, isMerge: Bool) {
    guard let text, !value.isNull else {
      throw ReadingFault(
        mark: value.mark, found: "found \(value.summary) as a key", expected: "a text")
    }
    return (text, value.mark, isMerge)
  }

  private static func mergeSources(_ value: Value) throws(ReadingFault) -> [Value] {
    if value.entries != nil { return [value] }
    let items = value.items ?? []
    guard !items.isEmpty, items.allSatisfy({ $0.entries != nil }) else {
      throw ReadingFault(
        mark: value.mark, found: "found \(value.summary) after the merge key <<",
        expected: "a mapping or a list of mappings")
    }
    return items
  }

  /// Keys that are given win over merged ones, and earlier sources over later ones.
  private static func merge(_ entries: inout [Value.Entry], with sources: [Value]) {
    var known = Set(entries.map(\.key))
    for source in sources {
      for entry in source.entries ?? [] where known.insert(entry.key).inserted {
        entries.append(entry)
      }
    }
  }
}
