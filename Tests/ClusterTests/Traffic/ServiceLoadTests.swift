// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario
import Testing

@testable import Cluster

@Suite struct ServiceLoadTests {
  /// A service whose requests take 10 ms of CPU.
  static func load(
    rate: Double, warmUp: Double = 1, idle: Double = 0, bounds: [Double] = []
  ) -> ServiceLoad {
    var block = BehaviorBlock(target: SmallScenario.reference("web"))
    block.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(10))
    block.startup.warmUpFactor = warmUp
    block.startup.warmUpTime = .seconds(30)
    block.idleCPUCores = idle
    var traffic = TrafficBlock.RateBlock()
    traffic.constant = rate
    return ServiceLoad(
      curves: [RateCurve(traffic, startSecondOfDay: 0)], behavior: block, latencyBounds: bounds)
  }

  @Test func `requests without any pod fail`() {
    var load = Self.load(rate: 100)
    load.step(atSeconds: 0, length: 1)
    #expect(load.total.demand == 100 && load.total.failed == 100 && load.total.served == 0)
    #expect(load.lastStep.failed == 100)
  }

  @Test func `pods share the load evenly, and failing ones fail their share`() {
    var load = Self.load(rate: 100)
    for _ in 0..<3 { _ = load.join(limitCores: 2, pool: 0, atSeconds: 0, isWarm: true) }
    let failing = load.joinFailing()
    #expect(load.endpointCount == 4)
    load.step(atSeconds: 0, length: 1)
    #expect(abs(load.total.failed - 25) < 1e-9)
    #expect(abs(load.total.served - 75) < 1e-9)
    #expect(abs(load.cores - 0.75) < 1e-9)
    load.leave(failing, isDead: false)
    load.step(atSeconds: 1, length: 1)
    #expect(abs(load.lastStep.failed) < 1e-9)
  }

  @Test func `pods in equal state are one group`() {
    var load = Self.load(rate: 100, warmUp: 3)
    for _ in 0..<4 { _ = load.join(limitCores: 2, pool: 0, atSeconds: 0, isWarm: true) }
    for _ in 0..<4 { _ = load.join(limitCores: 2, pool: 1, atSeconds: 0, isWarm: true) }
    for _ in 0..<4 { _ = load.join(limitCores: 2, pool: 0, atSeconds: 5, isWarm: false) }
    for _ in 0..<4 { _ = load.join(limitCores: 2, pool: 0, atSeconds: 6, isWarm: false) }
    #expect(load.groups.map(\.podCount) == [4, 4, 4, 4])
    #expect(load.cores(inPool: 1) == 0)
  }

  @Test func `groups that are warm merge, and their pods can still leave`() {
    var load = Self.load(rate: 100, warmUp: 3)
    let old = load.join(limitCores: 2, pool: 0, atSeconds: 0, isWarm: true)
    let first = load.join(limitCores: 2, pool: 0, atSeconds: 0, isWarm: false)
    let second = load.join(limitCores: 2, pool: 0, atSeconds: 10, isWarm: false)
    for second in 0..<400 { load.step(atSeconds: Double(second), length: 1) }
    #expect(load.groups.count == 1)
    #expect(load.groups.first?.podCount == 3)
    for id in [first, old, second] { load.leave(id, isDead: false) }
    #expect(load.endpointCount == 0)
  }

  @Test func `a group that warms up alone becomes a warm one`() {
    var load = Self.load(rate: 100, warmUp: 3)
    let id = load.join(limitCores: 2, pool: 0, atSeconds: 0, isWarm: false)
    load.step(atSeconds: 0, length: 1)
    let cold = load.cores
    for second in 1..<300 { load.step(atSeconds: Double(second), length: 1) }
    #expect(cold > 1.9 && abs(load.cores - 1) < 1e-9)
    #expect(load.groups.map(\.isWarm) == [true])
    let other = load.join(limitCores: 2, pool: 0, atSeconds: 300, isWarm: true)
    #expect(load.groups.count == 1)
    load.leave(id, isDead: false)
    load.leave(other, isDead: false)
    #expect(load.endpointCount == 0)
  }

  @Test func `use is the mean over any window of the past`() {
    var load = Self.load(rate: 100, idle: 0.1)
    let id = load.join(limitCores: 2, pool: 0, atSeconds: 0, isWarm: true)
    for second in 0..<15 { load.step(atSeconds: Double(second), length: 1) }
    func used(_ from: Double, _ to: Double, joined: Double = -100) -> Int32 {
      load.usedMillis(id, fromSeconds: from, toSeconds: to, joinedAt: joined)
    }
    #expect(used(0, 15) == 1100)
    #expect(used(3.5, 7.25) == 1100)
    #expect(used(-5, 5) == 1100, "a running cluster has run before as in its first step")
    #expect(used(5, 15, joined: 10) == 550)
    #expect(used(5, 15, joined: 15) == 0)
    #expect(
      load.usedMillis(.failing, fromSeconds: 0, toSeconds: 15, joinedAt: 0) == 0)
  }

  @Test func `what was lost with a pod is part of the failures of the next step`() {
    var load = Self.load(rate: 300)
    let id = load.join(limitCores: 1, pool: 0, atSeconds: 0, isWarm: true)
    _ = load.join(limitCores: 1, pool: 0, atSeconds: 0, isWarm: true)
    load.step(atSeconds: 0, length: 1)
    let waiting = load.queued
    #expect(abs(waiting - 100) < 1e-9)
    var failed = load.lastStep.failed
    load.leave(id, isDead: true)
    load.step(atSeconds: 1, length: 1)
    failed += load.lastStep.failed
    #expect(abs(failed - load.total.failed) < 1e-9)
  }

  @Test func `slow requests are counted for each bound`() {
    var load = Self.load(rate: 50, bounds: [0.001, 0.02, 0.9])
    _ = load.join(limitCores: 1, pool: 0, atSeconds: 0, isWarm: true)
    load.step(atSeconds: 0, length: 1)
    let slow = load.lastStep.slow
    #expect(slow[0] > slow[1] && slow[1] > slow[2])
    // One server at one half, exponential: the time in the system has half the rate of service.
    #expect(abs(slow[1] - 50 * PortableMath.exp(-1)) < 1e-6)
  }
}
