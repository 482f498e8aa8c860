// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Disruption budgets: how many pods may be driven away now.
///
/// Preemption and evictions ask alike. Counted when somebody asks, as the disruption controller does
/// without delay; kubernetes v1.36 pkg/controller/disruption/disruption.go.
extension Simulation {
  /// The budgets in force with what they still allow.
  func currentBudgets() -> [DisruptionBudget] {
    budgets.filter(\.exists).map { budget in
      DisruptionBudget(
        namespace: budget.manifest.metadata.namespace, selector: budget.manifest.spec.selector,
        disruptionsAllowed: Int32(clamping: count(of: budget).allowed))
    }
  }

  /// What a budget counts now; pods that end are counted, but not as healthy.
  ///
  /// Cost: linear in ReplicaSets.
  func count(of budget: BudgetState) -> DisruptionBudgetCount {
    var (expected, podCount, healthy) = (0, 0, 0)
    var owners: Set<DeploymentIndex> = []
    for index in replicaSets.indices where !replicaSets[index].pods.isEmpty {
      let replicaSet = replicaSets[index]
      guard budget.matches(nodes.templates[replicaSet.template]) else { continue }
      podCount += replicaSet.pods.count
      healthy += replicaSet.readyCount
      let owner = replicaSet.deployment
      if owner.isNone {
        expected += replicaSet.specReplicas
      } else if owners.insert(owner).inserted {
        expected += deployments[owner].specReplicas
      }
    }
    let spec = budget.manifest.spec
    return DisruptionBudgetCount(
      allowed: DisruptionBudgetRule.disruptionsAllowed(
        spec, expected: expected, podCount: podCount, healthy: healthy),
      healthy: healthy,
      desiredHealthy: DisruptionBudgetRule.desiredHealthy(
        spec, expected: expected, podCount: podCount))
  }

  /// Adds a budget or changes the one of that name.
  mutating func set(_ manifest: PodDisruptionBudget, exists: Bool) {
    // A budget lets the autoscaler move pods of the system.
    podDrainability.removeAll()
    let known = budgets.firstIndex {
      $0.manifest.metadata.name == manifest.metadata.name
        && $0.manifest.metadata.namespace == manifest.metadata.namespace
    }
    guard let known else {
      budgets.append(BudgetState(manifest: manifest, exists: exists))
      return
    }
    guard exists else { return }
    budgets[known] = BudgetState(manifest: manifest, exists: true)
  }
}
