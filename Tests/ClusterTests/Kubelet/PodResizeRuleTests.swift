// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Cluster

/// What a kubelet says to a change of a running pod.
struct PodResizeRuleTests {
  private func amount(_ cpu: Int64, _ memory: Int64) -> Resources {
    var result = Resources.zero
    result.cpuMillis = cpu
    result.memoryBytes = memory
    return result
  }

  @Test(arguments: [
    (2000, 100, PodResizeRule.Verdict.feasible), (2001, 100, .deferred), (500, 200, .feasible),
    (500, 201, .deferred), (4000, 100, .deferred), (4001, 100, .infeasible),
    (100, 1001, .infeasible),
  ])
  func `room on the node decides`(cpu: Int64, memory: Int64, expected: PodResizeRule.Verdict) {
    let verdict = PodResizeRule.verdict(
      current: amount(1000, 100), wanted: amount(cpu, memory), requested: amount(3000, 900),
      allocatable: amount(4000, 1000))
    #expect(verdict == expected)
  }
}
