// SPDX-License-Identifier: Apache-2.0

/// What a plugin needs the simulation to keep for it, besides nodes and pods.
package struct PluginNeeds: OptionSet, Sendable {
  /// A bit for each need.
  package let rawValue: UInt8

  /// Creates a set from its bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The real use of the nodes, measured with every scrape of the metrics.
  package static let nodeUsage = PluginNeeds(rawValue: 1)
  /// The room of pods that an update deletes.
  package static let reservations = PluginNeeds(rawValue: 2)
}
