// SPDX-License-Identifier: Apache-2.0

/// Describes the scenario format from the lists of fields that decode it.
public enum ScenarioReference {
  /// The whole format as the shape of its root.
  static var root: BlockShape { BlockShape(fields: Scenario.fieldShapes) }

  /// The reference page in Markdown.
  public static func markdown() -> String { ReferencePage.text(of: root) }

  /// The JSON Schema (draft 2020-12) for editors and for checks of the form alone.
  public static func jsonSchema() -> String { ReferenceSchema.document(of: root).document }
}
