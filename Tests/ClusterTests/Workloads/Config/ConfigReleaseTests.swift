// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// A ConfigMap released in batches of copies: pods change without a restart, a batch at a time.
@Suite struct ConfigReleaseTests {
  private static func world(batches: Int32 = 5) -> ConfigWorld {
    ConfigWorld(kind: "StatefulSetPlus", isInBatches: true, batches: batches)
  }

  @Test func `a new content goes from batch to batch without a restart`() {
    var world = Self.world()
    world.apply("b", isInBatches: true, at: 60)
    var simulation = world.start()
    var counts: [Int] = []
    for second in stride(from: 61, through: 500, by: 2) {
      simulation.run(toSecond: Double(second))
      let count = simulation.pods(withMode: "b")
      if count != counts.last { counts.append(count) }
      #expect(simulation.readyCount == 10, "second \(second)")
      #expect(simulation.auditFailures().isEmpty, "second \(second)")
    }
    #expect(counts == [0, 2, 4, 6, 8, 10])
    #expect(simulation.loads[0].total.failed < 1e-9)
    #expect(simulation.loads[0].endpointChangeCount == 0)
    for slot in 0..<simulation.pods.slotCount {
      guard let handle = simulation.pods.handle(atSlot: slot) else { continue }
      #expect(simulation.pods[handle].startTime < .zero, "no container was restarted")
    }
  }

  @Test func `a failing content reaches one batch and goes back`() {
    var world = Self.world()
    world.fail("b", errors: 1, neverReady: true)
    world.apply("b", isInBatches: true, at: 60)
    var simulation = world.start()
    simulation.run(until: simulation.endTime)
    let misconfigured = simulation.deployments.elements[0].misconfigured
    #expect(misconfigured.total == 2 && misconfigured.most == 2 && misconfigured.present == 0)
    #expect(simulation.readyCount == 10 && simulation.pods(withMode: "a") == 10)
    let reasons = simulation.drain().events.map(\.reason)
    #expect(reasons.contains("BatchFailed") && reasons.contains("BatchRolledBack"))
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test(arguments: [1, 2, 5, 10] as [Int32])
  func `the blast radius is a batch, where a native update hits all pods`(batches: Int32) {
    var radius: [Int] = []
    for isInBatches in [true, false] {
      var world = ConfigWorld(
        kind: "StatefulSetPlus", isInBatches: isInBatches, batches: batches)
      world.fail("b", errors: 1, neverReady: true)
      world.apply("b", isInBatches: isInBatches, at: 60)
      var simulation = world.start()
      simulation.run(until: simulation.endTime)
      radius.append(simulation.deployments.elements[0].misconfigured.total)
    }
    #expect(radius == [10 / Int(batches), 10])
  }

  @Test func `equal contents share a copy, and ten copies are kept`() {
    var world = ConfigWorld(kind: "StatefulSetPlus", isInBatches: true, batches: 1, seconds: 3_000)
    for change in 0..<14 {
      world.apply("m\(change)", isInBatches: true, at: 100 + Double(change) * 100)
      world.apply("m\(change)", isInBatches: true, at: 150 + Double(change) * 100)
    }
    var simulation = world.start()
    simulation.run(until: simulation.endTime)
    let map = simulation.configs.maps[0]
    #expect(map.versions.versions.count == 10)
    #expect(simulation.pods(withMode: "m13") == 10)
    let events = simulation.drain().events
    #expect(events.count { $0.reason == "ConfigMapChanged" } == 14)
    #expect(events.count { $0.reason == "ConfigMapCopiesRemoved" } == 5)
  }

  @Test func `image and content released together restart the pods once`() {
    var world = Self.world(batches: 1)
    guard case .statefulSetPlus(var set) = world.small.scenario.cluster.objects.objects[0] else {
      Issue.record("no StatefulSetPlus")
      return
    }
    set.spec.template.spec.containers[0].image = "app:2"
    world.small.apply(
      [.statefulSetPlus(set), .configMap(ConfigWorld.map("b", isInBatches: true))], at: 60)
    var simulation = world.start()
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(withMode: "b") == 10 && simulation.pods(isNew: true) == 10)
    #expect(simulation.drain().events.count { $0.reason == "RolloutCompleted" } == 1)
  }

  @Test func `a template that names a copy keeps it while the map changes elsewhere`() {
    var world = Self.world(batches: 1)
    world.apply("b", isInBatches: true, at: 60)
    var first = world.start()
    first.run(until: first.endTime)
    let copies = first.configs.contents.map(\.copy)
    guard case .statefulSetPlus(var set) = world.small.scenario.cluster.objects.objects[0] else {
      Issue.record("no StatefulSetPlus")
      return
    }
    // Back to the first copy by hand, as an operator picks a version.
    set.spec.template.spec.volumes[0].source = .configMap(name: copies[0])
    world.small.apply(.statefulSetPlus(set), at: 300)
    var second = world.start()
    second.run(until: second.endTime)
    #expect(second.pods(withMode: "a") == 10)
  }

  @Test(arguments: UInt64(1)...UInt64(40))
  func `whatever is applied, all pods end with the last content`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "config/world")
    let isInBatches = random.next(below: 2) == 0
    var world = ConfigWorld(
      kind: random.next(below: 3) == 0 ? "Deployment" : "StatefulSetPlus",
      replicas: Int32(1 + random.next(below: 12)), isInBatches: isInBatches,
      batches: Int32(1 + random.next(below: 4)), seconds: 2_000)
    world.small.scenario.seed = seed
    world.fail("x", errors: random.uniform(), neverReady: random.next(below: 2) == 0)
    let modes = ["a", "b", "c", "x"]
    for change in 0..<(1 + random.next(below: 6)) {
      world.apply(
        modes[random.next(below: 4)], isInBatches: isInBatches,
        at: 30 + Double(change) * 50 + random.uniform() * 50)
    }
    world.apply("z", isInBatches: isInBatches, at: 600)
    if random.next(below: 2) == 0 {
      world.small.at(
        random.uniform() * 500, .failNodes(pool: "pool", count: 1, duration: .seconds(20)))
    }
    if random.next(below: 2) == 0 {
      world.small.at(random.uniform() * 500, .scale(world.target, replicas: 7))
    }
    var simulation = world.start()
    for step in 1...120 {
      simulation.run(toSecond: Double(step) * 5)
      let failures = simulation.auditFailures()
      #expect(failures.isEmpty, "seed \(seed), step \(step): \(failures)")
      let present = simulation.deployments.elements[0].misconfigured.present
      #expect(present == simulation.pods(withMode: "x"), "seed \(seed), step \(step)")
    }
    simulation.run(until: simulation.endTime)
    let wanted = simulation.deployments.elements[0].specReplicas
    #expect(simulation.pods(withMode: "z") == wanted, "seed \(seed)")
    #expect(simulation.readyCount == wanted, "seed \(seed)")
  }
}
