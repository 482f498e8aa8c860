// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// What a profile may set of its plugins; each plugin reads its own part.
package struct PluginArguments: Sendable {
  /// NodeAffinity: asked and wished of the nodes of all pods.
  package var addedAffinity: NodeAffinity?
  /// NodeResourcesFit: how nodes are ranked.
  package var scoringStrategy = ScoringStrategy()
  /// NodeResourcesBalancedAllocation: the resources that are to be in balance.
  package var balancedResources = [
    WeightedResource(name: "cpu", weight: 1), WeightedResource(name: "memory", weight: 1),
  ]
  /// PodTopologySpread: the constraints of pods without any.
  package var spreadDefaults = SpreadDefaults.system
  /// InterPodAffinity: what a required affinity term of an existing pod adds to the score.
  package var hardPodAffinityWeight: Int32 = 1
  /// InterPodAffinity: whether wishes of existing pods are ignored if the pod has none.
  package var ignorePreferredTermsOfExistingPods = false
  /// DefaultPreemption: the least share of nodes that it finds before it chooses, in percent.
  package var leastCandidatePercentage = 10
  /// DefaultPreemption: the least number of nodes that it finds before it chooses.
  package var leastCandidateCount = 100
  /// Plugins that read their own arguments, by name.
  package var configured: [String: RegisteredPlugin] = [:]

  /// Creates the default arguments.
  package init() {}
}
