// SPDX-License-Identifier: Apache-2.0

/// What a value of a scenario may look like: the source of messages, schema and reference page.
indirect enum ValueShape: Sendable {
  /// A single text, number or flag.
  case scalar(ScalarShape)
  /// A list of equal shapes whose length is bounded.
  case list(ValueShape, count: ClosedRange<Int>)
  /// A mapping.
  case block(BlockShape)
  /// A short form or a long one.
  case either(ScalarShape, BlockShape)

  /// The shape as a phrase with its bounds, such as `duration from 1s to 400d`.
  var phrase: String {
    switch self {
    case .scalar(let scalar): scalar.phrase
    case .list(let item, _): "list of " + item.phrase
    case .block(let block): block.name ?? "block"
    case .either(let scalar, let block): scalar.phrase + " or " + (block.name ?? "block")
    }
  }

  /// The mapping that this shape can be, itself or as its long form.
  var block: BlockShape? {
    switch self {
    case .block(let block), .either(_, let block): block
    case .scalar, .list: nil
    }
  }
}

/// What a scalar may look like.
struct ScalarShape: Sendable {
  /// How YAML may hold a scalar.
  enum Notation: Sendable {
    case string, integer, number, boolean, stringOrNumber
  }

  /// What it is, such as `duration`.
  var name: String
  /// The bounds, such as `from 1s to 400d`; empty if there are none.
  var bounds = ""
  /// How YAML may hold it.
  var notation: Notation
  /// A regular expression for the text form.
  var pattern: String?
  /// The least number.
  var minimum: Double?
  /// The greatest number.
  var maximum: Double?
  /// The only texts allowed; empty if there is no such list.
  var choices: [String] = []

  /// Name and bounds.
  var phrase: String { bounds.isEmpty ? name : "\(name) \(bounds)" }

  /// The phrase with its article, for messages.
  var expectation: String {
    let isVowel = name.first.map { "aeiou".contains($0) } ?? false
    return (isVowel ? "an " : "a ") + phrase
  }
}

/// What a mapping may look like.
struct BlockShape: Sendable {
  /// The name under which the reference describes it once; nil if it is described in place.
  var name: String?
  /// The keys, in the order of the reference.
  var fields: [FieldShape]
  /// Keys of the user's choice; nil if other keys than those of `fields` are errors.
  var others: OtherKeys?
  /// Keys of which exactly one must be given; empty if there is no such rule.
  var oneOf: [String] = []
}

/// What keys of the user's choice and their values may look like.
struct OtherKeys: Sendable {
  /// What the keys are, such as `label keys`.
  var name: String
  /// A regular expression that every key matches, those of the fields included.
  var pattern: String
  /// What the values look like.
  var shape: ValueShape
}

/// What one key of a mapping may look like.
struct FieldShape: Sendable {
  /// The key.
  var key: String
  /// What it means, as one sentence.
  var summary: String
  /// What it means that the key is not given.
  var presence: Presence
  /// What its value looks like.
  var shape: ValueShape
  /// The default as a user would write it; nil if there is none.
  var defaultText: String?
}
