// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

@Suite struct TimelineTests {
  private static let web = SmallScenario.reference("web")

  private static func world(replicas: Int32 = 4) -> SmallScenario {
    var world = SmallScenario(seconds: 300, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: replicas))
    return world
  }

  @Test func `a scale is followed up and down`() {
    var world = Self.world()
    world.at(10, .scale(Self.web, replicas: 9))
    world.at(100, .scale(Self.web, replicas: 2))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 50)
    #expect(simulation.readyCount == 9)
    simulation.run(toSecond: 150)
    #expect(simulation.readyCount == 2 && simulation.pods.count == 2)
  }

  @Test func `a restart replaces every pod once`() {
    var world = Self.world()
    world.at(10, .restart(Self.web))
    var simulation = Simulation(world.scenario)
    let lives = simulation.runToLives()
    #expect(lives.count == 8)
    #expect(lives.count { $0.stages.deleted >= 0 } == 4)
    #expect(simulation.deployments.elements[0].lastRolloutDuration != nil)
    #expect(simulation.readyCount == 4)
  }

  @Test func `a manifest that changes nothing starts no rollout`() {
    var world = Self.world()
    world.apply(SmallScenario.deployment("web", replicas: 4), at: 10)
    var simulation = Simulation(world.scenario)
    #expect(simulation.runToLives().count == 4)
    #expect(simulation.deployments.elements[0].lastRolloutDuration == nil)
  }

  @Test func `a rollout that is undone goes back to the pods of the old template`() {
    var world = Self.world()
    var other = SmallScenario.deployment("web", replicas: 4)
    other.spec.template.spec.containers[0].image = "app:2"
    world.apply(other, at: 10)
    world.apply(SmallScenario.deployment("web", replicas: 4), at: 11)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 200)
    #expect(simulation.replicaSets.elements.map(\.specReplicas) == [4, 0])
    #expect(simulation.readyCount == 4 && simulation.pods.count == 4)
  }

  @Test func `a Deployment of the timeline exists from its time on`() {
    var world = Self.world()
    world.apply(SmallScenario.deployment("late", replicas: 3), at: 100)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 99)
    #expect(simulation.pods.count == 4)
    simulation.run(toSecond: 150)
    #expect(simulation.pods.count == 7 && simulation.readyCount == 7)
  }

  @Test func `a paused Deployment waits and goes on when it is resumed`() {
    var world = Self.world()
    var paused = SmallScenario.deployment("web", replicas: 4)
    paused.spec.template.spec.containers[0].image = "app:2"
    paused.spec.paused = true
    var resumed = paused
    resumed.spec.paused = false
    world.apply(paused, at: 10)
    world.apply(resumed, at: 100)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 90)
    #expect(simulation.pods(isNew: true) == 0)
    simulation.run(toSecond: 200)
    #expect(simulation.pods(isNew: true) { $0.isReady } == 4)
    #expect(simulation.pods(isNew: false) == 0)
  }

  @Test func `a longer minReadySeconds delays availability and does not lose it`() {
    var world = Self.world()
    var deployment = SmallScenario.deployment("web", replicas: 6)
    deployment.spec.minReadySeconds = 10
    world.apply(deployment, at: 10)
    deployment.spec.minReadySeconds = 30
    world.apply(deployment, at: 15)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 100)
    #expect(simulation.replicaSets.elements[0].availableCount == 6)
  }

  @Test func `entries go in the order of their instants and of the file`() {
    var world = Self.world()
    world.at(50, .scale(Self.web, replicas: 7))
    world.at(20, .scale(Self.web, replicas: 5))
    world.at(50, .scale(Self.web, replicas: 8))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let scaled = simulation.drain().events.filter { $0.reason == "ScalingDeployment" }
    #expect(
      scaled.map(\.message) == [
        "Replicas changed from 4 to 5", "Replicas changed from 5 to 7",
        "Replicas changed from 7 to 8",
      ])
  }

  @Test func `more nodes than a pool has can fail`() {
    var world = Self.world()
    world.at(10, .failNodes(pool: "pool", count: 99, duration: .seconds(20)))
    world.at(15, .failNodes(pool: "nowhere", count: 1, duration: nil))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 20)
    #expect(simulation.health.allSatisfy { $0.isSilent })
    simulation.run(toSecond: 60)
    #expect(simulation.health.allSatisfy { !$0.isSilent })
    #expect(simulation.readyCount == 4)
  }
}
