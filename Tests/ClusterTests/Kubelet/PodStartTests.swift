// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// The way of pods to readiness, with every duration constant and every instant worked out by hand.
@Suite struct PodStartTests {
  private static func probe(period: Int32, delay: Int32 = 0) -> Probe {
    var probe = Probe(handler: .tcpSocket(port: .int(80)))
    probe.periodSeconds = period
    probe.initialDelaySeconds = delay
    return probe
  }

  @Test func `three pods start at the instants of a hand-made timeline`() {
    var world = SmallScenario(nodes: 3, seconds: 60)
    var deployment = SmallScenario.deployment("web", replicas: 3)
    deployment.spec.template.spec.containers[0].readinessProbe = Self.probe(period: 5)
    world.add(deployment)
    world.behave("web", applicationStart: .seconds(7))
    var simulation = Simulation(world.scenario)
    let lives = simulation.runToLives()
    // 5 ms watch, 5 ms call for the ReplicaSet, 5 ms watch; then slow start: one pod after 5 ms,
    // two more after another 5 ms.
    #expect(lives.map(\.stages.created) == [20_000, 25_000, 25_000])
    // 5 ms watch, 2 ms per decision one after the other, 5 ms for the binding.
    #expect(lives.map(\.stages.scheduled) == [32_000, 37_000, 39_000])
    // 5 ms watch, 500 ms sandbox, nothing to pull, 1 s to start.
    #expect(lives.map(\.stages.pulled) == [537_000, 542_000, 544_000])
    #expect(lives.map(\.stages.started) == [1_537_000, 1_542_000, 1_544_000])
    // The application answers after 7 s, the probe at 10 s finds it, 5 ms to tell.
    #expect(lives.map(\.stages.ready) == [11_542_000, 11_547_000, 11_549_000])
    #expect(lives.allSatisfy { $0.stages.terminating == -1 && $0.stages.deleted == -1 })
    #expect(Set(lives.compactMap(\.node)).count == 3)
    #expect(Set(lives.map(\.name)).count == 3)
  }

  @Test func `minReadySeconds delays availability and not readiness`() {
    var world = SmallScenario(seconds: 60)
    var deployment = SmallScenario.deployment("web", replicas: 2)
    deployment.spec.minReadySeconds = 20
    world.add(deployment)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 20)
    var counts = (simulation.readyCount, simulation.replicaSets.elements[0].availableCount)
    #expect(counts == (2, 0))
    simulation.run(toSecond: 22)
    counts = (simulation.readyCount, simulation.replicaSets.elements[0].availableCount)
    #expect(counts == (2, 2))
  }

  @Test func `a node pulls one image after the other and starts equal pods together`() {
    var world = SmallScenario(nodes: 1, seconds: 300)
    world.add(SmallScenario.deployment("a", replicas: 2, image: "a:1"))
    world.add(SmallScenario.deployment("b", replicas: 1, image: "b:1"))
    world.behave("a", imageBytes: 1_250_000_000)
    world.behave("b", imageBytes: 250_000_000)
    world.scenario.cluster.controlPlane = .ideal
    var simulation = Simulation(world.scenario)
    let lives = simulation.runToLives()
    // 10 s transfer at 125 MB/s, 0.35 s besides, 12.5 s to unpack 1,250 MB.
    let first = 500_000 + 10_000_000 + 350_000 + 12_500_000
    // Then 2 s, 0.35 s and 2.5 s for the other image.
    let second = first + 2_000_000 + 350_000 + 2_500_000
    let pulled = lives.map { ($0.workload, $0.stages.pulled) }.sorted { $0.0 < $1.0 }.map(\.1)
    #expect(pulled == [Int64(first), Int64(first), Int64(second)])
  }

  @Test func `nodes share the registry`() {
    var world = SmallScenario(nodes: 4, seconds: 300)
    var deployment = SmallScenario.deployment("a", replicas: 4, cpuMillis: 6000)
    deployment.spec.template.spec.containers[0].image = "a:1"
    world.add(deployment)
    world.behave("a", imageBytes: 500_000_000)
    world.scenario.cluster.controlPlane = .ideal
    world.scenario.cluster.registry.bytesPerSecond = 250_000_000
    world.scenario.cluster.kubelet.unpackPerMegabyte = .zero
    var simulation = Simulation(world.scenario)
    let lives = simulation.runToLives()
    // Four nodes at 62.5 MB/s each, not at their own 125.
    #expect(
      lives.map(\.stages.pulled) == [Int64](repeating: 500_000 + 8_000_000 + 350_000, count: 4))
  }

  @Test func `a second pod on a node has its image already`() {
    var world = SmallScenario(nodes: 1, seconds: 300)
    world.add(SmallScenario.deployment("a", replicas: 1, image: "a:1"))
    world.behave("a", imageBytes: 125_000_000)
    world.at(100, .scale(SmallScenario.reference("a"), replicas: 2))
    world.scenario.cluster.controlPlane = .ideal
    var simulation = Simulation(world.scenario)
    let lives = simulation.runToLives()
    #expect(lives.last?.stages.pulled == 100_500_000)
  }

  @Test func `pods that find no room wait until there is some`() {
    var world = SmallScenario(nodes: 1, cores: 2, seconds: 300)
    world.add(SmallScenario.deployment("big", replicas: 2, cpuMillis: 1500))
    world.at(100, .scale(SmallScenario.reference("big"), replicas: 1))
    world.at(150, .scale(SmallScenario.reference("big"), replicas: 2))
    world.add(SmallScenario.deployment("small", replicas: 1, cpuMillis: 400))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 90)
    #expect(simulation.readyCount == 2)
    #expect(simulation.activeCount == 3)
    simulation.run(toSecond: 120)
    // The pod that waited is the one that goes.
    #expect(simulation.readyCount == 2)
    #expect(simulation.activeCount == 2)
    let failures = simulation.auditFailures()
    #expect(failures == [])
  }

  @Test func `pods that start wait for the service that gives addresses`() {
    var world = SmallScenario(nodes: 2, seconds: 120)
    world.add(SmallScenario.deployment("web", replicas: 6))
    world.scenario.cluster.controlPlane = .ideal
    world.scenario.cluster.network.addresses = .init(qps: 0.5, burst: 2)
    world.scenario.cluster.network.addressTime = SmallScenario.constant(.seconds(10))
    var simulation = Simulation(world.scenario)
    let lives = simulation.runToLives()
    // Two at once, one more each two seconds; ten seconds each, and half a one for the sandbox.
    #expect(
      lives.map(\.stages.pulled).sorted() == [
        10_500_000, 10_500_000, 12_500_000, 14_500_000, 16_500_000, 18_500_000,
      ])
  }

  @Test func `a pod that restarts in place asks for no address`() {
    var world = SmallScenario(nodes: 2, seconds: 120, isRunning: true)
    for (image, second) in [("app:1", 0.0), ("app:2", 10)] {
      let set = SmallScenario.statefulSetPlus(
        "im", replicas: 2, batches: 1, image: image, type: .inPlaceIfPossible)
      if second == 0 { world.add(.statefulSetPlus(set)) }
      if second > 0 { world.apply(.statefulSetPlus(set), at: second) }
    }
    world.scenario.cluster.network.addressTime = SmallScenario.constant(.seconds(60))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 30)
    #expect(simulation.pods(isNew: true) { $0.isReady } == 2)
  }
}
