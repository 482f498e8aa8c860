// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Pods that get another image where they are, and what else goes on with them meanwhile.
@Suite struct InPlaceRestartTests {
  private static let im = WorkloadReference(kind: "StatefulSetPlus", name: "im")

  /// One pod that serves 10 requests a second; its image changes after ten seconds.
  private static func world(
    gracePeriodSeconds: Int32 = 0, _ change: (inout StatefulSetPlus) -> Void = { _ in }
  ) -> SmallScenario {
    var world = SmallScenario(nodes: 1, cores: 4, seconds: 200, isRunning: true)
    for (image, second) in [("app:1", 0.0), ("app:2", 10)] {
      var set = SmallScenario.statefulSetPlus(
        "im", replicas: 1, batches: 1, image: image, type: .inPlaceIfPossible)
      set.spec.updateStrategy.inPlaceGracePeriodSeconds = gracePeriodSeconds
      change(&set)
      if second == 0 { world.add(.statefulSetPlus(set)) }
      if second > 0 { world.apply(.statefulSetPlus(set), at: second) }
    }
    var behavior = BehaviorBlock(target: im)
    behavior.startup.applicationStart = SmallScenario.constant(.seconds(2))
    behavior.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(5))
    world.scenario.behavior = [behavior]
    var rate = TrafficBlock.RateBlock()
    rate.points = [.init(at: .zero, rate: 10)]
    world.scenario.traffic = [TrafficBlock(target: im, rate: rate)]
    return world
  }

  private static func pod(_ simulation: borrowing Simulation) -> PodState? {
    for slot in 0..<simulation.pods.slotCount {
      if let handle = simulation.pods.handle(atSlot: slot) { return simulation.pods[handle] }
    }
    return nil
  }

  @Test func `a pod leaves the endpoints while it restarts and comes back once`() {
    var world = Self.world(gracePeriodSeconds: 5)
    world.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(.seconds(2))
    var simulation = Simulation(world.scenario)
    var counts: [Int] = []
    for step in 1...600 {
      simulation.run(toSecond: Double(step) * 0.1)
      let count = simulation.loads[0].endpointCount
      if count != counts.last { counts.append(count) }
      #expect(simulation.auditFailures().isEmpty, "step \(step)")
    }
    #expect(counts == [1, 0, 1])
    #expect(simulation.loads[0].endpointChangeCount == 2)
  }

  @Test(arguments: [(Int32(5), true), (0, false)])
  func `a grace period longer than the proxies need keeps requests from a stopped application`(
    seconds: Int32, isEnough: Bool
  ) {
    var world = Self.world(gracePeriodSeconds: seconds)
    world.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(.seconds(3))
    var simulation = Simulation(world.scenario)
    var hasFailing = false
    for step in 1...300 {
      simulation.run(toSecond: Double(step) * 0.1)
      guard let pod = Self.pod(simulation) else { continue }
      hasFailing = hasFailing || pod.loadGroup == .failing
    }
    #expect(hasFailing != isEnough)
  }

  @Test func `a node that falls silent in the grace period restarts the pod when it is back`() {
    var world = Self.world(gracePeriodSeconds: 30)
    world.at(20, .failNodes(pool: "pool", count: 1, duration: .seconds(5)))
    var simulation = Simulation(world.scenario)
    var startTimes: [SimulationTime] = []
    for step in 1...1_990 {
      simulation.run(toSecond: Double(step) * 0.1)
      let start = Self.pod(simulation)?.startTime ?? .zero
      if start != startTimes.last { startTimes.append(start) }
      #expect(simulation.auditFailures().isEmpty, "step \(step)")
    }
    // The old start and one new one: what the silence cut off does not come a second time.
    #expect(startTimes.count == 2)
    #expect(startTimes.last ?? .zero > .zero + .seconds(25))
    #expect(startTimes.last ?? .zero < .zero + .seconds(30))
    #expect(simulation.readyCount == 1 && simulation.loads[0].endpointCount == 1)
  }

  @Test func `an image that changes while the node is silent is there when it is back`() {
    var world = Self.world()
    world.at(5, .failNodes(pool: "pool", count: 1, duration: .seconds(20)))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 24)
    #expect(Self.pod(simulation)?.isRestartDue == true)
    simulation.run(until: simulation.endTime)
    let pod = Self.pod(simulation)
    #expect(pod?.isReady == true && pod?.isRestartDue == false)
    #expect(pod?.startTime ?? .zero > .zero + .seconds(25))
    #expect(simulation.pods(isNew: true) == 1)
  }

  @Test func `a pod that changes in place on a tainted node is still evicted`() {
    var world = Self.world {
      var toleration = Toleration()
      toleration.key = "node.kubernetes.io/unreachable"
      toleration.operator = .exists
      toleration.effect = .noExecute
      toleration.tolerationSeconds = 60
      $0.spec.template.spec.tolerations = [toleration]
    }
    world.scenario.cluster.controlPlane.nodeMonitorGracePeriod = .seconds(20)
    world.scenario.cluster.controlPlane.nodeEvictionRate = 10
    world.scenario.cluster.nodePools[0].count = 3
    world.scenario.timeline = world.scenario.timeline.map {
      TimelineEntry(at: $0.at + .seconds(60), action: $0.action)
    }
    world.at(5, .failNodes(pool: "pool", count: 1, duration: nil))
    var count = 0
    for seed in UInt64(1)...12 {
      world.scenario.seed = seed
      var simulation = Simulation(world.scenario)
      simulation.run(toSecond: 75)
      // Which of the three nodes falls silent is drawn.
      guard Self.pod(simulation)?.isRestartDue == true else { continue }
      count += 1
      simulation.run(until: simulation.endTime)
      #expect(Self.pod(simulation)?.isTerminating == true, "seed \(seed)")
    }
    #expect(count > 0)
  }

  @Test func `a pod is driven away though it changes in place meanwhile`() {
    var world = Self.world()
    var high = SmallScenario.deployment("high", replicas: 1, cpuMillis: 3_950)
    high.spec.template.spec.priority = 10
    // The scheduler has chosen its victim, and its requests are slow, when the image changes.
    world.apply(high, at: 9.8)
    world.scenario.cluster.controlPlane.scheduler = .init(qps: 0.5, burst: 1)
    var simulation = Simulation(world.scenario)
    let lives = simulation.runToLives()
    let victim = lives.first { $0.name == "default/im-0" }
    #expect(victim?.revision == 2)
    // Four seconds after the choice; a second choice would take as long again.
    #expect(victim?.stages.terminating ?? -1 > 13_000_000)
    #expect(victim?.stages.terminating ?? .max < 15_000_000)
    #expect(lives.contains { $0.workload == "Deployment/default/high" && $0.stages.ready > 0 })
    #expect(simulation.auditFailures().isEmpty)
  }
}
