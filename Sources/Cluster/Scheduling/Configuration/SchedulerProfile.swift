// SPDX-License-Identifier: Apache-2.0

/// The plugins of one scheduler, in the order in which they run.
package struct SchedulerProfile: Sendable {
  /// A score plugin with its weight.
  package struct WeightedScore: Sendable {
    /// The plugin.
    package var plugin: any ScorePlugin
    /// Its score times this counts.
    package var weight: Int64

    /// Creates one.
    package init(plugin: any ScorePlugin, weight: Int64) {
      self.plugin = plugin
      self.weight = weight
    }
  }

  /// The name by which pods choose the profile.
  package var schedulerName = "default-scheduler"
  /// The filters.
  package var filters: [any FilterPlugin] = []
  /// The scores.
  package var scores: [WeightedScore] = []
  /// Whether pods that find no node may drive others away.
  package var preempts = true
  /// The least share of nodes that preemption finds before it chooses, in percent.
  package var leastCandidatePercentage = 10
  /// The least number of nodes that preemption finds before it chooses.
  package var leastCandidateCount = 100
  /// The share of nodes that the real scheduler looks at; 0 means the adaptive one.
  package var percentageOfNodesToScore = 0

  /// Creates a profile without plugins.
  package init() {}

  /// The default profile of Kubernetes 1.36.
  package static var standard: SchedulerProfile { standard(PluginArguments()) }

  /// The default profile of Kubernetes 1.36 with arguments for its plugins.
  package static func standard(_ arguments: PluginArguments) -> SchedulerProfile {
    var profile = SchedulerProfile()
    for entry in PluginRegistry.entries where entry.isDefault {
      profile.add(entry.make(arguments), weight: entry.defaultWeight)
    }
    return profile
  }

  mutating func add(_ plugin: RegisteredPlugin, weight: Int64) {
    if let filter = plugin.filter { filters.append(filter) }
    if let score = plugin.score, weight > 0 { scores.append(.init(plugin: score, weight: weight)) }
  }

  /// How many candidates preemption is content with, of nodes where it may help.
  ///
  /// Source: kubernetes v1.36 pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go.
  package func candidateCount(of nodeCount: Int) -> Int {
    min(max(nodeCount * leastCandidatePercentage / 100, leastCandidateCount), nodeCount)
  }

  /// The events that may help a pod that some filters rejected.
  package func wakers(of rejectors: PluginSet) -> SchedulingEvent {
    var events: SchedulingEvent = []
    for place in filters.indices where rejectors.contains(PluginSet(place: place)) {
      events.formUnion(filters[place].wakers)
    }
    return events.isEmpty ? .all : events
  }
}
