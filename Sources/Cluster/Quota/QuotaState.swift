// SPDX-License-Identifier: Apache-2.0

import Manifests

/// A ResourceQuota of the cluster and what it counts as used.
struct QuotaState: Sendable {
  var manifest: ResourceQuota
  /// Whether it was applied already.
  var exists: Bool
  /// What the API server holds as used of each bounded resource.
  var used = ResourceList()

  init(manifest: ResourceQuota, exists: Bool) {
    self.manifest = manifest
    self.exists = exists
  }

  /// Whether it counts pods of a kind.
  ///
  /// Source: kubernetes v1.36 pkg/quota/v1/evaluator/core/pods.go, podMatchesScopeFunc.
  func matches(_ pods: PodQuotaUsage) -> Bool {
    manifest.scopes.allSatisfy { scope in
      switch scope {
      case "BestEffort": pods.isBestEffort
      case "NotBestEffort": !pods.isBestEffort
      case "Terminating": pods.hasDeadline
      case "NotTerminating": !pods.hasDeadline
      default: true
      }
    }
  }

  /// The bounded resources that more of would exceed the bounds; nil if all fits.
  ///
  /// As the API server words it: what is asked for, what is used and what is allowed.
  func refusal(of requested: ResourceList) -> String? {
    let bounded = requested.items.filter { manifest.hard[$0.name] != nil }
    let exceeded = bounded.filter { item in
      let hard = manifest.hard[item.name] ?? .zero
      return !item.quantity.isZero && (used[item.name] ?? .zero) + item.quantity > hard
    }
    guard !exceeded.isEmpty else { return nil }
    func list(_ amount: (String) -> Quantity?) -> String {
      exceeded.map { "\($0.name)=\((amount($0.name) ?? .zero).description)" }
        .joined(separator: ",")
    }
    return "exceeded quota: \(manifest.metadata.name), requested: \(list { requested[$0] }), "
      + "used: \(list { used[$0] }), limited: \(list { manifest.hard[$0] })"
  }
}
