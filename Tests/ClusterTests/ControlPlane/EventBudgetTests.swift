// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

@Suite struct EventBudgetTests {
  private static func passed(_ budget: inout EventBudget, of count: Int, at second: Int64) -> Int {
    var passed = 0
    for _ in 0..<count where budget.allows(at: .zero + .seconds(second)) { passed += 1 }
    return passed
  }

  @Test func `twenty-five events about an object pass and one more every five minutes`() {
    var budget = EventBudget()
    #expect(Self.passed(&budget, of: 200, at: 7) == 25)
    #expect(Self.passed(&budget, of: 200, at: 306) == 0)
    #expect(Self.passed(&budget, of: 200, at: 307) == 1)
    #expect(Self.passed(&budget, of: 200, at: 307 + 1499) == 4)
    #expect(Self.passed(&budget, of: 200, at: 100_000) == 25)
  }

  @Test func `an object that was reported about an hour ago has half of its budget back`() {
    var spent = EventBudget(after: 200, at: .zero - .hours(1))
    #expect(Self.passed(&spent, of: 100, at: 0) == 12)
    var little = EventBudget(after: 3, at: .zero)
    #expect(Self.passed(&little, of: 100, at: 0) == 22)
  }
}
