// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

@Suite struct NodeHealthTests {
  @Test(arguments: 0..<200 as Range<UInt64>) func `heartbeats come once a period at the offset`(
    seed: UInt64
  ) {
    var stream = RandomStream(seed: seed, name: "heartbeat")
    let period = 1 + Int64(stream.next(below: 20))
    let offset = Int64(stream.next(below: Int(period)))
    let instant = Int64(stream.next(below: 100))
    let health = NodeHealth(heartbeatOffset: .microseconds(offset))
    // All heartbeats from well before the start to well after the instant.
    let beats = (-5...200).map { offset + period * $0 }
    let last = beats.last { $0 <= instant }
    let next = beats.first { $0 > instant }
    let now = SimulationTime(microseconds: instant)
    #expect(health.lastHeartbeat(before: now, period: .microseconds(period)).microseconds == last)
    #expect(health.nextHeartbeat(after: now, period: .microseconds(period)).microseconds == next)
  }
}
