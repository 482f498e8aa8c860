// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// The machines that NodePools may buy: each offering of each type that a pool accepts.
enum KarpenterCatalogue {
  static let payLabel = "karpenter.sh/capacity-type"
  static let poolLabel = "karpenter.sh/nodepool"

  /// The offerings in order of pools, then as the scenario lists them; `pools` come by rank.
  static func types(
    _ types: [KarpenterBlock.InstanceType], pools: [NodePool]
  ) -> [KarpenterInstanceType] {
    // Labels that some machine has are conditions; others become labels of the nodes.
    let known = Set(
      types.flatMap { labels(of: $0, nil).labels.map(\.key) } + [Node.zoneLabel, payLabel])
    return pools.enumerated().flatMap { rank, pool in
      types.flatMap { type in
        type.offerings.compactMap { offering in
          entry(type, offering, pool, rank: rank, known: known)
        }
      }
    }
  }

  private static func entry(
    _ type: KarpenterBlock.InstanceType, _ offering: KarpenterBlock.InstanceType.Offering,
    _ pool: NodePool, rank: Int, known: Set<String>
  ) -> KarpenterInstanceType? {
    var labels = labels(of: type, offering)
    for requirement in pool.requirements where known.contains(requirement.key) {
      guard requirement.accepts(labels[requirement.key]) else { return nil }
    }
    for item in pool.labels.labels { labels[item.key] = item.value }
    for requirement in pool.requirements
    where !known.contains(requirement.key) && requirement.operator == .in
      && requirement.values.count == 1
    {
      labels[requirement.key] = requirement.values[0]
    }
    labels[poolLabel] = pool.metadata.name
    labels["springtide.dev/pool"] = pool.metadata.name
    var node = Node()
    node.metadata.name = type.name
    node.metadata.labels = labels
    node.spec.taints = pool.taints
    node.status.capacity = type.capacity
    var result = KarpenterInstanceType(
      name: type.name, template: node, pricePerHour: offering.pricePerHour)
    result.pool = rank
    return result
  }

  private static func labels(
    of type: KarpenterBlock.InstanceType, _ offering: KarpenterBlock.InstanceType.Offering?
  ) -> LabelSet {
    var labels: LabelSet = [
      "kubernetes.io/arch": "amd64", "kubernetes.io/os": "linux",
      "node.kubernetes.io/instance-type": type.name,
      "karpenter.kwok.sh/instance-cpu": "\(type.capacity.cpuMillis / 1000)",
      "karpenter.kwok.sh/instance-memory": "\(type.capacity.memoryBytes >> 20)",
      "karpenter.kwok.sh/instance-family": String(type.name.prefix { $0 != "-" && $0 != "." }),
    ]
    for item in type.labels.labels { labels[item.key] = item.value }
    if let offering {
      labels[payLabel] = offering.isSpot ? "spot" : "on-demand"
      if let zone = offering.zone { labels[Node.zoneLabel] = zone }
    }
    return labels
  }
}

extension NodePool.Requirement {
  /// Whether a machine with this value of the label, or without the label, is accepted.
  ///
  /// Source: kubernetes-sigs/karpenter pkg/scheduling/requirement.go.
  func accepts(_ value: String?) -> Bool {
    switch `operator` {
    case .in: value.map { values.contains($0) } ?? false
    case .notIn: value.map { !values.contains($0) } ?? true
    case .exists: value != nil
    case .doesNotExist: value == nil
    case .greater: number(value).map { $0 > bound } ?? false
    case .less: number(value).map { $0 < bound } ?? false
    }
  }

  private var bound: Int64 { values.first.flatMap { Int64($0) } ?? 0 }

  private func number(_ value: String?) -> Int64? { value.flatMap { Int64($0) } }
}
