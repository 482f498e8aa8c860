// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Keeps the members of a group with one role, such as its masters, from crowding a domain.
///
/// A group are the pods of a namespace with one value of `groupLabel`. Of those that `role` selects a
/// domain of `topologyKey` holds at most floor(share × size), at least one, or the count that is
/// given. The size of a group is what the pod's annotation `springtide.dev/group-size` says, else the
/// number of members with the role that do not terminate, with the pod. With `shardLabel` two pods of
/// one group and one value of that label, such as a master and its replica, are never in one domain.
/// The rules are ours.
struct GroupLimit: ConfiguredPlugin, FilterPlugin {
  static let registeredName = "GroupLimit"
  static let summary = "Limits the share of a group that a node holds; keeps replicas apart."
  static let source = "the rules are ours"
  static let fields = [
    PluginField(
      "groupLabel", "label key", standard: "required",
      "Pods of a namespace with one value of this label are a group."),
    PluginField(
      "role", "labels", standard: "all members", "Which members of a group are limited."),
    PluginField(
      "maxShare", "percentage or count", standard: "50%",
      "How many of them a domain may hold: a share of the group, rounded down, or a count."),
    PluginField(
      "topologyKey", "label key of nodes", standard: "kubernetes.io/hostname",
      "What a domain is."),
    PluginField(
      "shardLabel", "label key", standard: "none",
      "Members with one value of this label are kept in different domains."),
  ]
  static let example = """
    - name: GroupLimit
      args:
        groupLabel: redis-group
        role: {redis-role: master}
        maxShare: 50%
        shardLabel: redis-shard
    """
  static let crowded = "node(s) held too large a share of the group"
  static let together = "node(s) held another member of the shard"

  let wakers: SchedulingEvent = [
    .nodeAdded, .nodeLabelsChanged, .assignedPodAdded, .assignedPodDeleted,
  ]
  let filterScope = FilterScope.cluster
  var groupLabel = ""
  var role: LabelSet = [:]
  var maxShare = IntOrString.string("50%")
  var topologyKey = "kubernetes.io/hostname"
  var shardLabel = ""

  init() {}

  init(reading reader: ObjectReader) {
    Self.checkKeys(of: reader)
    groupLabel = key("groupLabel", in: reader, isRequired: true) ?? groupLabel
    role = reader.labels("role")
    maxShare = reader.intOrPercent("maxShare", atMost100Percent: true) ?? maxShare
    topologyKey = key("topologyKey", in: reader) ?? topologyKey
    shardLabel = key("shardLabel", in: reader) ?? shardLabel
  }

  private func key(
    _ name: String, in reader: ObjectReader, isRequired: Bool = false
  ) -> String? {
    if isRequired, !reader.has(name) {
      reader.missing(name)
      return nil
    }
    guard let text = reader.string(name) else { return nil }
    if LabelSyntax.isKey(text) { return text }
    reader.error(name, found: "found \"\(text)\"", expected: "the key of a label")
    return nil
  }

  func prepare(_ pod: inout PodContext.Draft, in nodes: inout NodeTable) {
    guard !groupLabel.isEmpty, let group = pod.template.labels[groupLabel] else { return }
    var counters = GroupLimitCounters()
    counters.size = pod.template.hints.groupSize
    let domain = nodes.topologyKey(topologyKey)
    func part(_ labels: LabelSet, _ nodes: inout NodeTable) -> CountedTopology {
      var labels = labels
      labels[groupLabel] = group
      let counter = nodes.counter(
        domain,
        .spread(
          namespace: pod.template.namespace, selector: LabelSelector(matchLabels: labels)))
      return CountedTopology(key: domain, counter: counter)
    }
    if pod.template.labels.contains(role) { counters.limited = part(role, &nodes) }
    if !shardLabel.isEmpty, let shard = pod.template.labels[shardLabel] {
      counters.shard = part([shardLabel: shard], &nodes)
    }
    pod.groupLimit = counters
  }

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    !pod.draft.groupLimit.isEmpty
  }

  func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>
  ) {
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      rejected[position] = fault(pod, on: node, in: nodes, .actual) != nil
    }
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    guard let fault = fault(pod, on: node, in: nodes, given) else { return .accepted }
    return .rejected(reasons: [fault], isResolvable: true)
  }

  /// Why a node is rejected; nodes without the topology key are not limited.
  private func fault(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, _ given: NodeHypothesis
  ) -> String? {
    let counters = pod.draft.groupLimit
    if let part = counters.limited, nodes.counts.topology.domain(of: node, part.key) >= 0 {
      let change = part.change(in: nodes, given: given)
      let members = nodes.counts[part.counter].total + change + 1
      let limit = limit(of: counters.size > 0 ? counters.size : members)
      if nodes.counts.count(part.counter, at: node) + change + 1 > limit { return Self.crowded }
    }
    if let part = counters.shard, part.isPresent(at: node, in: nodes, given: given) {
      return Self.together
    }
    return nil
  }

  private func limit(of size: Int64) -> Int64 {
    if case .int(let count) = maxShare { return max(Int64(count), 1) }
    let percent = Int64(maxShare.percent ?? 100)
    return max(size.multipliedReportingOverflow(by: percent).partialValue / 100, 1)
  }

  func describeForFilter(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable, into key: inout GroupKey
  ) {
    let counters = pod.draft.groupLimit
    for part in [counters.limited, counters.shard].compactMap({ $0 }) {
      nodes.counts.describe(node, part.key, part.counter, into: &key)
    }
  }
}
