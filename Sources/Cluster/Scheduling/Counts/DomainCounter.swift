// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// A position among the counters of a `PodCounts`.
typealias CounterIndex = TypedIndex<DomainCounter>

/// Which pods a counter counts, and how much each is worth.
enum CounterRule: Sendable, Hashable {
  /// Pods of a namespace that match a selector and are not terminating, one each.
  case spread(namespace: String, selector: LabelSelector)
  /// No pods; the counter only knows the domains.
  case nothing
  /// Pods that match all terms, one each.
  case matchingAll(ContiguousArray<AffinityTerm>)
  /// Pods that match the term, one each.
  case matching(AffinityTerm)
  /// Pods with required anti-affinity terms on the counter's key that match the template, by terms.
  case foreignAntiAffinity(TemplateIndex)
  /// The weights of terms on the counter's key that link a pod with the template, either way.
  case affinityScore(TemplateIndex, AffinityScoreRule)

  /// Whether terminating pods count.
  var countsTerminating: Bool {
    switch self {
    case .spread, .nothing: false
    default: true
    }
  }
}

/// How the score of pod affinity adds up.
struct AffinityScoreRule: Sendable, Hashable {
  /// What a required affinity term of an existing pod is worth.
  var hardPodAffinityWeight: Int32 = 1
}

/// Which nodes a counter looks at, besides having its key.
struct NodeEligibility: Sendable, Hashable {
  /// Keys that the node must have as well.
  var requiredKeys: [TopologyKeyIndex] = []
  /// What is asked of the node, if that matters.
  var requirement: NodeRequirement?
  /// The taints that are borne, if taints matter.
  var tolerations: [Toleration]?

  func admits(
    _ node: NodeIndex, in nodes: borrowing NodeTable, _ topology: TopologyTable
  ) -> Bool {
    for key in requiredKeys where topology.domain(of: node, key) < 0 { return false }
    if let requirement, !requirement.matches(node, in: nodes) { return false }
    guard let tolerations else { return true }
    return !nodes.taints[node].contains { taint in
      taint.effect != .preferNoSchedule && !tolerations.contains { $0.tolerates(taint) }
    }
  }
}

/// The number of some pods in each domain of a topology key, kept up to date.
struct DomainCounter: Sendable {
  /// What makes two counters the same; shared, since it is handed around much.
  final class Identity: Sendable, Hashable {
    let key: TopologyKeyIndex
    let rule: CounterRule
    let eligibility: NodeEligibility

    init(key: TopologyKeyIndex, rule: CounterRule, eligibility: NodeEligibility) {
      self.key = key
      self.rule = rule
      self.eligibility = eligibility
    }

    static func == (left: Identity, right: Identity) -> Bool {
      left === right
        || (left.key == right.key && left.rule == right.rule
          && left.eligibility == right.eligibility)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(key)
      hasher.combine(rule)
      hasher.combine(eligibility)
    }
  }

  let identity: Identity
  let countsTerminating: Bool
  /// How much a pod of each template is worth.
  var weights: ContiguousArray<Int32> = []
  /// How many terms link a pod of each template; empty but for scores.
  var links: ContiguousArray<Int32> = []
  /// Whether each node is looked at.
  var isMember: ContiguousArray<Bool> = []
  /// The sum of weights by domain.
  var counts: ContiguousArray<Int64> = []
  /// The number of member nodes by domain.
  var memberCounts: ContiguousArray<Int32> = []
  /// The number of domains with a member node.
  var domainCount = 0
  /// The sum of all counts.
  var total: Int64 = 0
  /// The number of links on member nodes.
  var linkCount: Int64 = 0
  /// Domains with members by count, from 0 up; counts below 0 do not occur where this is used.
  private var histogram: ContiguousArray<Int32> = [0]
  private var leastCount = 0

  init(_ identity: Identity) {
    self.identity = identity
    countsTerminating = identity.rule.countsTerminating
  }

  /// The smallest count of a domain with members; nil without domains.
  var minimum: Int? { domainCount == 0 ? nil : leastCount }

  /// The smallest count of the other domains with members.
  func minimum(except domain: Int) -> Int? {
    var least: Int?
    for other in memberCounts.indices where other != domain && memberCounts[other] > 0 {
      least = min(least ?? .max, Int(counts[other]))
    }
    return least
  }

  mutating func join(_ domain: Int) {
    while counts.count <= domain {
      counts.append(0)
      memberCounts.append(0)
    }
    memberCounts[domain] += 1
    if memberCounts[domain] == 1 {
      domainCount += 1
      enter(Int(counts[domain]))
    }
  }

  mutating func leave(_ domain: Int) {
    memberCounts[domain] -= 1
    if memberCounts[domain] == 0 {
      domainCount -= 1
      exit(Int(counts[domain]))
    }
  }

  mutating func add(_ weight: Int64, to domain: Int) {
    total &+= weight
    let before = Int(counts[domain])
    counts[domain] &+= weight
    if !countsTerminating, memberCounts[domain] > 0 {
      enter(before + Int(weight))
      exit(before)
    }
  }

  private mutating func enter(_ count: Int) {
    guard !countsTerminating else { return }
    while histogram.count <= count { histogram.append(0) }
    histogram[count] += 1
    leastCount = domainCount == 1 && histogram[count] == 1 ? count : min(leastCount, count)
  }

  private mutating func exit(_ count: Int) {
    guard !countsTerminating else { return }
    histogram[count] -= 1
    guard domainCount > 0 else { return }
    while leastCount < histogram.count, histogram[leastCount] == 0 { leastCount += 1 }
  }
}
