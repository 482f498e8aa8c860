// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Puts one override into the tree of a scenario, guided by what the scenario may look like.
///
/// The new nodes carry the negative number of the override in place of a line, which `Reading`
/// turns into a place on the command line.
struct OverrideEdit {
  private let override: Override
  private let number: Int
  private let diagnostics: Diagnostics
  private var walked = ""

  /// Applies all overrides in order; faults are reported.
  static func apply(
    _ overrides: [Override], to value: inout Value, shape: ValueShape, into diagnostics: Diagnostics
  ) {
    for (index, override) in overrides.enumerated() {
      var edit = OverrideEdit(override: override, number: index + 1, diagnostics: diagnostics)
      edit.run(&value, shape)
    }
  }

  private init(override: Override, number: Int, diagnostics: Diagnostics) {
    self.override = override
    self.number = number
    self.diagnostics = diagnostics
  }

  private mutating func run(_ value: inout Value, _ shape: ValueShape) {
    guard let equals = override.text.firstIndex(of: "=") else {
      fault("no = in the override", expected: "path=value")
      return
    }
    guard let path = OverridePath(override.text[..<equals]) else {
      fault("found a path that cannot be read", expected: "one such as spec.clusters[0].name")
      return
    }
    let text = override.text[override.text.index(after: equals)...]
    let column = override.text.distance(from: override.text.startIndex, to: equals) + 2
    let mark = Mark(line: -number, column: column)
    let scratch = Diagnostics()
    let documents = DocumentReader.read(
      Array(text.utf8), file: "", limits: ManifestLimits(), into: scratch)
    guard scratch.all.isEmpty, documents.count <= 1 else {
      fault("found a value that is no YAML", expected: nil, column: column)
      return
    }
    let leaf = documents.first ?? Value(.null, at: mark)
    set(&value, path.steps[...], shape, to: Self.remarked(leaf, mark))
  }

  private mutating func set(
    _ value: inout Value, _ steps: ArraySlice<OverridePath.Step>, _ shape: ValueShape,
    to leaf: Value
  ) {
    guard let step = steps.first else {
      if case .block(let block) = shape, !block.fields.isEmpty, leaf.entries == nil {
        let keys = block.fields.map(\.key).joined(separator: ", ")
        fault("names a block", expected: "one of its keys: \(keys)")
        return
      }
      value = leaf
      return
    }
    switch step {
    case .index(let index): setItem(&value, index, steps.dropFirst(), shape, to: leaf)
    case .key(let key): setKey(&value, key, steps.dropFirst(), shape, to: leaf)
    }
  }

  private mutating func setItem(
    _ value: inout Value, _ index: Int, _ rest: ArraySlice<OverridePath.Step>, _ shape: ValueShape,
    to leaf: Value
  ) {
    guard case .list(let item, _) = shape else {
      fault("found an index", expected: "a key: this is no list")
      return
    }
    let count = value.items?.count ?? 0
    guard case .sequence(var items) = value.kind, index < count else {
      fault("found index \(index)", expected: "an index of a list of \(count) items")
      return
    }
    walked += "[\(index)]"
    set(&items[index], rest, item, to: leaf)
    value.kind = .sequence(items)
  }

  private mutating func setKey(
    _ value: inout Value, _ key: String, _ rest: ArraySlice<OverridePath.Step>,
    _ shape: ValueShape, to leaf: Value
  ) {
    guard let block = shape.block else {
      let expected = if case .list = shape { "an index such as [0]" } else { "no further key" }
      fault("found key \"\(key)\"", expected: expected)
      return
    }
    guard let field = block.fields.first(where: { $0.key == key }) else {
      setFreeKey(&value, key, rest, block, to: leaf)
      return
    }
    walked += walked.isEmpty ? key : "." + key
    edit(&value, key, leaf.mark) { inner, edit in edit.set(&inner, rest, field.shape, to: leaf) }
  }

  /// Sets a key of the user's choice; dots may belong to it, as in `labels.example.com/a`.
  private mutating func setFreeKey(
    _ value: inout Value, _ key: String, _ rest: ArraySlice<OverridePath.Step>,
    _ block: BlockShape, to leaf: Value
  ) {
    guard block.others != nil else {
      let keys = block.fields.map(\.key)
      walked += walked.isEmpty ? key : "." + key
      fault(
        "unknown field",
        expected: keys.count <= 12 ? "one of " + keys.joined(separator: ", ") : nil,
        hint: didYouMean(key, in: keys))
      return
    }
    let whole = ([key] + rest.map(\.text)).joined(separator: ".")
    edit(&value, whole, leaf.mark) { inner, _ in inner = leaf }
  }

  /// Changes the value of a key of a mapping, which is made if it is not there.
  private mutating func edit(
    _ value: inout Value, _ key: String, _ mark: Mark,
    _ change: (inout Value, inout OverrideEdit) -> Void
  ) {
    var entries: [Value.Entry] = []
    if case .mapping(let given) = value.kind { entries = given } else { value.mark = mark }
    let index = entries.firstIndex { $0.key == key } ?? entries.count
    if index == entries.count {
      entries.append(Value.Entry(key: key, keyMark: mark, value: Value(.null, at: mark)))
    }
    change(&entries[index].value, &self)
    value.kind = .mapping(entries)
  }

  private func fault(
    _ found: String, expected: String?, hint: String? = nil, column: Int = 1
  ) {
    diagnostics.report(
      Diagnostic(
        at: override.place(column: column), path: walked, found: found, expected: expected,
        hint: hint))
  }

  private static func remarked(_ value: Value, _ mark: Mark) -> Value {
    switch value.kind {
    case .sequence(let items): Value(.sequence(items.map { remarked($0, mark) }), at: mark)
    case .mapping(let entries):
      Value(
        .mapping(
          entries.map {
            Value.Entry(key: $0.key, keyMark: mark, value: remarked($0.value, mark))
          }), at: mark)
    default: Value(value.kind, at: mark)
    }
  }
}
