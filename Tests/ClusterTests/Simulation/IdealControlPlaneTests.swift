// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

@Suite struct IdealControlPlaneTests {
  private static func world(seconds: Int64 = 300) -> SmallScenario {
    var world = SmallScenario(nodes: 5, cores: 32, seconds: seconds)
    world.scenario.cluster.controlPlane = .ideal
    world.add(SmallScenario.deployment("web", replicas: 40))
    return world
  }

  @Test func `without latencies all pods are bound at the instant of their creation`() {
    var simulation = Simulation(Self.world().scenario)
    let lives = simulation.runToLives()
    #expect(lives.count == 40)
    #expect(lives.allSatisfy { $0.stages.created == 0 && $0.stages.scheduled == 0 })
    #expect(lives.allSatisfy { $0.stages.ready == 1_500_000 })
  }

  @Test func `a rollout ends and takes few events`() {
    var world = Self.world()
    var other = SmallScenario.deployment("web", replicas: 40)
    other.spec.template.spec.containers[0].image = "app:2"
    world.apply(other, at: 50)
    world.at(100, .failNodes(pool: "pool", count: 1, duration: .seconds(100)))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.deployments.elements[0].lastRolloutDuration != nil)
    #expect(simulation.readyCount == 40)
    // 300 load steps, 20 samples, about 60 events for each of 80 pods.
    #expect(simulation.eventCount < 10_000, "\(simulation.eventCount)")
  }

  @Test func `nothing at all can happen`() {
    var simulation = Simulation(SmallScenario(nodes: 0, seconds: 30).scenario)
    simulation.run(until: simulation.endTime)
    let outcome = simulation.finish()
    #expect(outcome.eventCount == 30 + 2)
    #expect(outcome.objectives.isEmpty)
    let failures = simulation.auditFailures()
    #expect(failures == [])
  }

  @Test func `a run never goes beyond its end`() {
    var simulation = Simulation(Self.world(seconds: 10).scenario)
    simulation.run(until: .zero + .hours(5))
    #expect(simulation.now == .zero + .seconds(10))
    let count = simulation.eventCount
    simulation.run(until: .zero + .hours(6))
    #expect(simulation.eventCount == count)
  }
}
