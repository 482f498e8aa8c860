// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Autoscalers in a running cluster: from the load to pods and back.
@Suite struct AutoscaledRunTests {
  private static func autoscaler(least: Int32, most: Int32) -> HorizontalPodAutoscaler {
    var autoscaler = HorizontalPodAutoscaler()
    autoscaler.metadata.name = "web"
    autoscaler.spec.scaleTargetRef = CrossVersionObjectReference(
      apiVersion: "apps/v1", kind: "Deployment", name: "web")
    autoscaler.spec.minReplicas = least
    autoscaler.spec.maxReplicas = most
    autoscaler.spec.metrics = [.resource(name: "cpu", target: .utilization(50))]
    return autoscaler
  }

  /// Ten cores of load from the second minute to the twelfth, one core before and after.
  private static func world() -> SmallScenario {
    var world = SmallScenario(nodes: 5, cores: 16, seconds: 3600, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 2, cpuMillis: 1000, limitMillis: 2000))
    world.behave("web", requestCPU: .milliseconds(10))
    world.send([(0, 100), (120, 100), (121, 1000), (720, 1000), (721, 100)], to: "web")
    world.add(.horizontalPodAutoscaler(autoscaler(least: 2, most: 40)))
    return world
  }

  @Test func `replicas follow the load up at once and down after five minutes`() {
    var simulation = Simulation(Self.world().scenario)
    simulation.run(toSecond: 119)
    #expect(simulation.readyCount == 2)
    simulation.run(toSecond: 700)
    // Ten cores at half of one core each; the tolerance is a tenth.
    let peak = simulation.readyCount
    #expect(peak >= 18 && peak <= 24, "\(peak)")
    simulation.run(toSecond: 1000)
    #expect(simulation.readyCount >= 18)
    simulation.run(toSecond: 1200)
    #expect(simulation.readyCount == 2)
    let failures = simulation.auditFailures()
    #expect(failures == [])
  }

  @Test func `the way up takes a minute or two and fails requests meanwhile`() {
    var simulation = Simulation(Self.world().scenario)
    simulation.run(toSecond: 119)
    let before = simulation.loads[0].total.failed
    #expect(before < 1)
    simulation.run(toSecond: 240)
    #expect(simulation.readyCount >= 15)
    let failed = simulation.loads[0].total.failed
    #expect(failed > 1000)
    simulation.run(toSecond: 400)
    let settled = simulation.loads[0].total.failed
    simulation.run(toSecond: 700)
    #expect(simulation.loads[0].total.failed - settled < 0.001 * 300_000)
  }

  @Test func `bounds of an autoscaler hold`() {
    var world = Self.world()
    world.apply([.horizontalPodAutoscaler(Self.autoscaler(least: 5, most: 12))], at: 60)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 110)
    #expect(simulation.readyCount == 5)
    simulation.run(toSecond: 700)
    #expect(simulation.readyCount == 12)
  }

  @Test func `a scheduled job moves the bounds of an autoscaler ahead of the load`() {
    var world = Self.world()
    var job = CronHorizontalPodAutoscaler.Job()
    job.name = "warm"
    // The run begins at 22:13:20 UTC.
    job.schedule = "0 14 22 * * *"
    job.targetSize = 20
    var cron = CronHorizontalPodAutoscaler()
    cron.metadata.name = "warm"
    cron.scaleTargetRef = CrossVersionObjectReference(
      apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", name: "web")
    cron.jobs = [job]
    world.add(.cronHorizontalPodAutoscaler(cron))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 39)
    #expect(simulation.readyCount == 2)
    simulation.run(toSecond: 115)
    #expect(simulation.readyCount >= 20)
    simulation.run(toSecond: 700)
    #expect(simulation.loads[0].total.failed < 1)
  }
}
