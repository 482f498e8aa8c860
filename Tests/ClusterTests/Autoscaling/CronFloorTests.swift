// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Windows between two cron schedules, of KEDA and of Crane.
@Suite struct CronFloorTests {
  private func window(
    _ start: String, _ end: String, _ replicas: Int32 = 10, clock: LocalClock = .utc
  ) throws -> CronWindow {
    try CronWindow(start: start, end: end, replicas: replicas, clock: clock)
  }

  private func at(_ hour: Int, _ minute: Int = 0, _ second: Int = 0) -> Int64 {
    CronScheduleTests.utc(2020, 11, 10, hour, minute, second)
  }

  @Test func `a window is open from its start to the second before its end`() throws {
    let window = try window("0 20 * * *", "0 22 * * *")
    #expect(!window.isOpen(at: at(19, 59, 59)))
    #expect(window.isOpen(at: at(20)))
    #expect(window.isOpen(at: at(21, 59, 59)))
    #expect(!window.isOpen(at: at(22)))
    #expect(window.nextChange(after: at(20)) == at(22))
    #expect(window.nextChange(after: at(22)) == at(20) + 86_400)
  }

  @Test func `a window may lie over midnight and over days`() throws {
    let night = try window("0 22 * * *", "0 6 * * *")
    #expect([23, 0, 5].allSatisfy { night.isOpen(at: at($0)) })
    #expect([6, 12, 21].allSatisfy { !night.isOpen(at: at($0)) })
    // The 10th is a Tuesday.
    let week = try window("0 8 * * 1", "0 18 * * 5")
    #expect(week.isOpen(at: at(3)))
    #expect(!week.isOpen(at: at(19) + 3 * 86_400))
  }

  @Test func `a start and an end of the same times leave the window always open`() throws {
    let window = try window("0 * * * *", "0 * * * *")
    #expect(window.isOpen(at: at(12, 30)))
  }

  @Test func `an end that never comes closes the window, a start that never comes opens it`() throws
  {
    #expect(try !window("0 20 * * *", "0 0 31 2 *").isOpen(at: at(21)))
    #expect(try window("0 0 31 2 *", "0 20 * * *").isOpen(at: at(12)))
  }

  @Test func `a window follows its own clock`() throws {
    let window = try window(
      "0 20 * * *", "0 22 * * *", clock: LocalClock(offsetSeconds: 8 * 3_600))
    #expect(window.isOpen(at: at(12)))
    #expect(!window.isOpen(at: at(20)))
  }

  @Test func `KEDA asks for one replica outside its window`() throws {
    let floor = CronFloor.keda(try window("0 20 * * *", "0 22 * * *", 40))
    #expect(floor.replicas(at: at(19)) == 1)
    #expect(floor.replicas(at: at(20)) == 40)
    #expect(floor.reading(at: at(20)).totalMilli == 40_000)
  }

  @Test func `Crane asks for the largest open window, at least the autoscaler's least count`()
    throws
  {
    let floor = CronFloor.crane(
      [
        try window("0 9 * * *", "0 11 * * *", 1), try window("0 10 * * *", "0 14 * * *", 100),
        try window("0 10 * * *", "0 12 * * *", 50),
      ], minReplicas: 3)
    #expect(floor.replicas(at: at(8)) == 3)
    #expect(floor.replicas(at: at(9)) == 3)
    #expect(floor.replicas(at: at(11)) == 100)
    #expect(floor.replicas(at: at(13)) == 100)
    #expect(floor.nextChange(after: at(8)) == at(10))
  }

  @Test func `a floor joins the other metrics of an HPA by the largest proposal`() throws {
    let floor = CronFloor.keda(try window("0 20 * * *", "0 22 * * *", 8))
    var bench = HPABench(.cpu(percent: 50), .external("cron", averageValue: 1), replicas: 4)
    bench.setPods([20, 20, 20, 20])
    bench.readings.append(floor.reading(at: at(20)))
    #expect(bench.reconcile().scaleTo == 8)
    bench.setPods(Array(repeating: 200, count: 4))
    bench.readings.append(floor.reading(at: at(20)))
    #expect(HorizontalPodAutoscalerRule.proposals(for: bench.view).map(\.replicas) == [16, 8])
  }

  @Test func `schedules with seconds or with faults are refused`() {
    #expect(throws: CronScheduleError.self) { _ = try window("0 0 20 * * *", "0 22 * * *") }
    #expect(throws: CronScheduleError.self) { _ = try window("0 20 * * *", "0 25 * * *") }
  }
}
