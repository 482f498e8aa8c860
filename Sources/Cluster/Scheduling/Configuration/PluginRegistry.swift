// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// The parts of one plugin: a filter, a score, or both.
package struct RegisteredPlugin: Sendable {
  /// The part that excludes nodes.
  package var filter: (any FilterPlugin)?
  /// The part that ranks nodes.
  package var score: (any ScorePlugin)?

  /// Creates a plugin that does both.
  package init(_ plugin: any FilterPlugin & ScorePlugin) {
    filter = plugin
    score = plugin
  }

  /// Creates a plugin that only excludes nodes.
  package init(filter: any FilterPlugin) { self.filter = filter }

  /// Creates a plugin that only ranks nodes.
  package init(score: any ScorePlugin) { self.score = score }
}

/// A plugin that a profile can name.
package struct PluginEntry: Sendable {
  /// The name.
  package let name: String
  /// What the plugin does, in a sentence.
  package let summary: String
  /// Whether the default profile has it.
  package let isDefault: Bool
  /// The weight of its score in the default profile, or when none is given.
  package let defaultWeight: Int64
  /// Makes the plugin from its arguments.
  package let make: @Sendable (PluginArguments) -> RegisteredPlugin
  /// Reads the arguments of a plugin that brings its own.
  package let read: (@Sendable (ObjectReader) -> RegisteredPlugin)?
  /// What the arguments of such a plugin are; nil for the others.
  package let description: (any ConfiguredPlugin.Type)?

  init(
    _ name: String, _ summary: String, weight: Int64 = 1, isDefault: Bool = true,
    make: @escaping @Sendable (PluginArguments) -> RegisteredPlugin
  ) {
    self.name = name
    self.summary = summary
    self.isDefault = isDefault
    defaultWeight = weight
    self.make = make
    read = nil
    description = nil
  }

  /// A plugin that is not of Kubernetes and that no profile has unless it names it.
  init<Plugin: ConfiguredPlugin>(_ type: Plugin.Type) {
    name = Plugin.registeredName
    summary = Plugin.summary
    isDefault = false
    defaultWeight = 1
    make = { $0.configured[Plugin.registeredName] ?? Plugin().parts }
    read = { Plugin(reading: $0).parts }
    description = type
  }
}

/// Every scheduler plugin: those of the default profile in its order, then the others.
package enum PluginRegistry {
  /// The plugins; the order is that of the filters in kubernetes v1.36
  /// pkg/scheduler/apis/config/v1/default_plugins.go.
  package static let entries: [PluginEntry] = [
    PluginEntry("NodeUnschedulable", "Excludes cordoned nodes.") { _ in
      RegisteredPlugin(filter: NodeUnschedulable())
    },
    PluginEntry("NodeName", "Excludes nodes other than the one that a pod names.") { _ in
      RegisteredPlugin(filter: NodeName())
    },
    PluginEntry("TaintToleration", "Excludes or avoids tainted nodes.", weight: 3) { _ in
      RegisteredPlugin(TaintToleration())
    },
    PluginEntry("NodeAffinity", "Keeps to nodes that a pod asks or wishes for.", weight: 2) {
      RegisteredPlugin(NodeAffinityPlugin(addedAffinity: $0.addedAffinity))
    },
    PluginEntry("NodePorts", "Excludes nodes where a host port is taken.") { _ in
      RegisteredPlugin(filter: NodePorts())
    },
    PluginEntry("NodeResourcesFit", "Excludes full nodes and ranks by use.") {
      RegisteredPlugin(NodeResourcesFit(strategy: $0.scoringStrategy))
    },
    PluginEntry("PodTopologySpread", "Spreads pods over zones and hosts.", weight: 2) {
      RegisteredPlugin(PodTopologySpread(defaults: $0.spreadDefaults))
    },
    PluginEntry("InterPodAffinity", "Keeps pods together or apart.", weight: 2) {
      RegisteredPlugin(
        InterPodAffinity(
          hardPodAffinityWeight: $0.hardPodAffinityWeight,
          ignorePreferredTermsOfExistingPods: $0.ignorePreferredTermsOfExistingPods))
    },
    PluginEntry("NodeResourcesBalancedAllocation", "Prefers nodes that stay in balance.") {
      RegisteredPlugin(
        score: NodeResourcesBalancedAllocation(resources: $0.balancedResources))
    },
    PluginEntry("ImageLocality", "Prefers nodes that have a pod's images.") { _ in
      RegisteredPlugin(score: ImageLocality())
    },
    PluginEntry(PackingThreshold.self),
    PluginEntry(ResourceShape.self),
    PluginEntry(StickyPlacement.self),
    PluginEntry(LoadAwareScheduling.self),
    PluginEntry(DynamicLoad.self),
    PluginEntry(UpdateReservation.self),
    PluginEntry(NodeBandwidth.self),
    PluginEntry(GroupLimit.self),
  ]

  /// The plugin with a name.
  package static func entry(_ name: String) -> PluginEntry? {
    entries.first { $0.name == name }
  }
}
