// SPDX-License-Identifier: Apache-2.0

package import Cluster

/// Where the scheduler prefers to put further pods.
package enum CapacityStrategy: String, Sendable, CaseIterable {
  /// On empty nodes, as the default scheduler does (LeastAllocated).
  case spread
  /// On full nodes (MostAllocated).
  case pack

  /// The default profile with this preference.
  package var profile: SchedulerProfile {
    var arguments = PluginArguments()
    if self == .pack { arguments.scoringStrategy = ScoringStrategy(kind: .mostAllocated) }
    return .standard(arguments)
  }
}
