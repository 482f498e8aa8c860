// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Containers that swap roles in a run: requests are lost for the hand-over of a lock and no longer.
@Suite struct StandbyRunTests {
  /// Runs a world to its end and returns what was lost and how the pods stand.
  private static func outcome(_ world: StandbyWorld) -> (failed: Double, new: Int, changes: Int) {
    var simulation = world.start()
    simulation.run(until: simulation.endTime)
    let failures = simulation.auditFailures()
    #expect(failures.isEmpty, "\(failures)")
    #expect(simulation.switches.isEmpty)
    return (
      simulation.loads[0].total.failed, simulation.pods(isNew: true) { $0.isReady },
      simulation.loads[0].endpointChangeCount
    )
  }

  @Test(arguments: [5, 20, 300] as [Int64])
  func `a pod loses its rate times the hand-over of the lock`(milliseconds: Int64) {
    var world = StandbyWorld(handover: .milliseconds(milliseconds))
    world.apply(StandbyWorld.set(replicas: 4, image: "im:2"), at: 20)
    let outcome = Self.outcome(world)
    let expected = 4 * StandbyWorld.ratePerPod * Double(milliseconds) / 1_000
    #expect(abs(outcome.failed - expected) < 1e-6)
    #expect(outcome.new == 4)
    #expect(outcome.changes == 0, "the addresses stay published")
  }

  @Test func `the same image without a standby costs the whole restart`() {
    var world = StandbyWorld()
    for (image, second) in [("im:1", 1.0), ("im:2", 20)] {
      world.apply(StandbyWorld.set(replicas: 4, image: image, isSwapped: false), at: second)
    }
    // A second to stop, one to start and twenty until the application can answer, in whole steps.
    let outcome = Self.outcome(world)
    #expect(outcome.failed > 4 * StandbyWorld.ratePerPod * 20)
    #expect(outcome.new == 4)
  }

  @Test func `behind a service that follows readiness nothing is lost at all`() {
    var world = StandbyWorld(isPublished: false)
    world.apply(StandbyWorld.set(replicas: 4, image: "im:2", batches: 4), at: 20)
    let outcome = Self.outcome(world)
    #expect(outcome.failed < 1e-9)
    // Each pod leaves and comes back, and may be ready for a moment before its sidecar looks.
    #expect(outcome.new == 4 && (8...16).contains(outcome.changes))
  }

  @Test func `the old version serves until the new one waits, and the pod is not ready between`() {
    var world = StandbyWorld(replicas: 1, nodes: 1)
    world.apply(StandbyWorld.set(replicas: 1, image: "im:2"), at: 20)
    var simulation = world.start()
    var roles: [[StandbySwitch.Role]] = []
    var readiness: [Bool] = [true]
    for step in 200...600 {
      simulation.run(toSecond: Double(step) * 0.1)
      for slot in 0..<simulation.pods.slotCount {
        guard let handle = simulation.pods.handle(atSlot: slot) else { continue }
        let pod = simulation.pods[handle]
        if pod.isReady != readiness.last { readiness.append(pod.isReady) }
        #expect(pod.canAnswer, "one of the two always serves")
        guard let view = simulation.switches[handle]?.view else { continue }
        let now = view.containers.map(\.role)
        if now != roles.last { roles.append(now) }
      }
    }
    let (old, new) = (0, 1)
    #expect(
      roles == [
        [.business(revision: old), .business(revision: new)],
        [.pause, .business(revision: new)],
      ])
    #expect(readiness.first == true && readiness.last == true && readiness.contains(false))
    #expect(simulation.pods(isNew: true) == 1)
  }

  @Test(arguments: UInt64(1)...UInt64(20))
  func `what a node has given away never changes while roles swap`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "standby/requests")
    var world = StandbyWorld(replicas: 6, nodes: 3)
    world.small.scenario.seed = seed
    for version in 2...4 {
      let set = StandbyWorld.set(
        replicas: 6, image: "im:\(version)", batches: Int32(1 + random.next(below: 3)))
      world.apply(set, at: 10 + Double(random.next(below: 100)))
    }
    var simulation = world.start()
    let before = simulation.nodes.indices.map { simulation.nodes.requested[$0] }
    for step in 1...1_500 {
      simulation.run(toSecond: Double(step) * 0.2)
      let now = simulation.nodes.indices.map { simulation.nodes.requested[$0] }
      #expect(now == before, "seed \(seed), step \(step)")
      for slot in 0..<simulation.pods.slotCount {
        guard let handle = simulation.pods.handle(atSlot: slot),
          let view = simulation.switches[handle]?.view
        else { continue }
        let sum = view.containers.reduce(0) { $0 + $1.requestMillis }
        #expect(sum == 1_010, "seed \(seed), step \(step)")
      }
    }
    #expect(simulation.readyCount == 6 && simulation.switches.isEmpty, "seed \(seed)")
  }

  @Test func `a version that never gets ready goes back to the one before by another swap`() {
    var world = StandbyWorld(seconds: 600)
    var version = BehaviorBlock.VersionBlock()
    version.image = "im:2"
    version.neverReady = true
    world.small.scenario.behavior[0].versions = [version]
    var set = StandbyWorld.set(replicas: 4, image: "im:2", batches: 4)
    set.spec.updateStrategy.batchDeadlineMinutes = 1
    world.apply(set, at: 20)
    var simulation = world.start()
    simulation.run(toSecond: 70)
    #expect(simulation.pods(isNew: true) == 1, "only the first batch has the bad version")
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(isNew: false) { $0.isReady && $0.canAnswer } == 4)
    let reasons = simulation.drain().events.map(\.reason)
    #expect(reasons.contains("BatchFailed") && reasons.contains("BatchRolledBack"))
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test func `the image of the new version is pulled while the old one serves`() {
    var world = StandbyWorld(replicas: 1, nodes: 1)
    world.small.scenario.behavior[0].startup.imageBytes = 1_250_000_000
    world.apply(StandbyWorld.set(replicas: 1, image: "im:2"), at: 20)
    var simulation = world.start()
    simulation.run(toSecond: 30)
    // Ten seconds of transfer and twelve and a half of unpacking.
    #expect(simulation.transfers.activeCount == 1)
    #expect(simulation.loads[0].total.failed < 1e-9)
    simulation.run(until: simulation.endTime)
    #expect(abs(simulation.loads[0].total.failed - StandbyWorld.ratePerPod * 0.005) < 1e-6)
  }

  @Test func `a change of another container restarts the pod`() {
    var world = StandbyWorld()
    world.apply(StandbyWorld.set(replicas: 4, image: "im:2", sidecar: "sidecar:2"), at: 20)
    #expect(Self.outcome(world).failed > 4 * StandbyWorld.ratePerPod)
  }

  @Test(arguments: UInt64(1)...UInt64(40))
  func `whatever happens meanwhile, all pods end with the last version`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "standby/world")
    var world = StandbyWorld(
      replicas: 5, nodes: 3, seconds: 900, isPublished: random.next(below: 2) == 0)
    world.small.scenario.seed = seed
    world.small.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(
      .milliseconds(Int64(random.next(below: 4_000))))
    for version in 2..<(3 + random.next(below: 4)) {
      var set = StandbyWorld.set(
        replicas: Int32(3 + random.next(below: 4)), image: "im:\(version)",
        isSwapped: random.next(below: 4) > 0, batches: Int32(1 + random.next(below: 3)))
      set.spec.updateStrategy.parallel = random.next(below: 2) == 0
      world.apply(set, at: 10 + random.uniform() * 60)
    }
    for _ in 0..<random.next(below: 3) {
      world.small.at(
        10 + random.uniform() * 60,
        .failNodes(pool: "pool", count: 1, duration: .seconds(Int64(1 + random.next(below: 20)))))
    }
    var simulation = world.start()
    for step in 1...300 {
      simulation.run(toSecond: Double(step) * 0.5)
      let failures = simulation.auditFailures()
      #expect(failures.isEmpty, "seed \(seed), step \(step): \(failures)")
    }
    simulation.run(until: simulation.endTime)
    let wanted = simulation.deployments.elements[0].specReplicas
    #expect(simulation.pods(isNew: true) { $0.isReady } == wanted, "seed \(seed)")
    #expect(simulation.loads[0].endpointCount == wanted, "seed \(seed)")
    #expect(simulation.switches.isEmpty, "seed \(seed)")
  }
}
