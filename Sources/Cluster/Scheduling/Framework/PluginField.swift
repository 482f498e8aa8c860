// SPDX-License-Identifier: Apache-2.0

/// A field of a plugin's arguments, for the decoder and for the reference page.
package struct PluginField: Sendable {
  /// The key.
  package let name: String
  /// What may stand there.
  package let type: String
  /// The value when the field is absent.
  package let standard: String
  /// What it does, in a sentence.
  package let summary: String

  init(_ name: String, _ type: String, standard: String, _ summary: String) {
    self.name = name
    self.type = type
    self.standard = standard
    self.summary = summary
  }
}
