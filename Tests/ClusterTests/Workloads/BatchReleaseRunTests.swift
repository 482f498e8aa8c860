// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// StatefulSetPluses in a running cluster.
@Suite struct BatchReleaseRunTests {
  private static func scenario(
    _ type: CloneSet.UpdateStrategyType, image: String = "app:2",
    _ change: (inout StatefulSetPlus) -> Void = { _ in }
  ) -> SmallScenario {
    var small = SmallScenario(nodes: 4, seconds: 900, isRunning: true)
    small.add(
      .statefulSetPlus(
        SmallScenario.statefulSetPlus("im", replicas: 10, batches: 5, type: type)))
    var next = SmallScenario.statefulSetPlus(
      "im", replicas: 10, batches: 5, image: image, type: type)
    change(&next)
    small.apply(.statefulSetPlus(next), at: 10)
    return small
  }

  private static func events(_ simulation: inout Simulation) -> [EventRecord] {
    simulation.run(until: simulation.endTime)
    return simulation.drain().events
  }

  @Test(arguments: [CloneSet.UpdateStrategyType.recreate, .inPlaceIfPossible])
  func `batches take no more pods than they have and come to their end`(
    type: CloneSet.UpdateStrategyType
  ) {
    var simulation = Simulation(Self.scenario(type).scenario)
    var least = 10
    for step in 1...1_000 {
      simulation.run(toSecond: Double(step) * 0.1)
      least = min(least, simulation.readyCount)
      #expect(simulation.auditFailures().isEmpty, "step \(step)")
    }
    #expect(least == 8)
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == 10)
    let events = Self.events(&simulation)
    #expect(events.count { $0.reason == "BatchStarted" } == 5)
    #expect(events.count { $0.reason == "BatchCompleted" } == 5)
    #expect(events.first { $0.reason == "BatchStarted" }?.kind == "StatefulSetPlus")
    #expect(events.last { $0.kind == "StatefulSetPlus" }?.reason == "RolloutCompleted")
  }

  @Test func `news of many pods at one time bring one look at them`() {
    var small = SmallScenario(nodes: 20, cores: 64, seconds: 60, isRunning: true)
    small.add(
      .statefulSetPlus(SmallScenario.statefulSetPlus("im", replicas: 2_000, batches: 5)))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 5)
    #expect(simulation.readyCount == 2_000)
    // One event of the scheduler for each pod, and a few of the traffic and the controller.
    #expect(simulation.eventCount < 2_050)
  }

  @Test func `in place pods keep their nodes and none is made`() {
    var simulation = Simulation(Self.scenario(.inPlaceIfPossible).scenario)
    let before = simulation.replicaSets.elements[0].pods.map {
      (simulation.pods[$0].ordinal, simulation.pods[$0].node)
    }.sorted { $0.0 < $1.0 }
    let lives = simulation.runToLives()
    #expect(lives.count == 10 && lives.allSatisfy { $0.stages.deleted < 0 })
    let after = simulation.replicaSets.elements[1].pods.map {
      (simulation.pods[$0].ordinal, simulation.pods[$0].node)
    }.sorted { $0.0 < $1.0 }
    #expect(before.map(\.0) == after.map(\.0) && before.map(\.1) == after.map(\.1))
  }

  @Test func `in place is faster than making pods anew`() {
    func duration(_ type: CloneSet.UpdateStrategyType) -> SimulationDuration? {
      var simulation = Simulation(Self.scenario(type).scenario)
      simulation.run(until: simulation.endTime)
      return simulation.deployments.elements[0].lastRolloutDuration
    }
    guard let inPlace = duration(.inPlaceIfPossible), let anew = duration(.recreate) else {
      Issue.record("a release did not end")
      return
    }
    #expect(inPlace < anew, "\(inPlace) and \(anew)")
  }

  @Test func `a template that differs in more than images can not be changed in place`() {
    var simulation = Simulation(
      Self.scenario(.inPlaceIfPossible) {
        $0.spec.template.spec.containers[0].resources.requests["cpu"] = Quantity(milli: 200)
      }.scenario)
    let lives = simulation.runToLives()
    #expect(lives.count == 20 && lives.count { $0.stages.deleted >= 0 } == 10)
  }

  @Test func `a broken image costs one batch, which goes back at its deadline`() {
    var small = Self.scenario(.inPlaceIfPossible, image: "app:broken") {
      $0.spec.updateStrategy.batchDeadlineMinutes = 2
    }
    var behavior = BehaviorBlock(
      target: WorkloadReference(kind: "StatefulSetPlus", name: "im"))
    var broken = BehaviorBlock.VersionBlock()
    broken.image = "app:broken"
    broken.neverReady = true
    behavior.versions = [broken]
    behavior.startup.applicationStart = SmallScenario.constant(.seconds(1))
    small.scenario.behavior = [behavior]
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 100)
    #expect(simulation.readyCount == 8)
    let events = Self.events(&simulation)
    #expect(simulation.readyCount == 10 && simulation.pods(isNew: true) == 0)
    #expect(events.count { $0.reason == "BatchStarted" } == 1)
    #expect(events.count { $0.reason == "BatchFailed" && $0.isWarning } == 1)
    #expect(events.count { $0.reason == "BatchRolledBack" } == 1)
  }

  @Test func `by hand the next batch waits for an order in the manifest`() {
    var small = Self.scenario(.inPlaceIfPossible) {
      $0.spec.updateStrategy.batchAuto = false
      $0.spec.updateStrategy.batchNum = 2
    }
    var confirmed = SmallScenario.statefulSetPlus(
      "im", replicas: 10, batches: 2, image: "app:2", type: .inPlaceIfPossible)
    confirmed.spec.updateStrategy.batchAuto = false
    confirmed.metadata.annotations[StatefulSetPlus.orderAnnotation] = "Next"
    small.apply(.statefulSetPlus(confirmed), at: 300)
    small.apply(.statefulSetPlus(confirmed), at: 600)
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 299)
    #expect(simulation.pods(isNew: true) == 5)
    let status = simulation.deployments.elements[0].numbered?.release?.batch
    #expect(status?.action == .waitToConfirm && status?.currentOrderSuccessPer == 100)
    simulation.run(toSecond: 599)
    #expect(simulation.pods(isNew: true) { $0.isReady } == 10)
    simulation.run(until: simulation.endTime)
    #expect(simulation.deployments.elements[0].numbered?.release?.batch.action == .completed)
  }

  @Test(arguments: UInt64(1)...UInt64(12))
  func `whatever happens the counts add up and two runs are equal`(seed: UInt64) {
    func scenario() -> Scenario {
      var random = RandomStream(seed: seed, name: "numbered")
      var small = SmallScenario(
        nodes: 3 + random.next(below: 3), cores: 3, seconds: 300,
        isRunning: random.next(below: 2) == 0)
      small.scenario.seed = seed
      small.scenario.cluster.controlPlane.nodeMonitorGracePeriod = .seconds(20)
      if random.next(below: 4) == 0 { small.scenario.cluster.controlPlane = .ideal }
      small.add(.statefulSet(SmallScenario.statefulSet("db", replicas: 5)))
      small.add(
        .statefulSetPlus(SmallScenario.statefulSetPlus("im", replicas: 8, batches: 3)))
      small.add(SmallScenario.deployment("web", replicas: 5))
      small.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(
        .seconds(Int64(random.next(below: 5))))
      for (kind, name) in [("StatefulSet", "db"), ("StatefulSetPlus", "im")] {
        var behavior = BehaviorBlock(target: WorkloadReference(kind: kind, name: name))
        behavior.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(5))
        small.scenario.behavior.append(behavior)
      }
      // Pods that drive others away, also while those change in place.
      var urgent = SmallScenario.deployment("urgent", replicas: 4, cpuMillis: 2_600)
      urgent.spec.template.spec.priority = 10
      small.apply(urgent, at: 20 + random.uniform() * 200)
      let types: [CloneSet.UpdateStrategyType] = [.recreate, .inPlaceIfPossible, .inPlaceOnly]
      for _ in 0..<(4 + random.next(below: 12)) {
        let second = random.uniform() * 250
        let image = "app:\(1 + random.next(below: 3))"
        switch random.next(below: 5) {
        case 0:
          small.apply(
            .statefulSet(
              SmallScenario.statefulSet(
                "db", replicas: Int32(random.next(below: 8)), image: image,
                policy: random.next(below: 2) == 0 ? .parallel : .orderedReady)), at: second)
        case 1, 2:
          var plus = SmallScenario.statefulSetPlus(
            "im", replicas: Int32(random.next(below: 12)), batches: 3, image: image,
            type: types[random.next(below: 3)])
          plus.spec.updateStrategy.batchDeadlineMinutes = 1
          plus.spec.updateStrategy.parallel = random.next(below: 2) == 0
          small.apply(.statefulSetPlus(plus), at: second)
        case 3:
          small.at(second, .failNodes(pool: "pool", count: 1, duration: .seconds(40)))
        default:
          small.at(
            second, .restart(WorkloadReference(kind: "StatefulSetPlus", name: "im")))
        }
      }
      return small.scenario
    }
    var first = Simulation(scenario())
    var second = Simulation(scenario())
    for step in 1...300 {
      first.run(toSecond: Double(step))
      second.run(toSecond: Double(step))
      #expect(first.auditFailures().isEmpty, "seed \(seed), second \(step)")
      #expect(first.digest == second.digest, "seed \(seed), second \(step)")
    }
  }
}
