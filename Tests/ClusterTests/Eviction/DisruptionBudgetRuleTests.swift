// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

/// What disruption budgets allow.
struct DisruptionBudgetRuleTests {
  private func allowed(
    minAvailable: IntOrString? = nil, maxUnavailable: IntOrString? = nil, expected: Int,
    pods: Int, healthy: Int
  ) -> Int {
    var spec = PodDisruptionBudget.Spec()
    spec.minAvailable = minAvailable
    spec.maxUnavailable = maxUnavailable
    return DisruptionBudgetRule.disruptionsAllowed(
      spec, expected: expected, podCount: pods, healthy: healthy)
  }

  @Test
  func `a number of pods must stay`() {
    #expect(allowed(minAvailable: .int(3), expected: 9, pods: 5, healthy: 5) == 2)
    #expect(allowed(minAvailable: .int(3), expected: 9, pods: 5, healthy: 2) == 0)
    #expect(allowed(minAvailable: .int(0), expected: 9, pods: 0, healthy: 0) == 0)
  }

  @Test
  func `shares are of what the controllers ask for, rounded up`() {
    #expect(allowed(minAvailable: .string("50%"), expected: 7, pods: 7, healthy: 7) == 3)
    #expect(allowed(maxUnavailable: .string("30%"), expected: 7, pods: 7, healthy: 7) == 3)
    #expect(allowed(maxUnavailable: .int(1), expected: 7, pods: 6, healthy: 6) == 0)
    #expect(allowed(maxUnavailable: .int(9), expected: 7, pods: 7, healthy: 7) == 7)
  }
}
