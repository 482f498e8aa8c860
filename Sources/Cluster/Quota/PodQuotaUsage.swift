// SPDX-License-Identifier: Apache-2.0

import Manifests

/// What quotas count of one pod of a kind.
///
/// Source: kubernetes v1.36 pkg/quota/v1/evaluator/core/pods.go (PodUsageFunc, podComputeUsageHelper).
struct PodQuotaUsage: Sendable, Hashable {
  /// The amounts by the names that quotas use.
  private(set) var amounts = ResourceList()
  /// Whether no container names requests or limits.
  let isBestEffort: Bool
  /// Whether the pod has a deadline of its own.
  let hasDeadline: Bool
  /// For each bounded resource that containers have to name, those that do not.
  private let missing: [(resource: String, containers: [String])]

  init(_ spec: PodSpec) {
    isBestEffort = spec.qualityOfService == .bestEffort
    hasDeadline = spec.activeDeadlineSeconds != nil
    missing = Self.missing(in: spec)
    amounts["pods"] = Quantity(1)
    amounts["count/pods"] = Quantity(1)
    for item in spec.effectiveRequests.items {
      if ["cpu", "memory", "ephemeral-storage"].contains(item.name) {
        amounts[item.name] = item.quantity
      }
      amounts["requests.\(item.name)"] = item.quantity
    }
    for item in Self.limits(of: spec).items { amounts["limits.\(item.name)"] = item.quantity }
  }

  static func == (left: PodQuotaUsage, right: PodQuotaUsage) -> Bool {
    left.amounts == right.amounts && left.isBestEffort == right.isBestEffort
      && left.hasDeadline == right.hasDeadline
  }

  func hash(into hasher: inout Hasher) { hasher.combine(amounts) }

  /// The limits of the pod, added up like its requests.
  private static func limits(of spec: PodSpec) -> ResourceList {
    var limited = spec
    limited.resources.requests = spec.resources.limits
    for place in limited.containers.indices {
      limited.containers[place].resources.requests = spec.containers[place].resources.limits
    }
    for place in limited.initContainers.indices {
      limited.initContainers[place].resources.requests =
        spec.initContainers[place].resources.limits
    }
    limited.overhead = ResourceList()
    return limited.effectiveRequests
  }

  private static func missing(
    in spec: PodSpec
  ) -> [(resource: String, containers: [String])] {
    let names = [
      ("limits.cpu", "cpu", true), ("limits.memory", "memory", true), ("cpu", "cpu", false),
      ("memory", "memory", false), ("requests.cpu", "cpu", false),
      ("requests.memory", "memory", false),
    ]
    return names.compactMap { resource, name, isLimit in
      let whole = isLimit ? spec.resources.limits[name] : spec.resources.requests[name]
      guard whole == nil else { return nil }
      let containers = (spec.containers + spec.initContainers).filter {
        // Requests that are not given are those of the limits (pkg/apis/core/v1/defaults.go).
        let limit = $0.resources.limits[name]
        return (isLimit ? limit : $0.resources.requests[name] ?? limit) == nil
      }
      return containers.isEmpty ? nil : (resource, containers.map(\.name).sorted())
    }
  }

  /// What containers fail to name although a quota bounds it; nil if nothing.
  func unnamed(in hard: ResourceList) -> String? {
    let found = missing.filter { hard[$0.resource] != nil }.sorted { $0.resource < $1.resource }
    guard !found.isEmpty else { return nil }
    return found.map { "\($0.resource) for: \($0.containers.joined(separator: ","))" }
      .joined(separator: "; ")
  }
}
