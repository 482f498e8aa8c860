// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension InterPodAffinity {
  func scoreApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    if ignorePreferredTermsOfExistingPods {
      let affinity = pod.template.affinity
      let hasWishes =
        !(affinity.podAffinity?.preferred ?? []).isEmpty
        || !(affinity.podAntiAffinity?.preferred ?? []).isEmpty
      if !hasWishes { return false }
    }
    for counter in pod.draft.podAffinityScore where nodes.counts[counter].linkCount > 0 {
      return true
    }
    return false
  }

  func describeForScore(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable, into key: inout GroupKey
  ) {
    for counter in pod.draft.podAffinityScore {
      nodes.counts.describe(node, nodes.counts[counter].identity.key, counter, into: &key)
    }
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    for position in candidates.nodes.indices { scores[position] = 0 }
    for counter in pod.draft.podAffinityScore {
      for position in candidates.nodes.indices {
        scores[position] &+= nodes.counts.count(counter, at: candidates.nodes[position])
      }
    }
  }

  func normalize(
    _ scores: inout ContiguousArray<Int64>, of pod: PodContext, on candidates: Candidates,
    in nodes: borrowing NodeTable, scratch: inout PluginScratch
  ) {
    guard let least = scores.min(), let greatest = scores.max() else { return }
    let range = Double(greatest - least)
    for position in scores.indices {
      let share = range > 0 ? 100 * (Double(scores[position] - least) / range) : 0
      scores[position] = Int64(share)
    }
  }

  /// The keys on which some term links a template with another, either way.
  func scoreKeys(
    _ incoming: TemplateIndex, _ own: AffinityTerms, in nodes: inout NodeTable
  ) -> [TopologyKeyIndex] {
    var keys: [TopologyKeyIndex] = []
    for wish in own.preferred where !keys.contains(wish.topologyKey) {
      keys.append(wish.topologyKey)
    }
    func note(_ term: AffinityTerm, _ nodes: inout NodeTable) {
      if keys.contains(term.topologyKey) { return }
      if nodes.matches(term, incoming: incoming) { keys.append(term.topologyKey) }
    }
    for other in nodes.counts.affinityTemplates {
      guard let terms = nodes.counts.terms[other.position] else { continue }
      for wish in terms.preferred { note(wish, &nodes) }
      guard hardPodAffinityWeight > 0 else { continue }
      for term in terms.required { note(term, &nodes) }
    }
    return keys
  }
}
