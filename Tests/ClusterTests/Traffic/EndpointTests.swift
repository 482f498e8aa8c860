// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

/// Requests that fail because a pod ends before every proxy knows: r · max(0, T_prop − T_serve).
@Suite struct EndpointTests {
  /// Two pods share 20 requests a second; one is taken away after ten seconds.
  private static func world(
    propagation: Int64, preStop: Int64 = 0, drain: Int64 = 0, shutdown: Int64 = 1
  ) -> SmallScenario {
    var world = SmallScenario(nodes: 1, seconds: 60, isRunning: true)
    world.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(
      .seconds(propagation))
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(shutdown))
    var deployment = SmallScenario.deployment("web", replicas: 2)
    if preStop > 0 {
      deployment.spec.template.spec.containers[0].lifecycle = Lifecycle()
      deployment.spec.template.spec.containers[0].lifecycle?.preStop = .sleep(seconds: preStop)
    }
    world.add(deployment)
    world.behave("web", requestCPU: .milliseconds(5))
    world.scenario.behavior[0].drain = .seconds(drain)
    world.send([(0, 20)], to: "web")
    world.at(10, .scale(SmallScenario.reference("web"), replicas: 1))
    return world
  }

  /// Requests that failed in the whole run.
  private static func failed(_ world: SmallScenario) -> Double {
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let failures = simulation.auditFailures()
    #expect(failures.isEmpty, "\(failures)")
    return simulation.loads[0].total.failed
  }

  @Test(arguments: [1, 3, 5, 10] as [Int64])
  func `a stopped pod costs its rate times the propagation`(seconds: Int64) {
    let lost = Self.failed(Self.world(propagation: seconds))
    #expect(abs(lost - 10 * Double(seconds)) < 1e-6)
  }

  @Test(arguments: [(5, 2), (5, 4), (8, 1)] as [(Int64, Int64)])
  func `a hook before SIGTERM saves its length`(propagation: Int64, preStop: Int64) {
    let lost = Self.failed(Self.world(propagation: propagation, preStop: preStop))
    #expect(abs(lost - 10 * Double(propagation - preStop)) < 1e-6)
  }

  @Test func `an application that drains after SIGTERM saves its length`() {
    let lost = Self.failed(Self.world(propagation: 5, preStop: 1, drain: 2, shutdown: 6))
    #expect(abs(lost - 20) < 1e-6)
  }

  @Test func `an application does not drain beyond its grace period`() {
    // The hook takes 28 of the 30 seconds, so SIGKILL comes two seconds after SIGTERM.
    let lost = Self.failed(Self.world(propagation: 35, preStop: 28, drain: 10, shutdown: 20))
    // It is killed while it takes requests, so those of the last five milliseconds are cut.
    #expect(abs(lost - 50 - 10 * 0.005) < 1e-6)
  }

  @Test(arguments: [5, 6, 20] as [Int64])
  func `a hook as long as the propagation loses nothing`(preStop: Int64) {
    #expect(Self.failed(Self.world(propagation: 5, preStop: preStop)) < 1e-9)
  }

  @Test func `requests go to a pod that is gone until the proxies learn of it`() {
    var simulation = Simulation(Self.world(propagation: 10).scenario)
    simulation.run(toSecond: 15)
    var state = (simulation.pods.count, simulation.loads[0].endpointCount)
    #expect(state == (1, 2))
    simulation.run(toSecond: 21)
    state = (simulation.pods.count, simulation.loads[0].endpointCount)
    #expect(state == (1, 1))
  }

  @Test func `a new pod waits for the proxies before it gets requests`() {
    var world = SmallScenario(nodes: 1, seconds: 60)
    world.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(.seconds(4))
    world.add(SmallScenario.deployment("web", replicas: 1))
    world.behave("web", requestCPU: .milliseconds(5))
    world.send([(0, 10)], to: "web")
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 3)
    var state = (simulation.readyCount, simulation.loads[0].endpointCount)
    #expect(state == (1, 0))
    simulation.run(toSecond: 6)
    state = (simulation.readyCount, simulation.loads[0].endpointCount)
    #expect(state == (1, 1))
  }

  @Test func `a rollout changes two endpoints for each replica`() {
    var world = SmallScenario(nodes: 2, seconds: 200, isRunning: true)
    world.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(.seconds(1))
    world.add(SmallScenario.deployment("web", replicas: 6))
    world.behave("web", requestCPU: .milliseconds(5))
    world.send([(0, 10)], to: "web")
    world.at(10, .restart(SmallScenario.reference("web")))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let state = (simulation.readyCount, simulation.loads[0].endpointChangeCount)
    #expect(state == (6, 12))
  }

  @Test func `a pod that becomes unready again before the proxies know never gets requests`() {
    var world = SmallScenario(nodes: 1, seconds: 60)
    world.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(.seconds(8))
    world.add(SmallScenario.deployment("web", replicas: 1))
    world.behave("web", requestCPU: .milliseconds(5))
    world.send([(0, 10)], to: "web")
    world.at(6, .scale(SmallScenario.reference("web"), replicas: 0))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.loads[0].endpointChangeCount == 0)
  }
}
