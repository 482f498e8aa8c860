// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// CronHPA of tkestack in a running cluster.
@Suite struct CronHPARunTests {
  /// The run begins at 22:13:20 UTC.
  private static func world(_ crons: [CronHPA.Cron]) -> SmallScenario {
    var world = SmallScenario(nodes: 3, cores: 8, seconds: 600, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 2))
    var cron = CronHPA()
    cron.metadata.name = "evening"
    cron.scaleTargetRef = CrossVersionObjectReference(
      apiVersion: "apps/v1", kind: "Deployment", name: "web")
    cron.crons = crons
    world.add(.cronHPA(cron))
    return world
  }

  @Test func `an entry is taken at the first look after it is due`() {
    let world = Self.world([.init(schedule: "14 22 * * *", targetReplicas: 7)])
    #expect(Simulation.check(world.scenario).isEmpty)
    var simulation = Simulation(world.scenario)
    // 22:14:00 is 40 s after the start, when the loop of ten seconds looks.
    simulation.run(toSecond: 39.9)
    #expect(simulation.activeCount == 2)
    simulation.run(toSecond: 41)
    #expect(simulation.activeCount == 7)
    simulation.run(toSecond: 600)
    #expect(simulation.activeCount == 7)
    let fired = simulation.drain().events.filter { $0.reason == "CronFired" }
    #expect(fired.map(\.timeMicroseconds) == [40_000_000])
    #expect(fired.map(\.object) == ["default/evening"])
  }

  @Test func `of two entries that are due the first of the list wins and the other is dropped`() {
    var simulation = Simulation(
      Self.world([
        .init(schedule: "14 22 * * *", targetReplicas: 5),
        .init(schedule: "14 22 * * *", targetReplicas: 9),
        .init(schedule: "16 22 * * *", targetReplicas: 3),
      ]).scenario)
    simulation.run(toSecond: 100)
    #expect(simulation.activeCount == 5)
    simulation.run(toSecond: 600)
    #expect(simulation.activeCount == 3)
  }

  @Test func `a bad schedule and a missing target are errors`() {
    var world = Self.world([.init(schedule: "14 22 * * 7", targetReplicas: 5)])
    let schedule = Simulation.check(world.scenario)
    #expect(schedule.map(\.severity) == [.error])
    #expect(schedule.first?.path == "spec.crons[0].schedule")
    world.scenario.cluster.objects.items.removeFirst()
    let both = Simulation.check(world.scenario)
    #expect(both.map(\.path) == ["spec.crons[0].schedule", "spec.scaleTargetRef"])
  }

  @Test func `an autoscaler on the same workload takes the change back when its window is over`() {
    var world = Self.world([.init(schedule: "14 22 * * *", targetReplicas: 12)])
    world.behave("web", requestCPU: .milliseconds(10))
    // A tenth of the requests is used, so that two pods are more than enough at all times.
    world.send([(0, 2)], to: "web")
    world.add(
      SmallScenario.autoscaler("web", least: 2, .resource(name: "cpu", target: .utilization(50))))
    var simulation = Simulation(world.scenario)
    // While the new pods have no samples they count in full, so that 12 is recommended; that holds
    // for five minutes.
    simulation.run(toSecond: 60)
    let warmedUp = simulation.activeCount
    simulation.run(toSecond: 550)
    #expect(warmedUp == 12)
    #expect(simulation.activeCount == 2)
  }

  @Test(arguments: [("America/New_York", "14 17"), ("Asia/Kolkata", "44 3"), ("UTC", "14 22")])
  func `schedules without a zone are read in that of the controllers`(
    zone: String, time: String
  ) {
    var world = Self.world([.init(schedule: "\(time) * * *", targetReplicas: 7)])
    world.scenario.cluster.controlPlane.timeZone = ZoneRules(named: zone)
    var job = CronHorizontalPodAutoscaler.Job()
    job.name = "evening"
    // One minute later, with seconds first.
    job.schedule = "60 \(time) * * *".replacing("60 14 ", with: "0 15 ")
      .replacing("60 44 ", with: "0 45 ")
    job.targetSize = 9
    var cron = CronHorizontalPodAutoscaler()
    cron.metadata.name = "evening"
    cron.scaleTargetRef = SmallScenario.target("web")
    cron.jobs = [job]
    world.add(.cronHorizontalPodAutoscaler(cron))
    #expect(Simulation.check(world.scenario).isEmpty)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 39)
    let before = simulation.activeCount
    simulation.run(toSecond: 52)
    let after = simulation.activeCount
    simulation.run(toSecond: 102)
    #expect([before, after, simulation.activeCount] == [2, 7, 9])
  }

  /// The run begins on 14 November; the date is the 25th at ten in the evening.
  @Test(arguments: [(ControlPlaneBlock.ExcludeDates.day, 7), (.monthAndHour, 2)])
  func `exclude dates of an Alibaba CronHPA are read as the scenario says`(
    reading: ControlPlaneBlock.ExcludeDates, expected: Int
  ) {
    var world = Self.world([])
    var cron = CronHorizontalPodAutoscaler()
    cron.metadata.name = "excluding"
    cron.scaleTargetRef = CrossVersionObjectReference(
      apiVersion: "apps/v1", kind: "Deployment", name: "web")
    cron.excludeDates = ["0 0 22 25 11 *"]
    var job = CronHorizontalPodAutoscaler.Job()
    job.name = "up"
    job.schedule = "0 14 22 * * *"
    job.targetSize = 7
    cron.jobs = [job]
    world.add(.cronHorizontalPodAutoscaler(cron))
    world.scenario.cluster.controlPlane.cronExcludeDates = reading
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 60)
    #expect(simulation.activeCount == expected)
  }
}
