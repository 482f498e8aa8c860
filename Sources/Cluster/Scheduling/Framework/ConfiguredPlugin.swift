// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// A plugin that brings its own arguments, so that its file and one line in the registry suffice.
package protocol ConfiguredPlugin: SchedulerPlugin {
  /// The name under which profiles name it.
  static var registeredName: String { get }
  /// What it does, in a sentence.
  static var summary: String { get }
  /// Where its rules come from.
  static var source: String { get }
  /// The fields of its arguments.
  static var fields: [PluginField] { get }
  /// An element of `pluginConfig` that a reader may start from.
  static var example: String { get }

  /// Creates the plugin with its default arguments.
  init()

  /// Reads the arguments; faults go to the reader's collector.
  init(reading reader: ObjectReader)

  /// The extension points that it serves.
  var parts: RegisteredPlugin { get }
}

extension ConfiguredPlugin {
  package var name: String { Self.registeredName }

  /// Reports keys that are no field.
  static func checkKeys(of reader: ObjectReader) {
    reader.unknownKeys(allowed: ["apiVersion", "kind"] + fields.map(\.name))
  }
}

extension ConfiguredPlugin where Self: FilterPlugin & ScorePlugin {
  package var parts: RegisteredPlugin { RegisteredPlugin(self) }
}

extension ConfiguredPlugin where Self: ScorePlugin {
  package var parts: RegisteredPlugin { RegisteredPlugin(score: self) }
}

extension ConfiguredPlugin where Self: FilterPlugin {
  package var parts: RegisteredPlugin { RegisteredPlugin(filter: self) }
}
