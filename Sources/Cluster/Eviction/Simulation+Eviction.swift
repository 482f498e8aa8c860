// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics

/// Evictions: deletions that disruption budgets may refuse.
extension Simulation {
  /// What each budget counts now.
  ///
  /// Cost: budgets times ReplicaSets.
  func countBudgets() -> [DisruptionBudgetCount] { budgets.map { count(of: $0) } }

  /// Evicts a pod unless a budget refuses; `counts` keeps what the budgets still allow.
  ///
  /// Source: kubernetes v1.36 pkg/registry/core/pod/storage/eviction.go.
  mutating func evict(_ handle: PodHandle, _ counts: inout [DisruptionBudgetCount]) -> Bool {
    guard pods.isCurrent(handle), !pods[handle].isTerminating, !pods[handle].isFinished else {
      return true
    }
    let pod = pods[handle]
    let template = nodes.templates[pod.template]
    let matching = budgets.indices.filter { budgets[$0].exists && budgets[$0].matches(template) }
    // A pod that does not run yet disturbs nobody; with two budgets the API server refuses.
    if pod.stage == .running, let budget = matching.first {
      guard matching.count == 1 else { return false }
      let policy = budgets[budget].manifest.spec.unhealthyPodEvictionPolicy
      let isSpare =
        policy == .alwaysAllow
        || counts[budget].healthy >= counts[budget].desiredHealthy
          && counts[budget].desiredHealthy > 0
      if pod.isReady || !isSpare {
        guard counts[budget].allowed > 0 else { return false }
        counts[budget].allowed -= 1
        if pod.isReady { counts[budget].healthy -= 1 }
      }
    }
    record(.evicted, .pod(pod.replicaSet, ordinal: pod.ordinal))
    deletePod(handle, by: .eviction)
    return true
  }
}
