// SPDX-License-Identifier: Apache-2.0

/// A rule of the scheduler, one file and one line in the registry.
package protocol SchedulerPlugin: Sendable {
  /// The name, as configurations and reports write it.
  var name: String { get }

  /// What the simulation must keep for the plugin; nothing by default.
  var needs: PluginNeeds { get }

  /// Works out what is needed of a template once.
  func prepare(_ pod: inout PodContext.Draft, in nodes: inout NodeTable)
}

extension SchedulerPlugin {
  package var needs: PluginNeeds { [] }

  package func prepare(_ pod: inout PodContext.Draft, in nodes: inout NodeTable) {}
}
