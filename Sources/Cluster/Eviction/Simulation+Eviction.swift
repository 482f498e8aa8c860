// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Evictions: deletions that disruption budgets may refuse.
extension Simulation {
  /// What the budgets count now, in their order.
  ///
  /// Cost: budgets times ReplicaSets.
  func countBudgets() -> [DisruptionBudgetCount] {
    disruptionBudgets.map { budget in
      var (expected, podCount, healthy) = (0, 0, 0)
      var seen: Set<DeploymentIndex> = []
      for index in replicaSets.indices {
        let replicaSet = replicaSets[index]
        guard budget.matches(nodes.templates[replicaSet.template]) else { continue }
        podCount += replicaSet.activeCount
        healthy += replicaSet.readyCount
        let owner = replicaSet.deployment
        if owner.isNone {
          expected += replicaSet.specReplicas
        } else if replicaSet.activeCount > 0, seen.insert(owner).inserted {
          expected += deployments[owner].specReplicas
        }
      }
      return DisruptionBudgetCount(
        allowed: DisruptionBudgetRule.disruptionsAllowed(
          budget.spec, expected: expected, podCount: podCount, healthy: healthy),
        healthy: healthy,
        desiredHealthy: DisruptionBudgetRule.desiredHealthy(
          budget.spec, expected: expected, podCount: podCount))
    }
  }

  /// Evicts a pod unless a budget refuses; `counts` keeps what the budgets still allow.
  ///
  /// Source: kubernetes v1.36 pkg/registry/core/pod/storage/eviction.go.
  mutating func evict(_ handle: PodHandle, _ counts: inout [DisruptionBudgetCount]) -> Bool {
    guard pods.isCurrent(handle), !pods[handle].isTerminating else { return true }
    let pod = pods[handle]
    let template = nodes.templates[pod.template]
    let matching = disruptionBudgets.indices.filter { disruptionBudgets[$0].matches(template) }
    // A pod that does not run yet disturbs nobody; with two budgets the API server refuses.
    if pod.stage == .running, let budget = matching.first {
      guard matching.count == 1 else { return false }
      let policy = disruptionBudgets[budget].spec.unhealthyPodEvictionPolicy
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
    deletePod(handle)
    return true
  }
}
