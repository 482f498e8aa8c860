// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Cluster

/// The ring of running totals of CPU.
@Suite struct UsageHistoryTests {
  @Test func `totals run on beyond the length of the ring`() {
    var history = UsageHistory(steps: 4, afterSteps: 0)
    for step in 0..<10 { history.append(Double(step), length: 1) }
    #expect(history.total(atSeconds: 10, stepLength: 1) == 45)
    #expect(history.total(atSeconds: 9.5, stepLength: 1) == 40.5)
    #expect(history.total(atSeconds: 8, stepLength: 1) == 28)
    // Older than the ring reaches: its oldest total, the one after seven steps.
    #expect(history.total(atSeconds: 2, stepLength: 1) == 21)
    #expect(history.total(atSeconds: 99, stepLength: 1) == 45)
  }

  @Test func `before the start a running pod has used as much as in its first step`() {
    var history = UsageHistory(steps: 4, afterSteps: 0)
    history.append(1, length: 2)
    #expect(history.total(atSeconds: -10, stepLength: 2) == -5)
    var late = UsageHistory(steps: 4, afterSteps: 3)
    late.append(1, length: 2)
    #expect(late.total(atSeconds: -10, stepLength: 2) == 0)
  }

  @Test func `mixed histories are the mean over their pods`() {
    var first = UsageHistory(steps: 4, afterSteps: 0)
    var second = UsageHistory(steps: 4, afterSteps: 0)
    for _ in 0..<3 {
      first.append(1, length: 1)
      second.append(2, length: 1)
    }
    first.mix(second, share: 0.25)
    #expect(first.total(atSeconds: 3, stepLength: 1) == 3.75)
    #expect(first.total(atSeconds: -1, stepLength: 1) == -1.25)
  }
}
