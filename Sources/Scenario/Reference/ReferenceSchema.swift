// SPDX-License-Identifier: Apache-2.0

/// Writes a shape as JSON Schema, draft 2020-12.
///
/// Null stands for an absent key, as in Kubernetes. Rules between keys are left to the reader.
enum ReferenceSchema {
  /// The schema of a whole document.
  static func document(of root: BlockShape) -> JSONText {
    var entries: [JSONText.Entry] = [
      .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      .init("$id", .string("https://\(Scenario.apiVersion)/scenario.schema.json")),
      .init("title", .string("Springtide scenario")),
    ]
    entries += block(root)
    return .object(entries)
  }

  private static func schema(of shape: ValueShape) -> [JSONText.Entry] {
    switch shape {
    case .scalar(let scalar): return self.scalar(scalar)
    case .block(let shape): return block(shape)
    case .either(let short, let long):
      return [.init("anyOf", .array([.object(scalar(short)), .object(block(long))]))]
    case .list(let item, let count):
      return [
        .init("type", .string("array")), .init("items", .object(schema(of: item))),
        .init("minItems", .number(Double(count.lowerBound))),
        .init("maxItems", .number(Double(count.upperBound))),
      ]
    }
  }

  private static func scalar(_ shape: ScalarShape) -> [JSONText.Entry] {
    guard shape.choices.isEmpty else {
      return [.init("enum", .array(shape.choices.map(JSONText.string)))]
    }
    var entries: [JSONText.Entry] = [.init("type", type(of: shape.notation))]
    if let pattern = shape.pattern { entries.append(.init("pattern", .string(pattern))) }
    if let minimum = shape.minimum { entries.append(.init("minimum", .number(minimum))) }
    if let maximum = shape.maximum { entries.append(.init("maximum", .number(maximum))) }
    return entries
  }

  private static func type(of notation: ScalarShape.Notation) -> JSONText {
    switch notation {
    case .string: .string("string")
    case .integer: .string("integer")
    case .number: .string("number")
    case .boolean: .string("boolean")
    case .stringOrNumber: .array([.string("string"), .string("number")])
    }
  }

  private static func block(_ shape: BlockShape) -> [JSONText.Entry] {
    var entries: [JSONText.Entry] = [.init("type", .string("object"))]
    let required = shape.fields.filter { $0.presence == .required }.map(\.key)
    if !required.isEmpty {
      entries.append(.init("required", .array(required.map(JSONText.string))))
    }
    let properties = shape.fields.map { JSONText.Entry($0.key, .object(field($0))) }
    if !properties.isEmpty { entries.append(.init("properties", .object(properties))) }
    if let others = shape.others {
      entries.append(.init("propertyNames", .object([.init("pattern", .string(others.pattern))])))
      entries.append(.init("additionalProperties", .object(schema(of: others.shape))))
    } else {
      entries.append(.init("additionalProperties", .bool(false)))
    }
    if !shape.oneOf.isEmpty {
      let choices = shape.oneOf.map { JSONText.object([.init("required", .array([.string($0)]))]) }
      entries.append(.init("oneOf", .array(choices)))
    }
    return entries
  }

  private static func field(_ field: FieldShape) -> [JSONText.Entry] {
    var entries: [JSONText.Entry] = [.init("description", .string(field.summary))]
    let value = schema(of: field.shape)
    if let text = field.defaultText, let literal = literal(text, field.shape) {
      entries.append(.init("default", literal))
    }
    if field.presence == .required { return entries + value }
    // An optional key may be written without a value: `behavior:` and nothing more.
    guard value.first?.key == "type", case .string(let type)? = value.first?.value else {
      return entries + [.init("anyOf", .array([.object(value), nothing]))]
    }
    return entries + [.init("type", .array([.string(type), .string("null")]))] + value.dropFirst()
  }

  private static var nothing: JSONText { .object([.init("type", .string("null"))]) }

  /// A default in the notation of its type; nil for lists and blocks, whose text is no JSON.
  private static func literal(_ text: String, _ shape: ValueShape) -> JSONText? {
    guard case .scalar(let scalar) = shape else {
      if case .either = shape, !text.hasPrefix("{") { return .string(text) }
      return nil
    }
    switch scalar.notation {
    case .boolean: return .bool(text == "true")
    case .integer, .number: return Double(text).map(JSONText.number)
    case .string, .stringOrNumber: return .string(text)
    }
  }
}
