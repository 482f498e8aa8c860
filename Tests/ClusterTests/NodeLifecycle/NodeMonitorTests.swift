// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

@Suite struct NodeMonitorTests {
  private static func pass(
    _ monitor: NodeMonitor, atOrAfter second: Double
  ) -> Double {
    let instant = SimulationTime.zero + SimulationDuration(seconds: second)
    return monitor.pass(atOrAfter: instant, period: .seconds(5)).seconds
  }

  @Test func `idle passes come every period, before and after`() {
    let monitor = NodeMonitor()
    #expect(Self.pass(monitor, atOrAfter: 0) == 0)
    #expect(Self.pass(monitor, atOrAfter: 0.001) == 5)
    #expect(Self.pass(monitor, atOrAfter: 90.5) == 95)
    #expect(Self.pass(monitor, atOrAfter: 95) == 95)
    #expect(Self.pass(monitor, atOrAfter: -9.5) == -5)
  }

  @Test func `a pass that takes long moves those after it`() {
    var monitor = NodeMonitor()
    monitor.begin(at: .zero + .seconds(45))
    monitor.end(at: .zero + .milliseconds(47_400))
    #expect(Self.pass(monitor, atOrAfter: 46) == 52.4)
    #expect(Self.pass(monitor, atOrAfter: 47.4) == 52.4)
    #expect(Self.pass(monitor, atOrAfter: 60) == 62.4)
  }
}
