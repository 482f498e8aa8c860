// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// What holds in random releases of OpenKruise's workloads; the seed of a failure is printed.
@Suite struct KruisePropertyTests {
  private static let types: [CloneSet.UpdateStrategyType] = [
    .recreate, .inPlaceIfPossible, .inPlaceOnly,
  ]

  private static func scenario(seed: UInt64, nodes: Int = 5) -> (SmallScenario, RandomStream) {
    var random = RandomStream(seed: seed, name: "kruise")
    var small = SmallScenario(nodes: nodes, cores: 8, seconds: 600, isRunning: true)
    small.scenario.seed = seed
    if random.next(below: 4) == 0 { small.scenario.cluster.controlPlane = .ideal }
    return (small, random)
  }

  /// A CloneSet with random limits; it differs from others of the stream in its image alone.
  private static func cloneSet(
    _ random: inout RandomStream, replicas: Int32
  ) -> @Sendable (Int) -> KubernetesObject {
    let type = types[random.next(below: 2)]
    let unavailable = Int32(random.next(below: 4))
    let surge = unavailable == 0 ? 1 : Int32(random.next(below: 3))
    let grace = Int32(random.next(below: 3) * 5)
    return { version in
      SmallScenario.cloneSet("web", replicas: replicas, image: "app:\(version)", type: type) {
        $0.spec.updateStrategy.maxUnavailable = .int(unavailable)
        $0.spec.updateStrategy.maxSurge = .int(surge)
        $0.spec.updateStrategy.inPlaceGracePeriodSeconds = grace
      }
    }
  }

  @Test(arguments: UInt64(1)...UInt64(16))
  func `a CloneSet is never below what it guarantees, also rolled back half way`(seed: UInt64) {
    var (small, random) = Self.scenario(seed: seed)
    let replicas = Int32(4 + random.next(below: 9))
    let object = Self.cloneSet(&random, replicas: replicas)
    small.add(object(1))
    small.apply(object(2), at: 10)
    let isRolledBack = random.next(below: 2) == 0
    if isRolledBack { small.apply(object(1), at: 12 + random.uniform() * 20) }
    guard case .cloneSet(let set) = object(1) else { return }
    let strategy = set.spec.updateStrategy
    let least = Int(replicas) - (strategy.maxUnavailable.scaled(total: 1, roundingUp: false) ?? 0)
    let most = Int(replicas) + (strategy.maxSurge.scaled(total: 1, roundingUp: true) ?? 0)
    var simulation = Simulation(small.scenario)
    for step in 1...1_200 {
      simulation.run(toSecond: Double(step) * 0.5)
      #expect(simulation.readyCount >= least, "seed \(seed), step \(step)")
      #expect(simulation.activeCount <= most, "seed \(seed), step \(step)")
      #expect(simulation.auditFailures().isEmpty, "seed \(seed), step \(step)")
    }
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == Int(replicas), "seed \(seed)")
    #expect(simulation.pods(isNew: false) == 0, "seed \(seed)")
    let image = simulation.deployments.elements[0].templateSpec.spec.containers[0].image
    #expect(image == (isRolledBack ? "app:1" : "app:2"), "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...UInt64(8))
  func `a set of OpenKruise with the policy Parallel is never below what it guarantees`(
    seed: UInt64
  ) {
    var (small, random) = Self.scenario(seed: seed)
    let replicas = Int32(4 + random.next(below: 6))
    let unavailable = Int32(1 + random.next(below: 3))
    let policy = Self.types[random.next(below: 2)]
    let object: (Int) -> KubernetesObject = { version in
      SmallScenario.advancedStatefulSet(
        "db", replicas: replicas, image: "app:\(version)", policy: policy
      ) {
        $0.spec.updateStrategy.maxUnavailable = .int(unavailable)
      }
    }
    small.add(object(1))
    small.apply(object(2), at: 10)
    small.apply(object(1), at: 15 + random.uniform() * 20)
    var simulation = Simulation(small.scenario)
    for step in 1...1_200 {
      simulation.run(toSecond: Double(step) * 0.5)
      #expect(
        simulation.readyCount >= Int(replicas - unavailable), "seed \(seed), step \(step)")
      #expect(simulation.auditFailures().isEmpty, "seed \(seed), step \(step)")
    }
    #expect(simulation.pods(isNew: true) { $0.isReady } == Int(replicas), "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...UInt64(8))
  func `a paused release touches nothing`(seed: UInt64) {
    var (small, random) = Self.scenario(seed: seed)
    let object = Self.cloneSet(&random, replicas: 6)
    small.add(object(1))
    guard case .cloneSet(var set) = object(2) else { return }
    set.spec.updateStrategy.paused = true
    small.apply(.cloneSet(set), at: 10)
    var simulation = Simulation(small.scenario)
    let lives = simulation.runToLives()
    #expect(lives.count == 6 && lives.allSatisfy { $0.stages.deleted < 0 }, "seed \(seed)")
    #expect(simulation.pods(isNew: false) { $0.isReady } == 6, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...UInt64(14))
  func `whatever happens the counts add up and two runs are equal`(seed: UInt64) {
    func scenario() -> Scenario {
      var (small, random) = Self.scenario(seed: seed, nodes: 3)
      small.scenario.cluster.controlPlane.nodeMonitorGracePeriod = .seconds(20)
      small.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(
        .seconds(Int64(random.next(below: 5))))
      small.add(SmallScenario.cloneSet("web", replicas: 8))
      small.add(SmallScenario.advancedStatefulSet("db", replicas: 5))
      let steps: [(IntOrString, Int32?)] = [
        (.int(2), 10), (.string("50%"), nil), (.string("100%"), 0),
      ]
      if random.next(below: 2) == 0 {
        small.add(SmallScenario.rollout(of: "CloneSet", "web", steps))
      }
      for (kind, name) in [("CloneSet", "web"), ("StatefulSet", "db")] {
        small.behave(
          kind: kind, name, imageBytes: random.next(below: 2) == 0 ? 0 : 200_000_000,
          requestCPU: .milliseconds(5))
      }
      var urgent = SmallScenario.deployment("urgent", replicas: 4, cpuMillis: 2_600)
      urgent.spec.template.spec.priority = 10
      small.apply(urgent, at: 20 + random.uniform() * 200)
      for _ in 0..<(5 + random.next(below: 12)) {
        let second = random.uniform() * 250
        switch random.next(below: 6) {
        case 0, 1: small.apply(Self.anyCloneSet(&random), at: second)
        case 2: small.apply(Self.anyStatefulSet(&random), at: second)
        case 3: small.at(second, .failNodes(pool: "pool", count: 1, duration: .seconds(40)))
        case 4: small.at(second, .approve(namespace: "default", name: "web"))
        default: small.at(second, .restart(WorkloadReference(kind: "CloneSet", name: "web")))
        }
      }
      small.scenario.duration = .seconds(300)
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

  private static func anyCloneSet(_ random: inout RandomStream) -> KubernetesObject {
    let type = types[random.next(below: 3)]
    let numbers = (0..<5).map { _ in Int32(random.next(below: 4)) }
    return SmallScenario.cloneSet(
      "web", replicas: 5 + numbers[0] * 2, image: "app:\(numbers[1])", type: type
    ) {
      $0.spec.updateStrategy.partition = .int(numbers[2])
      $0.spec.updateStrategy.maxSurge = .int(numbers[3])
      $0.spec.updateStrategy.inPlaceGracePeriodSeconds = numbers[4] * 3
      $0.spec.minReadySeconds = numbers[2]
    }
  }

  private static func anyStatefulSet(_ random: inout RandomStream) -> KubernetesObject {
    let policy = types[random.next(below: 3)]
    let numbers = (0..<4).map { _ in Int32(random.next(below: 4)) }
    return SmallScenario.advancedStatefulSet(
      "db", replicas: 3 + numbers[0], image: "app:\(numbers[1])", policy: policy
    ) {
      $0.spec.updateStrategy.partition = numbers[2]
      $0.spec.updateStrategy.inPlaceGracePeriodSeconds = numbers[3] * 3
      $0.spec.podManagementPolicy = numbers[3] == 0 ? .orderedReady : .parallel
    }
  }
}
