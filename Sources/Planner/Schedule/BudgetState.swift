// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests

/// Works out how many pods a disruption budget can spare.
///
/// Rules: kubernetes v1.36 pkg/controller/disruption/disruption.go. A budget of a dump tells it in
/// its status; for one of a manifest the pods on nodes count as healthy.
enum BudgetState {
  static func budget(_ budget: PodDisruptionBudget, pods: [Pod]) -> DisruptionBudget {
    var result = DisruptionBudget(budget)
    guard budget.status == nil, let selector = budget.spec.selector else { return result }
    let matching = pods.filter {
      $0.metadata.namespace == budget.metadata.namespace && selector.matches($0.metadata.labels)
        && $0.status.phase != .succeeded && $0.status.phase != .failed
    }
    let healthy = matching.count {
      $0.spec.nodeName != nil && $0.metadata.deletionTimestamp == nil
    }
    let expected = matching.count
    let desired: Int
    if let most = budget.spec.maxUnavailable {
      desired = expected - (most.scaled(total: expected, roundingUp: true) ?? 0)
    } else {
      desired = budget.spec.minAvailable?.scaled(total: expected, roundingUp: true) ?? expected
    }
    result.disruptionsAllowed = Int32(clamping: max(0, healthy - max(0, desired)))
    return result
  }
}
