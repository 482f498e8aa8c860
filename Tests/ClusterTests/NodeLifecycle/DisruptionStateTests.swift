// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Cluster

@Suite struct DisruptionStateTests {
  @Test(arguments: [
    (0, 5, DisruptionState.normal), (5, 5, .full), (1, 1, .full), (0, 0, .normal),
    // Two nodes are never many.
    (2, 3, .normal), (3, 5, .partial), (54, 100, .normal), (55, 100, .partial), (99, 100, .partial),
  ]) func `a zone is judged by the share of its nodes that are gone`(
    notReady: Int, count: Int, state: DisruptionState
  ) {
    #expect(DisruptionState(notReady: notReady, of: count) == state)
  }

  @Test func `a partly disrupted zone slows down if it is large and stops if it is not`() {
    #expect(DisruptionState.partial.evictionRate(zoneSize: 51, normalRate: 0.1) == 0.01)
    #expect(DisruptionState.partial.evictionRate(zoneSize: 50, normalRate: 0.1) == 0)
    #expect(DisruptionState.normal.evictionRate(zoneSize: 10, normalRate: 0.3) == 0.3)
    #expect(DisruptionState.full.evictionRate(zoneSize: 10, normalRate: 0.3) == 0.3)
  }
}
