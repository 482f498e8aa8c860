// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// StatefulSets in a running cluster.
@Suite struct StatefulSetRunTests {
  @Test func `in order each pod is made when the one before it is ready`() {
    var small = SmallScenario(seconds: 60)
    small.add(.statefulSet(SmallScenario.statefulSet("db", replicas: 3)))
    var simulation = Simulation(small.scenario)
    let lives = simulation.runToLives()
    #expect(lives.map(\.name) == ["default/db-0", "default/db-1", "default/db-2"])
    #expect(lives.map(\.workload) == Array(repeating: "StatefulSet/default/db", count: 3))
    for (earlier, later) in zip(lives, lives.dropFirst()) {
      #expect(earlier.stages.ready >= 0 && later.stages.created > earlier.stages.ready)
    }
  }

  @Test func `in parallel no pod waits for another`() {
    var small = SmallScenario(seconds: 60)
    small.add(.statefulSet(SmallScenario.statefulSet("db", replicas: 5, policy: .parallel)))
    var simulation = Simulation(small.scenario)
    let lives = simulation.runToLives()
    let first = lives.map(\.stages.ready).min() ?? -1
    #expect(lives.count == 5 && lives.allSatisfy { $0.stages.created < first })
  }

  @Test func `an update goes from the highest number down, one pod at a time`() {
    var small = SmallScenario(seconds: 120, isRunning: true)
    small.add(.statefulSet(SmallScenario.statefulSet("db", replicas: 4)))
    let next = SmallScenario.statefulSet("db", replicas: 4, image: "app:2")
    small.apply(.statefulSet(next), at: 10)
    var simulation = Simulation(small.scenario)
    var least = 4
    for second in 1...119 {
      simulation.run(toSecond: Double(second))
      least = min(least, simulation.readyCount)
      #expect(simulation.auditFailures().isEmpty, "second \(second)")
    }
    #expect(least == 3)
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == 4)
    let created = simulation.runToLives().filter { $0.stages.created > 0 }
    #expect(created.map(\.name).map { $0.suffix(1) } == ["3", "2", "1", "0"])
    #expect(simulation.deployments.elements[0].lastRolloutDuration != nil)
  }

  @Test func `pods below the partition stay old`() {
    var small = SmallScenario(seconds: 90, isRunning: true)
    small.add(.statefulSet(SmallScenario.statefulSet("db", replicas: 4)))
    var next = SmallScenario.statefulSet("db", replicas: 4, image: "app:2")
    next.spec.partition = 3
    small.apply(.statefulSet(next), at: 10)
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(isNew: true) == 1 && simulation.pods(isNew: false) == 3)
  }

  @Test func `scaling makes the next numbers and takes the highest`() {
    var small = SmallScenario(seconds: 120, isRunning: true)
    small.add(.statefulSet(SmallScenario.statefulSet("db", replicas: 2)))
    let target = WorkloadReference(kind: "StatefulSet", name: "db")
    small.at(10, .scale(target, replicas: 4))
    small.at(60, .scale(target, replicas: 1))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 50)
    #expect(simulation.readyCount == 4)
    let lives = simulation.runToLives()
    #expect(simulation.activeCount == 1)
    #expect(lives.count { $0.stages.terminating >= 0 } == 3)
    #expect(lives.first { $0.stages.terminating < 0 }?.name == "default/db-0")
  }

  @Test func `requests reach the pods, and an autoscaler scales them`() {
    var small = SmallScenario(nodes: 4, seconds: 600, isRunning: true)
    small.add(
      .statefulSet(SmallScenario.statefulSet("db", replicas: 2, cpuMillis: 500, policy: .parallel)))
    let target = WorkloadReference(kind: "StatefulSet", name: "db")
    var behavior = BehaviorBlock(target: target)
    behavior.startup.applicationStart = SmallScenario.constant(.zero)
    behavior.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(10))
    small.scenario.behavior.append(behavior)
    var rate = TrafficBlock.RateBlock()
    rate.points = [.init(at: .zero, rate: 200)]
    small.scenario.traffic.append(TrafficBlock(target: target, rate: rate))
    var scaler = HorizontalPodAutoscaler()
    scaler.metadata.name = "db"
    scaler.spec.scaleTargetRef = CrossVersionObjectReference(kind: "StatefulSet", name: "db")
    scaler.spec.maxReplicas = 9
    scaler.spec.metrics = [.resource(name: "cpu", target: .utilization(50))]
    small.add(.horizontalPodAutoscaler(scaler))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    // Two cores of work at half of half a core each.
    #expect(simulation.readyCount == 8)
    let outcome = simulation.finish()
    #expect(
      outcome.summary.contains {
        $0.subject == "StatefulSet/default/db" && $0.name == "requests_total" && $0.value > 1e5
      })
  }
}
