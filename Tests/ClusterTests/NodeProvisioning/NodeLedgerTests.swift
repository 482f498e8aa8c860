// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

/// What nodes cost.
struct NodeLedgerTests {
  @Test
  func `nodes are paid for from their order to their end`() {
    var ledger = NodeLedger()
    ledger.pricePerHour = 2
    ledger.begin(with: 3)
    let hour = SimulationTime.zero + .hours(1)
    ledger.join(orderedAt: .zero + .minutes(30), at: hour)
    #expect(ledger.nodeHours(at: hour) == 3.5)
    ledger.leave(at: hour + .hours(1))
    ledger.leave(at: hour + .hours(1))
    #expect(ledger.nodeHours(at: hour + .hours(2)) == 3.5 + 4 + 2)
    #expect(ledger.cost(at: hour + .hours(2)) == 19)
    #expect([ledger.least, ledger.most, ledger.count, ledger.removed] == [2, 4, 2, 2])
  }
}
