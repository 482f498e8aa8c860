// SPDX-License-Identifier: Apache-2.0

import Manifests

extension Form where Result == String {
  /// The key of a label or taint.
  static var labelKey: Form {
    let shape = ScalarShape(name: "label key", notation: .string)
    return .scalar(shape, text: { $0 }) { text throws(TextFault) in
      guard LabelSyntax.isKey(text) else {
        throw TextFault(expected: "a label key such as app or example.com/pool")
      }
      return text
    }
  }

  /// The value of a label, taint or zone.
  static var labelValue: Form {
    let shape = ScalarShape(name: "label value", notation: .string)
    return Form(
      shape: .scalar(shape),
      read: { value, reading in
        if case .string(let text) = value.kind, LabelSyntax.isValue(text) { return text }
        let expected = "at most 63 letters, digits, dashes, dots and underscores"
        var hint: String?
        if value.string == nil, let text = value.scalarText {
          hint = "put it in quotes: \"\(text)\""
        }
        reading.report(value, expected: expected, hint: hint)
        return nil
      },
      text: { $0 })
  }
}

extension Form where Result == LabelSet {
  /// Labels of a node.
  static var labels: Form {
    let shape = BlockShape(
      name: "labels", fields: [],
      others: OtherKeys(
        name: "label keys", pattern: LabelSyntax.keyPattern, shape: Form<String>.labelValue.shape))
    return Form(
      shape: .block(shape), read: read,
      text: { set in
        "{" + set.labels.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
      })
  }

  @Sendable private static func read(_ value: Value, _ reading: Reading) -> LabelSet? {
    guard let entries = value.entries else {
      reading.report(value, expected: "a mapping")
      return nil
    }
    var set = LabelSet()
    for entry in entries {
      let keyValue = Value(.string(entry.key), at: entry.keyMark)
      reading.within(entry.key) {
        guard Form<String>.labelKey.read(keyValue, reading) != nil else { return }
        guard entry.key != "kubernetes.io/hostname" else {
          reading.report(keyValue, found: "is the name of the node", hint: "leave it out")
          return
        }
        set[entry.key] = Form<String>.labelValue.read(entry.value, reading)
      }
    }
    return set
  }
}

extension Taint: ScenarioBlock {
  static let blank = Taint(key: "", effect: .noSchedule)
  static let shapeName: String? = "taint"
  static let fields: [Field<Taint>] = [
    Field("key", \.key, .labelKey, .required, "The key."),
    Field("value", \.value, .labelValue, .convention("Kubernetes' own default"), "The value."),
    Field(
      "effect", .choice(Taint.Effect.allCases.map(\.rawValue), name: "effect"), .required,
      "What the taint does to pods that do not tolerate it."
    ) { text, taint in taint.effect = Taint.Effect(rawValue: text) ?? .noSchedule },
  ]
}
