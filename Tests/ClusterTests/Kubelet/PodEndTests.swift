// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

@Suite struct PodEndTests {
  /// How long a running pod takes from its deletion to its removal, in microseconds.
  private static func ending(
    grace: Int64 = 30, preStop: Int64 = 0, shutdown: SimulationDuration
  ) -> Int64 {
    var world = SmallScenario(seconds: 200, isRunning: true)
    var deployment = SmallScenario.deployment("web", replicas: 1)
    deployment.spec.template.spec.terminationGracePeriodSeconds = grace
    if preStop > 0 {
      deployment.spec.template.spec.containers[0].lifecycle = Lifecycle()
      deployment.spec.template.spec.containers[0].lifecycle?.preStop = .sleep(seconds: preStop)
    }
    world.add(deployment)
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(shutdown)
    world.at(10, .scale(SmallScenario.reference("web"), replicas: 0))
    var simulation = Simulation(world.scenario)
    guard let pod = simulation.runToLives().first else { return -1 }
    return pod.stages.deleted - pod.stages.terminating
  }

  @Test func `a pod takes its hook and its shutdown`() {
    // 5 ms until the kubelet sees the deletion, 5 ms until the object is gone.
    #expect(Self.ending(shutdown: .seconds(1)) == 1_010_000)
    #expect(Self.ending(preStop: 15, shutdown: .seconds(1)) == 16_010_000)
  }

  @Test func `the grace period ends what takes longer`() {
    #expect(Self.ending(grace: 20, shutdown: .seconds(60)) == 20_010_000)
    #expect(Self.ending(grace: 20, preStop: 15, shutdown: .seconds(60)) == 20_010_000)
  }

  @Test func `two seconds are left to the containers though the hook took all the grace period`() {
    #expect(Self.ending(grace: 20, preStop: 45, shutdown: .seconds(60)) == 22_010_000)
    #expect(Self.ending(grace: 20, preStop: 45, shutdown: .seconds(1)) == 21_010_000)
  }

  @Test func `a pod that has not started ends at once`() {
    var world = SmallScenario(seconds: 60)
    world.add(SmallScenario.deployment("web", replicas: 1))
    world.behave("web", imageBytes: 10_000_000_000)
    world.at(10, .scale(SmallScenario.reference("web"), replicas: 0))
    var simulation = Simulation(world.scenario)
    let pod = simulation.runToLives().first
    #expect(pod.map { $0.stages.deleted - $0.stages.terminating } == 10_000)
  }

  @Test func `a pod that ends takes no more load and keeps its room until it is gone`() {
    var world = SmallScenario(nodes: 1, seconds: 100, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 2))
    world.behave("web", requestCPU: .milliseconds(10))
    world.send([(0, 10)], to: "web")
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(20))
    world.at(10, .scale(SmallScenario.reference("web"), replicas: 1))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 20)
    var state = (
      simulation.loads[0].endpointCount, simulation.nodes.requested[NodeIndex(0)].podCount
    )
    #expect(state == (1, 2))
    simulation.run(toSecond: 40)
    state = (simulation.loads[0].endpointCount, simulation.nodes.requested[NodeIndex(0)].podCount)
    #expect(state == (1, 1))
    let failed = simulation.loads[0].total.failed
    #expect(failed < 1e-6)
  }
}
