// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario
import Testing

@testable import Cluster

/// Requests are neither lost nor made up, whatever pods do.
@Suite struct ServiceLoadRandomTests {
  @Test(arguments: 0..<15 as Range<UInt64>)
  func `demand is served, failed or waiting through joins and leaves`(seed: UInt64) {
    var stream = RandomStream(seed: seed, name: "load")
    var load = ServiceLoadTests.load(
      rate: stream.uniform() * 2000, warmUp: 1 + stream.uniform() * 4, bounds: [0.1])
    var members: [LoadGroupID] = []
    var stepFailed = 0.0
    for second in 0..<600 {
      for _ in 0..<stream.next(below: 3) {
        if stream.next(below: 12) == 0 {
          members.append(load.joinFailing())
        } else {
          members.append(
            load.join(
              limitCores: stream.next(below: 2) == 0 ? 1 : 2.5, pool: stream.next(below: 2),
              atSeconds: Double(second), isWarm: stream.next(below: 3) == 0))
        }
      }
      for _ in 0..<stream.next(below: 3) where !members.isEmpty {
        let id = members.remove(at: stream.next(below: members.count))
        load.leave(id, isDead: stream.next(below: 2) == 0)
      }
      load.step(atSeconds: Double(second), length: 1)
      stepFailed += load.lastStep.failed
      if second % 15 == 0 { load.resetInterval() }
      let total = load.total
      let accounted = total.served + total.failed + load.queued
      let isHeld =
        abs(total.demand - accounted) < 1e-6 * max(1, total.demand)
        && load.endpointCount == members.count && load.lastStep.slow[0] >= 0
      guard isHeld else {
        Issue.record("seed \(seed), second \(second): \(total.demand), \(accounted)")
        return
      }
    }
    #expect(abs(stepFailed - load.total.failed) < 1e-6 * max(1, stepFailed), "seed \(seed)")
    // Groups stay few: warm ones by limit and pool, and those of the last four minutes.
    #expect(load.groups.count <= 4 + 4 * 242, "seed \(seed): \(load.groups.count)")
  }
}
