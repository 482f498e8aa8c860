// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// The vertical autoscaler in a run: recommendations, evictions, changes in place.
struct VPARunTests {
  /// The end of the bucket of 0.3 cores and 15 % more, as the recommender rounds it.
  private let target: Int64 = 350

  @Test
  func `pods that ask for too much are replaced, never more than half of them at once`() {
    var simulation = Simulation(VPAWorld().scenario)
    var leastReady = 4
    for second in stride(from: 5.0, through: 1800, by: 5) {
      simulation.run(toSecond: second)
      leastReady = min(leastReady, simulation.readyCount)
      #expect(simulation.auditFailures().isEmpty)
    }
    #expect(leastReady == 2)
    #expect(simulation.requestedMillis == [target, target, target, target])
    #expect(simulation.readyCount == 4)
    let events = simulation.drain().events
    #expect(events.count { $0.reason == "Evicted" } == 4)
    #expect(events.contains { $0.reason == "RecommendationChanged" })
    let sample = simulation.recommendation(ofSized: 0)
    #expect(sample?.target.cpuMillis == target)
    // No memory is simulated, so none is recommended.
    #expect(sample?.target.memoryBytes == nil)
  }

  @Test
  func `a disruption budget holds the updater back`() {
    var world = VPAWorld()
    var budget = PodDisruptionBudget()
    budget.spec.selector = LabelSelector(matchLabels: ["app": "web"])
    budget.spec.minAvailable = .int(4)
    world.small.add(.podDisruptionBudget(budget))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.requestedMillis == [2000, 2000, 2000, 2000])
  }

  @Test(arguments: [
    (VerticalPodAutoscaler.UpdateMode.off, [2000, 2000, 2000, 2000, 2000, 2000]),
    (.initial, [350, 350, 2000, 2000, 2000, 2000]),
  ])
  func `the mode says whether new pods and old ones are changed`(
    mode: VerticalPodAutoscaler.UpdateMode, expected: [Int64]
  ) {
    var world = VPAWorld(mode: mode)
    world.small.at(900, .scale(SmallScenario.reference("web"), replicas: 6))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.requestedMillis == expected)
    #expect(simulation.recommendation(ofSized: 0)?.target.cpuMillis != nil)
  }

  @Test
  func `in place pods go on without a restart and other pods get the room`() {
    var world = VPAWorld(nodes: 1, mode: .inPlaceOrRecreate)
    world.small.add(SmallScenario.deployment("late", replicas: 4, cpuMillis: 1000))
    var simulation = Simulation(world.scenario)
    #expect(simulation.readyCount == 4)
    let before = simulation.replicaSets.elements[0].pods
    simulation.run(until: simulation.endTime)
    #expect(simulation.replicaSets.elements[0].pods == before)
    #expect(simulation.requestedMillis == [350, 350, 350, 350, 1000, 1000, 1000, 1000])
    #expect(simulation.readyCount == 8)
    #expect(simulation.auditFailures().isEmpty)
    let events = simulation.drain().events
    #expect(events.count { $0.reason == "ResizeCompleted" } == 4)
    #expect(!events.contains { $0.reason == "Evicted" })
  }

  @Test
  func `a pod whose node has no room waits and is evicted after five minutes`() {
    let world = VPAWorld(
      replicas: 2, requestMillis: 1500, usedCores: 2, nodes: 1, cores: 4, mode: .inPlaceOrRecreate)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 240)
    #expect(simulation.requestedMillis.last ?? 0 > 2300)
    #expect(simulation.requestedMillis.first == 1500)
    #expect(simulation.readyCount == 2)
    simulation.run(until: simulation.endTime)
    let events = simulation.drain().events
    let deferred = events.first { $0.reason == "ResizeDeferred" }?.timeMicroseconds ?? 0
    let evicted = events.first { $0.reason == "Evicted" }?.timeMicroseconds ?? 0
    #expect(evicted - deferred > 300_000_000 && evicted - deferred < 420_000_000)
    // Its successor asks for as much and finds no room either.
    #expect(simulation.readyCount == 1)
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test(arguments: [(nil, [2000]), (1, [350])] as [(Int32?, [Int64])])
  func `the only pod of a workload is left alone unless the autoscaler allows it`(
    least: Int32?, expected: [Int64]
  ) {
    var world = VPAWorld(replicas: 1)
    world.autoscaler.minReplicas = least
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.requestedMillis == expected)
  }

  @Test
  func `bounds and limits follow the policy of a container`() {
    var world = VPAWorld()
    var policy = VerticalPodAutoscaler.ContainerPolicy()
    policy.minAllowed["cpu"] = Quantity(milli: 500)
    world.autoscaler.containerPolicies = [policy]
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.requestedMillis == [500, 500, 500, 500])
    world.autoscaler.containerPolicies[0].mode = .off
    var unscaled = Simulation(world.scenario)
    unscaled.run(until: unscaled.endTime)
    #expect(unscaled.requestedMillis == [2000, 2000, 2000, 2000])
  }

  @Test
  func `memory is sized where the scenario says what pods use`() {
    var world = VPAWorld()
    world.small.scenario.behavior[0].idleMemoryBytes = 400 << 20
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let bytes = simulation.recommendation(ofSized: 0)?.target.memoryBytes ?? 0
    // 400 MiB lie in bucket 23, which ends at 445 MB, and 15 % are added.
    #expect(bytes > 511_000_000 && bytes < 512_500_000)
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test
  func `numbered pods are sized in place too and their releases go on`() {
    var world = VPAWorld(mode: .inPlaceOrRecreate)
    world.small.add(
      .statefulSetPlus(SmallScenario.statefulSetPlus("plus", replicas: 4, batches: 2)))
    var checkpoint = VerticalPodAutoscalerCheckpoint()
    checkpoint.vpaObjectName = "plus"
    checkpoint.containerName = "app"
    checkpoint.cpuHistogram.buckets = [.init(place: 30, weight: 1)]
    checkpoint.cpuHistogram.totalWeight = 400
    let start = world.small.scenario.start.unixSeconds * 1_000_000
    checkpoint.cpuHistogram.referenceTimestamp = Timestamp(microsecondsSince1970: start)
    checkpoint.firstSampleStart = Timestamp(microsecondsSince1970: start - 8 * 86_400_000_000)
    checkpoint.lastSampleStart = Timestamp(microsecondsSince1970: start)
    checkpoint.totalSamplesCount = 11_520
    world.small.add(.verticalPodAutoscalerCheckpoint(checkpoint))
    var autoscaler = world.autoscaler
    autoscaler.metadata.name = "plus"
    autoscaler.targetRef.kind = "StatefulSetPlus"
    autoscaler.targetRef.name = "plus"
    world.small.add(.verticalPodAutoscaler(autoscaler))
    world.small.apply(
      .statefulSetPlus(
        SmallScenario.statefulSetPlus("plus", replicas: 4, batches: 2, image: "app:2")), at: 900)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 890)
    let sized = simulation.requestedMillis.filter { $0 > 700 && $0 < 900 }
    #expect(sized.count == 4)
    simulation.run(until: simulation.endTime)
    #expect(simulation.auditFailures().isEmpty)
    #expect(simulation.readyCount == 8)
    #expect(simulation.requestedMillis.filter { $0 > 700 && $0 < 900 } == sized)
    let released = simulation.drain().events.contains { $0.reason == "RolloutCompleted" }
    #expect(released)
  }

  @Test
  func `a run with vertical autoscalers is the same twice`() {
    for mode in VerticalPodAutoscaler.UpdateMode.allCases {
      var digests: Set<String> = []
      for _ in 0..<2 {
        var world = VPAWorld(mode: mode)
        world.small.at(600, .restart(SmallScenario.reference("web")))
        world.small.at(700, .failNodes(pool: "pool", count: 1, duration: .seconds(90)))
        var simulation = Simulation(world.scenario)
        simulation.run(until: simulation.endTime)
        _ = simulation.finish()
        digests.insert(simulation.digestHex)
      }
      #expect(digests.count == 1, "\(mode)")
    }
  }

  @Test
  func `a horizontal autoscaler on the same metric is warned of`() {
    var world = VPAWorld()
    var other = HorizontalPodAutoscaler()
    other.metadata.name = "web"
    other.spec.scaleTargetRef.kind = "Deployment"
    other.spec.scaleTargetRef.name = "web"
    other.spec.maxReplicas = 9
    other.spec.metrics = [.resource(name: "cpu", target: .utilization(80))]
    world.small.add(.horizontalPodAutoscaler(other))
    func warnings(_ world: VPAWorld) -> [String] {
      Simulation.check(world.scenario).map(\.message).filter { $0.contains("same workload") }
    }
    #expect(warnings(world).count == 1)
    #expect(warnings(world).first?.contains("use of cpu") == true)
    var policy = VerticalPodAutoscaler.ContainerPolicy()
    policy.controlledResources = ["memory"]
    world.autoscaler.containerPolicies = [policy]
    #expect(warnings(world).isEmpty)
    world.autoscaler.containerPolicies = []
    world.autoscaler.updateMode = .off
    #expect(warnings(world).isEmpty)
  }

  @Test
  func `a target that is not there is an error, a checkpoint of nobody a warning`() {
    var world = VPAWorld()
    world.autoscaler.targetRef.name = "wep"
    let faults = Simulation.check(world.scenario)
    #expect(faults.map(\.severity).contains(.error))
    #expect(faults.contains { $0.message.contains("default/wep") })
    world.autoscaler.targetRef.name = "web"
    world.autoscaler.metadata.name = "other"
    #expect(Simulation.check(world.scenario).contains { $0.message.contains("vpaObjectName") })
  }
}
