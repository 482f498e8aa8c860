// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario
import Testing

@testable import Cluster

@Suite struct LoadGroupTests {
  private static func group(limit: Double, backlog: Double = 0) -> LoadGroup {
    var group = LoadGroup(
      id: LoadGroupID(rawValue: 0), limitCores: limit, pool: 0, joinedAtSeconds: 0, isWarm: true)
    group.backlogPerPod = backlog
    return group
  }

  private static func request(
    milliseconds: Int64, wait: Int64 = 0, concurrency: Int = 100, timeout: Int64 = 1
  ) -> RequestCost {
    var block = BehaviorBlock.RequestBlock(cpu: .milliseconds(milliseconds))
    block.wait = .milliseconds(wait)
    block.concurrency = concurrency
    block.timeout = .seconds(timeout)
    return RequestCost(block)
  }

  private static func mean(_ model: QueueModel) -> Double {
    var sum = 0.5
    for step in 1..<200_000 { sum += model.tail(Double(step) * 1e-4) }
    return sum * 1e-4
  }

  @Test func `below capacity all is served with its CPU`() {
    let outcome = Self.group(limit: 2).step(
      arrivalsPerSecond: 100, costFactor: 1, step: 1, request: Self.request(milliseconds: 10))
    #expect(abs(outcome.served - 100) < 1e-9)
    #expect(outcome.overflowed == 0 && outcome.backlog == 0)
    #expect(abs(outcome.cpuSeconds - 1) < 1e-9)
  }

  @Test func `beyond capacity requests wait, and beyond the timeout they are given up`() {
    // Two cores at 10 ms serve 200 a second.
    let outcome = Self.group(limit: 2).step(
      arrivalsPerSecond: 500, costFactor: 1, step: 1, request: Self.request(milliseconds: 10))
    #expect(abs(outcome.served - 200) < 1e-9)
    #expect(abs(outcome.backlog - 200) < 1e-9)
    #expect(abs(outcome.overflowed - 100) < 1e-9)
    #expect(abs(outcome.cpuSeconds - 2) < 1e-9)
  }

  @Test func `a backlog is worked off when the load falls`() {
    let outcome = Self.group(limit: 2, backlog: 150).step(
      arrivalsPerSecond: 100, costFactor: 1, step: 1, request: Self.request(milliseconds: 10))
    #expect(abs(outcome.served - 200) < 1e-9)
    #expect(abs(outcome.backlog - 50) < 1e-9)
    // Who arrives waits for those ahead.
    #expect(abs(outcome.model.tail(0.75) - 1) < 1e-9)
  }

  @Test func `threads that wait downstream bound the capacity`() {
    let outcome = Self.group(limit: 8).step(
      arrivalsPerSecond: 1000, costFactor: 1, step: 1,
      request: Self.request(milliseconds: 1, wait: 99, concurrency: 10))
    #expect(abs(outcome.served - 100) < 1e-9)
  }

  @Test(arguments: [0.25, 0.5, 1, 1.5, 1.9, 2, 3.3, 4, 16])
  func `no request is served faster than its CPU time on a core`(limit: Double) {
    let request = Self.request(milliseconds: 20)
    let outcome = Self.group(limit: limit).step(
      arrivalsPerSecond: 0.001, costFactor: 1, step: 1, request: request)
    let alone = 0.02 / min(1, limit)
    #expect(abs(Self.mean(outcome.model) - alone) < 0.02 * alone, "limit \(limit)")
  }

  @Test func `warm-up costs CPU and capacity`() {
    let request = Self.request(milliseconds: 10)
    let outcome = Self.group(limit: 1).step(
      arrivalsPerSecond: 30, costFactor: 3, step: 1, request: request)
    #expect(abs(outcome.cpuSeconds - 0.9) < 1e-9)
    let over = Self.group(limit: 1).step(
      arrivalsPerSecond: 60, costFactor: 3, step: 1, request: request)
    #expect(abs(over.served - 100.0 / 3) < 1e-9)
  }

  @Test(arguments: 0..<300 as Range<UInt64>) func `a step loses no request`(seed: UInt64) {
    var stream = RandomStream(seed: seed, name: "group")
    let group = Self.group(
      limit: 0.1 + stream.uniform() * 8, backlog: stream.uniform() * 300)
    let rate = stream.uniform() * 900
    let length = 0.1 + stream.uniform() * 5
    let outcome = group.step(
      arrivalsPerSecond: rate, costFactor: 1 + stream.uniform() * 4, step: length,
      request: Self.request(
        milliseconds: 1 + Int64(stream.next(below: 50)), wait: Int64(stream.next(below: 80)),
        concurrency: 1 + stream.next(below: 64)))
    let offered = group.backlogPerPod + rate * length
    let accounted = outcome.served + outcome.overflowed + outcome.backlog
    #expect(abs(offered - accounted) < 1e-9 * offered, "seed \(seed)")
    #expect(outcome.cpuSeconds <= group.limitCores * length * (1 + 1e-12), "seed \(seed)")
    #expect(outcome.overflowed >= 0 && outcome.backlog >= 0 && outcome.served >= 0)
  }
}
