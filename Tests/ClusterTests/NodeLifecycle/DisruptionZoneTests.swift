// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

@Suite struct DisruptionZoneTests {
  private static func instant(_ seconds: Double) -> SimulationTime {
    .zero + SimulationDuration(seconds: seconds)
  }

  private static func taken(_ zone: inout DisruptionZone, at seconds: [Double]) -> [Bool] {
    seconds.map { zone.takeToken(at: instant($0)) }
  }

  @Test func `one node goes at once and then one every ten seconds`() {
    var zone = DisruptionZone(key: "a", rate: 0.1)
    // Tokens are not saved up.
    let taken = Self.taken(&zone, at: [45, 54.9, 55.1, 500, 500.1])
    #expect(taken == [true, false, true, true, false])
  }

  @Test func `another rate fills no empty bucket and empties no full one`() {
    var zone = DisruptionZone(key: "a", rate: 0.1)
    let first = Self.taken(&zone, at: [100])
    zone.setRate(0.01, at: Self.instant(102))
    let later = Self.taken(&zone, at: [201, 202])
    #expect(first + later == [true, false, true])
    var full = DisruptionZone(key: "b", rate: 0.1)
    full.setRate(0.01, at: Self.instant(102))
    let taken = Self.taken(&full, at: [102])
    #expect(taken == [true])
  }

  @Test func `a rate of zero lets nothing pass until it is changed`() {
    var zone = DisruptionZone(key: "a", rate: 0.1)
    zone.queue = [NodeIndex(1)]
    zone.setRate(0, at: Self.instant(10))
    #expect(zone.isDueAt == nil)
    let taken = Self.taken(&zone, at: [1e6])
    #expect(taken == [false])
    zone.setRate(0.1, at: Self.instant(2e6))
    #expect(zone.isDueAt == Self.instant(2e6 + 10))
  }
}
