// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// What goes wrong besides single nodes: a zone, the registry, an image.
@Suite struct FaultTests {
  private static let web = SmallScenario.reference("web")

  @Test func `a zone takes its nodes with it and gives them back`() {
    var world = SmallScenario(nodes: 6, seconds: 600, isRunning: true)
    world.scenario.cluster.nodePools[0].zones = ["a", "b", "c"]
    world.add(SmallScenario.deployment("web", replicas: 12))
    world.at(20, .failZone("b", duration: .seconds(200)))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 21)
    let silent = simulation.nodes.indices.filter { simulation.health[$0.position].isSilent }
    #expect(silent.map { simulation.nodes.names[$0] } == ["pool-0002", "pool-0005"])
    simulation.run(toSecond: 150)
    #expect(simulation.readyCount == 8)
    simulation.run(toSecond: 400)
    let (ready, failures) = (simulation.readyCount, simulation.auditFailures())
    #expect(ready == 12)
    #expect(failures.isEmpty, "\(failures)")
  }

  /// When the only pod of a world is ready, with an image of 100 MB that its node lacks.
  private static func ready(_ change: (inout SmallScenario) -> Void) -> Double {
    var world = SmallScenario(nodes: 1, seconds: 300)
    world.add(SmallScenario.deployment("web", replicas: 1))
    world.behave("web", imageBytes: 100_000_000)
    world.scenario.cluster.registry.bytesPerSecond = 100_000_000
    world.scenario.cluster.kubelet.unpackPerMegabyte = .zero
    change(&world)
    var simulation = Simulation(world.scenario)
    guard let pod = simulation.runToLives().first, pod.stages.ready >= 0 else { return -1 }
    return Double(pod.stages.ready) / 1e6
  }

  @Test func `a slow registry makes a pull longer by what it sends less`() {
    let usual = Self.ready { _ in }
    let slow = Self.ready {
      $0.at(0, .slowRegistry(bytesPerSecond: 10_000_000, duration: nil))
    }
    // One second at 100 MB/s, ten at 10 MB/s.
    #expect(abs(slow - usual - 9) < 1e-3)
  }

  @Test func `the registry recovers in the middle of a pull`() {
    let usual = Self.ready { _ in }
    // The pull begins within the first second and gets 10 MB a second until the fifth.
    let slow = Self.ready {
      $0.at(0, .slowRegistry(bytesPerSecond: 10_000_000, duration: .seconds(5)))
    }
    #expect(slow > usual + 3.5 && slow < usual + 4.5)
  }

  @Test func `the end of an older brown-out does not end a newer one`() {
    let slow = Self.ready {
      $0.at(0, .slowRegistry(bytesPerSecond: 50_000_000, duration: .seconds(2)))
      $0.at(0.2, .slowRegistry(bytesPerSecond: 10_000_000, duration: nil))
    }
    #expect(slow > 10)
  }

  @Test func `a broken image holds a rollout up and leaves the old pods alone`() {
    var world = SmallScenario(nodes: 2, seconds: 300, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 8))
    world.behave("web")
    world.scenario.behavior[0].versions = [Self.version("app:2") { $0.neverReady = true }]
    var next = SmallScenario.deployment("web", replicas: 8)
    next.spec.template.spec.containers[0].image = "app:2"
    world.apply(next, at: 10)
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    // A surge of two, and two of eight may be missing.
    let counts = (
      simulation.pods(isNew: false) { $0.isReady }, simulation.pods(isNew: true),
      simulation.pods(isNew: true) { $0.isReady }
    )
    #expect(counts == (6, 4, 0))
  }

  @Test func `an image can be larger than the others`() {
    let usual = Self.ready { _ in }
    let slow = Self.ready {
      $0.scenario.behavior[0].versions = [
        Self.version("app:1") {
          $0.startup.imageBytes = 300_000_000
        }
      ]
    }
    #expect(abs(slow - usual - 2) < 1e-3)
  }

  /// The seconds from the start of the container to readiness of a pod of `app:2`, which replaces
  /// one of `app:1` at 100 s; both answer after a second unless an order says otherwise.
  private static func start(_ image: String?, from: Double, for duration: Double?) -> Double {
    var world = SmallScenario(nodes: 2, seconds: 600, isRunning: true)
    var deployment = SmallScenario.deployment("web", replicas: 1)
    deployment.spec.template.spec.containers[0].readinessProbe = Probe(
      handler: .tcpSocket(port: .int(80)))
    deployment.spec.template.spec.containers[0].readinessProbe?.periodSeconds = 1
    world.add(deployment)
    world.behave("web", applicationStart: .seconds(1))
    var order = TimelineEntry.SlowStart(
      target: web, applicationStart: SmallScenario.constant(.seconds(90)))
    order.image = image
    order.duration = duration.map { SimulationDuration(seconds: $0) }
    world.at(from, .slowStart(order))
    deployment.spec.template.spec.containers[0].image = "app:2"
    world.apply(deployment, at: 100)
    var simulation = Simulation(world.scenario)
    guard let stages = simulation.runToLives().last?.stages else { return -1 }
    return Double(stages.ready - stages.started) / 1e6
  }

  @Test(
    arguments: [
      (nil, 50, nil, 90), ("app:2", 50, nil, 90), ("app:1", 50, nil, 1), (nil, 50, 40, 1),
      (nil, 50, 60, 90), (nil, 150, nil, 1),
    ] as [(String?, Double, Double?, Double)])
  func `applications start slowly while an order of the timeline says so`(
    image: String?, from: Double, duration: Double?, seconds: Double
  ) {
    let length = Self.start(image, from: from, for: duration)
    #expect(length >= seconds && length < seconds + 0.1, "\(length)")
  }

  private static func version(
    _ image: String, _ change: (inout BehaviorBlock.VersionBlock) -> Void
  ) -> BehaviorBlock.VersionBlock {
    var version = BehaviorBlock.VersionBlock()
    version.image = image
    change(&version)
    return version
  }
}
