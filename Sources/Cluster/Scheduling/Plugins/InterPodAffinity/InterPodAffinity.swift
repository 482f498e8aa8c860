// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Keeps pods together or apart as their affinity says.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/plugins/interpodaffinity.
struct InterPodAffinity: FilterPlugin, ScorePlugin {
  let name = "InterPodAffinity"
  let filterScope = FilterScope.cluster
  let scoreScope = ScoreScope.cluster
  let wakers: SchedulingEvent = [
    .nodeAdded, .nodeLabelsChanged, .assignedPodAdded, .assignedPodDeleted,
    .assignedPodLabelsChanged,
  ]
  /// What a required affinity term of an existing pod adds to the score of its place.
  let hardPodAffinityWeight: Int32
  /// Whether wishes of existing pods are ignored if the pod has none.
  let ignorePreferredTermsOfExistingPods: Bool

  init(hardPodAffinityWeight: Int32 = 1, ignorePreferredTermsOfExistingPods: Bool = false) {
    self.hardPodAffinityWeight = hardPodAffinityWeight
    self.ignorePreferredTermsOfExistingPods = ignorePreferredTermsOfExistingPods
  }

  func prepare(_ pod: inout PodContext.Draft, in nodes: inout NodeTable) {
    nodes.noteTemplates()
    let own = nodes.counts.terms[pod.index.position] ?? AffinityTerms()
    var counters = PodAffinityCounters()
    for term in own.required {
      let counter = nodes.counter(term.topologyKey, .matchingAll(own.required))
      counters.affinity.append(.init(key: term.topologyKey, counter: counter))
    }
    counters.matchesItself = true
    for term in own.required where !nodes.matches(term, existing: pod.index) {
      counters.matchesItself = false
    }
    for term in own.requiredAnti {
      let counter = nodes.counter(term.topologyKey, .matching(term))
      counters.antiAffinity.append(.init(key: term.topologyKey, counter: counter))
    }
    for key in foreignKeys(pod.index, in: &nodes) {
      let counter = nodes.counter(key, .foreignAntiAffinity(pod.index))
      counters.foreign.append(.init(key: key, counter: counter))
    }
    pod.podAffinity = counters
    pod.podAffinityScore = []
    let rule = AffinityScoreRule(hardPodAffinityWeight: hardPodAffinityWeight)
    for key in scoreKeys(pod.index, own, in: &nodes) {
      pod.podAffinityScore.append(nodes.counter(key, .affinityScore(pod.index, rule)))
    }
  }

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    !pod.draft.podAffinity.isEmpty
  }

  func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>
  ) {
    let counters = pod.draft.podAffinity
    let startsGroup = counters.matchesItself && total(counters.affinity, in: nodes) == 0
    for part in counters.affinity {
      for position in candidates.nodes.indices {
        let node = candidates.nodes[position]
        let hasKey = nodes.counts.topology.domain(of: node, part.key) >= 0
        if !hasKey || (!startsGroup && nodes.counts.count(part.counter, at: node) <= 0) {
          rejected[position] = true
        }
      }
    }
    for part in counters.antiAffinity { reject(part, candidates, nodes, &rejected) }
    for part in counters.foreign { reject(part, candidates, nodes, &rejected) }
  }

  private func reject(
    _ part: CountedTopology, _ candidates: Candidates, _ nodes: borrowing NodeTable,
    _ rejected: inout ContiguousArray<Bool>
  ) {
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      if nodes.counts.count(part.counter, at: node) > 0 { rejected[position] = true }
    }
  }

  private func total(
    _ parts: ContiguousArray<CountedTopology>, in nodes: borrowing NodeTable
  ) -> Int64 {
    var sum: Int64 = 0
    for part in parts { sum += nodes.counts[part.counter].total }
    return sum
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    let counters = pod.draft.podAffinity
    var matching = total(counters.affinity, in: nodes)
    var podsExist = true
    for part in counters.affinity {
      guard nodes.counts.topology.domain(of: node, part.key) >= 0 else { return Self.noAffinity }
      let change = part.change(in: nodes, given: given)
      matching += change
      if nodes.counts.count(part.counter, at: node) + change <= 0 { podsExist = false }
    }
    if !podsExist, matching > 0 || !counters.matchesItself { return Self.noAffinity }
    for part in counters.antiAffinity where part.isPresent(at: node, in: nodes, given: given) {
      return .rejected(
        reasons: ["node(s) didn't match pod anti-affinity rules"], isResolvable: true)
    }
    for part in counters.foreign where part.isPresent(at: node, in: nodes, given: given) {
      return .rejected(
        reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"], isResolvable: true)
    }
    return .accepted
  }

  private static let noAffinity = Verdict.rejected(
    reasons: ["node(s) didn't match pod affinity rules"], isResolvable: false)

  func describeForFilter(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable, into key: inout GroupKey
  ) {
    let counters = pod.draft.podAffinity
    for part in counters.affinity {
      nodes.counts.describe(node, part.key, part.counter, into: &key)
    }
    for part in counters.antiAffinity {
      nodes.counts.describe(node, part.key, part.counter, into: &key)
    }
    for part in counters.foreign { nodes.counts.describe(node, part.key, part.counter, into: &key) }
  }

  /// The keys of required anti-affinity terms of other templates that match a template.
  private func foreignKeys(
    _ incoming: TemplateIndex, in nodes: inout NodeTable
  ) -> [TopologyKeyIndex] {
    var keys: [TopologyKeyIndex] = []
    for other in nodes.counts.affinityTemplates {
      for term in nodes.counts.terms[other.position]?.requiredAnti ?? []
      where !keys.contains(term.topologyKey) {
        if nodes.matches(term, incoming: incoming) { keys.append(term.topologyKey) }
      }
    }
    return keys
  }
}
