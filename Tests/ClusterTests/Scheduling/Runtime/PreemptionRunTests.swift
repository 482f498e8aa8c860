// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Small courses of preemption.
@Suite struct PreemptionRunTests {
  private static func deployment(
    _ name: String, replicas: Int32, cpuMillis: Int64, priority: Int32
  ) -> Deployment {
    var deployment = SmallScenario.deployment(name, replicas: replicas, cpuMillis: cpuMillis)
    deployment.spec.template.spec.priority = priority
    return deployment
  }

  private static func lives(_ world: SmallScenario, of name: String) -> [PodRecord] {
    var simulation = Simulation(world.scenario)
    return simulation.runToLives().filter { $0.workload.hasSuffix("/\(name)") }
  }

  @Test func `several victims make room for one pod`() {
    var world = SmallScenario(nodes: 1, cores: 8, isRunning: true)
    world.add(Self.deployment("low", replicas: 8, cpuMillis: 1000, priority: 0))
    world.apply(Self.deployment("high", replicas: 1, cpuMillis: 3000, priority: 10), at: 50)
    let victims = Self.lives(world, of: "low").filter { $0.stages.terminating >= 0 }
    let high = Self.lives(world, of: "high")
    #expect(victims.count == 3)
    #expect(high.count == 1)
    let gone = victims.map(\.stages.deleted).max() ?? .max
    #expect((high.first?.stages.scheduled ?? -1) > gone)
    #expect((high.first?.stages.scheduled ?? .max) < gone + 2_000_000)
    // The last victim goes when the deletions of the others were sent.
    let sent = victims.map(\.stages.terminating).sorted()
    #expect(sent[1] <= sent[2])
  }

  @Test func `a pod does not preempt again while its victims end`() {
    var world = SmallScenario(nodes: 2, cores: 4, isRunning: true)
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(25))
    world.add(Self.deployment("low", replicas: 8, cpuMillis: 1000, priority: 0))
    world.apply(Self.deployment("high", replicas: 1, cpuMillis: 1000, priority: 10), at: 50)
    // Another pod ends meanwhile, which wakes the one that waits.
    world.at(60, .scale(SmallScenario.reference("low"), replicas: 6))
    let low = Self.lives(world, of: "low")
    #expect(low.count { $0.stages.terminating >= 0 } <= 4)
    let high = Self.lives(world, of: "high")
    #expect(high.first?.stages.scheduled ?? -1 > 75_000_000)
  }

  @Test func `a more important pod takes the nominated node over`() {
    var world = SmallScenario(nodes: 1, cores: 4, isRunning: true)
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(20))
    world.add(Self.deployment("low", replicas: 1, cpuMillis: 4000, priority: 0))
    world.apply(Self.deployment("middle", replicas: 1, cpuMillis: 4000, priority: 10), at: 50)
    world.apply(Self.deployment("high", replicas: 1, cpuMillis: 4000, priority: 20), at: 55)
    let high = Self.lives(world, of: "high")
    let middle = Self.lives(world, of: "middle")
    #expect(high.first?.node != nil)
    #expect(middle.first?.node == nil)
  }

  @Test func `the room of a victim is kept for the pod that made it`() {
    var world = SmallScenario(nodes: 1, cores: 4, isRunning: true)
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(10))
    world.add(Self.deployment("low", replicas: 4, cpuMillis: 1000, priority: 0))
    world.apply(Self.deployment("high", replicas: 1, cpuMillis: 2000, priority: 10), at: 50)
    world.apply(Self.deployment("other", replicas: 4, cpuMillis: 1000, priority: 0), at: 55)
    let high = Self.lives(world, of: "high")
    #expect(high.first?.node != nil)
    #expect(Self.lives(world, of: "other").allSatisfy { $0.node == nil })
    #expect(Self.lives(world, of: "low").count { $0.stages.terminating >= 0 } == 2)
  }

  @Test func `pods whose budget is spent are spared if others can go`() {
    var world = SmallScenario(nodes: 2, cores: 4, isRunning: true)
    world.add(Self.deployment("guarded", replicas: 4, cpuMillis: 1000, priority: 0))
    world.add(Self.deployment("free", replicas: 4, cpuMillis: 1000, priority: 0))
    var budget = PodDisruptionBudget()
    budget.metadata.name = "guard"
    budget.spec.selector = LabelSelector(matchLabels: ["app": "guarded"])
    budget.spec.minAvailable = .string("100%")
    world.add(.podDisruptionBudget(budget))
    world.apply(Self.deployment("high", replicas: 4, cpuMillis: 1000, priority: 10), at: 50)
    #expect(Self.lives(world, of: "guarded").allSatisfy { $0.stages.terminating < 0 })
    #expect(Self.lives(world, of: "free").count { $0.stages.terminating >= 0 } == 4)
    #expect(Self.lives(world, of: "high").allSatisfy { $0.node != nil })
  }

  @Test func `a nomination ends with its pod and the room helps others`() {
    var world = SmallScenario(nodes: 1, cores: 4, isRunning: true)
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(20))
    world.add(Self.deployment("low", replicas: 1, cpuMillis: 4000, priority: 0))
    world.apply(Self.deployment("high", replicas: 1, cpuMillis: 4000, priority: 10), at: 50)
    world.at(60, .scale(SmallScenario.reference("high"), replicas: 0))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 58)
    #expect(simulation.schedulers[0].nominations.all.count == 1)
    simulation.run(toSecond: 62)
    #expect(simulation.schedulers[0].nominations.isEmpty)
    simulation.run(toSecond: 100)
    // The pod that replaced the victim has the node again.
    #expect(simulation.readyCount == 1)
    let failures = simulation.auditFailures()
    #expect(failures == [])
  }

  @Test func `two runs of a preemption are equal`() {
    let digests = (0..<2).map { _ in
      var simulation = Simulation(SaturationTests.world().scenario)
      simulation.run(until: simulation.endTime)
      return simulation.finish().digest
    }
    #expect(digests[0] == digests[1])
  }

  @Test func `a default class and a class without preemption are respected`() {
    var world = SmallScenario(nodes: 1, cores: 4, isRunning: true)
    var polite = PriorityClass()
    polite.metadata.name = "polite"
    polite.value = 100
    polite.preemptionPolicy = .never
    var standard = PriorityClass()
    standard.metadata.name = "standard"
    standard.value = 7
    standard.globalDefault = true
    world.add(.priorityClass(polite))
    world.add(.priorityClass(standard))
    world.add(SmallScenario.deployment("low", replicas: 4, cpuMillis: 1000))
    var high = SmallScenario.deployment("high", replicas: 1, cpuMillis: 1000)
    high.spec.template.spec.priorityClassName = "polite"
    world.apply(high, at: 50)
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let priorities = simulation.nodes.templates.indices.map {
      simulation.nodes.templates[$0].priority
    }
    #expect(priorities == [7, 100])
    #expect(simulation.runToLives().allSatisfy { $0.stages.terminating < 0 })
  }
}
