// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// How many pods of a disruption budget may go now.
///
/// Source: kubernetes v1.36 pkg/controller/disruption/disruption.go.
package enum DisruptionBudgetRule {
  /// The pods that must be healthy; `expected` are the replicas that their controllers ask for, and
  /// `podCount` the pods that exist.
  package static func desiredHealthy(
    _ spec: PodDisruptionBudget.Spec, expected: Int, podCount: Int
  ) -> Int {
    if let unavailable = spec.maxUnavailable {
      let away = unavailable.scaled(total: expected, roundingUp: true) ?? 0
      return max(0, expected - away)
    }
    guard let available = spec.minAvailable else { return 0 }
    if case .int(let count) = available { return Int(count) }
    return available.scaled(total: expected, roundingUp: true) ?? podCount
  }

  /// The pods that may go.
  package static func disruptionsAllowed(
    _ spec: PodDisruptionBudget.Spec, expected: Int, podCount: Int, healthy: Int
  ) -> Int {
    // A budget of a number counts the pods that exist, any other what the controllers ask for.
    var isCounted = spec.maxUnavailable == nil
    if case .string = spec.minAvailable { isCounted = false }
    guard (isCounted ? podCount : expected) > 0 else { return 0 }
    return max(0, healthy - desiredHealthy(spec, expected: expected, podCount: podCount))
  }
}
