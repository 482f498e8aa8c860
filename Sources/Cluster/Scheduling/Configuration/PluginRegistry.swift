// SPDX-License-Identifier: Apache-2.0

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

  init(
    _ name: String, _ summary: String, weight: Int64 = 1, isDefault: Bool = true,
    make: @escaping @Sendable (PluginArguments) -> RegisteredPlugin
  ) {
    self.name = name
    self.summary = summary
    self.isDefault = isDefault
    defaultWeight = weight
    self.make = make
  }
}

/// Every scheduler plugin, in the order of the default profile.
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
  ]

  /// The plugin with a name.
  package static func entry(_ name: String) -> PluginEntry? {
    entries.first { $0.name == name }
  }
}
