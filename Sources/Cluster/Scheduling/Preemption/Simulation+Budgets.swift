// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Disruption budgets: how many pods may be driven away now.
///
/// Counted when somebody asks, as the disruption controller does without delay; kubernetes v1.36
/// pkg/controller/disruption/disruption.go.
extension Simulation {
  /// The budgets in force with what they still allow.
  func currentBudgets() -> [DisruptionBudget] {
    budgets.filter(\.exists).map { budget in
      DisruptionBudget(
        namespace: budget.manifest.metadata.namespace, selector: budget.manifest.spec.selector,
        disruptionsAllowed: Int32(clamping: disruptionsAllowed(by: budget.manifest)))
    }
  }

  /// How many healthy pods a budget can spare.
  func disruptionsAllowed(by budget: PodDisruptionBudget) -> Int {
    var podCount = 0
    var healthy = 0
    var owners: [DeploymentIndex] = []
    for index in replicaSets.indices where matches(budget, index) {
      let replicaSet = replicaSets[index]
      podCount += replicaSet.pods.count
      healthy += replicaSet.readyCount
      guard !replicaSet.pods.isEmpty, !replicaSet.deployment.isNone else { continue }
      if !owners.contains(replicaSet.deployment) { owners.append(replicaSet.deployment) }
    }
    let scale = owners.reduce(0) { $0 + deployments[$1].specReplicas }
    let expected: Int
    let desired: Int
    if let most = budget.spec.maxUnavailable {
      expected = scale
      desired = max(scale - (most.scaled(total: scale, roundingUp: true) ?? 0), 0)
    } else {
      let least = budget.spec.minAvailable ?? .int(0)
      expected = least.percent == nil ? podCount : scale
      desired = least.scaled(total: scale, roundingUp: true) ?? 0
    }
    return expected > 0 ? max(healthy - desired, 0) : 0
  }

  private func matches(_ budget: PodDisruptionBudget, _ index: ReplicaSetIndex) -> Bool {
    guard replicaSets[index].namespace == budget.metadata.namespace,
      let selector = budget.spec.selector
    else { return false }
    return selector.matches(nodes.templates[replicaSets[index].template].labels)
  }

  /// Adds a budget or changes the one of that name.
  mutating func set(_ manifest: PodDisruptionBudget, exists: Bool) {
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
