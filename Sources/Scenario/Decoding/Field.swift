// SPDX-License-Identifier: Apache-2.0

import Manifests

/// One key of a block: how it is read, what it looks like and what stands in for it.
///
/// A new key of the scenario file is one property of its block and one `Field` in the block's list;
/// decoding, default, unknown-key check, schema and reference page follow.
struct Field<Block: Sendable>: Sendable {
  /// The key.
  let key: String
  /// What it means that the key is not given.
  let presence: Presence
  /// Reads the value into the block; faults are reported.
  let read: @Sendable (Value, inout Block, Reading) -> Void
  /// What the value looks like, given a block with the defaults.
  let shape: @Sendable (Block) -> FieldShape

  /// A key that is stored in a property.
  init<Result>(
    _ key: String, _ path: any WritableKeyPath<Block, Result> & Sendable, _ form: Form<Result>,
    _ presence: Presence, _ summary: String
  ) {
    self.key = key
    self.presence = presence
    read = { value, block, reading in
      if let found = form.read(value, reading) { block[keyPath: path] = found }
    }
    shape = { block in
      var text: String?
      if case .preset = presence { text = form.text(block[keyPath: path]) }
      return FieldShape(
        key: key, summary: summary, presence: presence, shape: form.shape, defaultText: text)
    }
  }

  /// A key that is stored in a property that is nil without it.
  init<Result>(
    _ key: String, optional path: any WritableKeyPath<Block, Result?> & Sendable,
    _ form: Form<Result>, absent: String, _ summary: String
  ) {
    self.init(key, form, .absent(absent), summary) { $1[keyPath: path] = $0 }
  }

  /// A key whose value goes where the closure puts it.
  init<Result>(
    _ key: String, _ form: Form<Result>, _ presence: Presence, _ summary: String,
    default defaultText: String? = nil,
    store: @escaping @Sendable (Result, inout Block) -> Void
  ) {
    self.key = key
    self.presence = presence
    read = { value, block, reading in
      if let found = form.read(value, reading) { store(found, &block) }
    }
    shape = { _ in
      FieldShape(
        key: key, summary: summary, presence: presence, shape: form.shape,
        defaultText: defaultText)
    }
  }

  /// A block in a property, read over the value that the property has.
  init<Inner: ScenarioBlock>(
    _ key: String, block path: any WritableKeyPath<Block, Inner> & Sendable, _ summary: String
  ) {
    self.init(key, block: path, fields: Inner.fields, summary) { value, inner, reading in
      _ = reading.decode(value, into: &inner)
    }
  }

  /// A block in a property with fields of its own, read over the value that the property has.
  init<Inner: Sendable>(
    _ key: String, block path: any WritableKeyPath<Block, Inner> & Sendable,
    fields: [Field<Inner>], _ summary: String,
    decode: (@Sendable (Value, inout Inner, Reading) -> Void)? = nil
  ) {
    let absent = Presence.absent("every key has its default")
    self.key = key
    presence = absent
    read = { value, block, reading in
      guard let decode else {
        _ = reading.decode(value, into: &block[keyPath: path], fields: fields)
        return
      }
      decode(value, &block[keyPath: path], reading)
    }
    shape = { block in
      let shapes = fields.map { $0.shape(block[keyPath: path]) }
      return FieldShape(
        key: key, summary: summary, presence: absent,
        shape: .block(BlockShape(fields: shapes)))
    }
  }

  /// A mapping that only groups keys of the same block.
  init(
    section key: String, required: Bool = false, _ fields: [Field<Block>], _ summary: String,
    absent: String = "every key has its default"
  ) {
    self.key = key
    let presence: Presence = required ? .required : .absent(absent)
    self.presence = presence
    read = { value, block, reading in
      _ = reading.decode(value, into: &block, fields: fields)
    }
    shape = { block in
      FieldShape(
        key: key, summary: summary, presence: presence,
        shape: .block(BlockShape(fields: fields.map { $0.shape(block) })))
    }
  }
}
