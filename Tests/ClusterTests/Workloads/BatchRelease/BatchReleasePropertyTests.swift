// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// What holds in every release, whatever happens to the pods.
@Suite struct BatchReleasePropertyTests {
  private static func world(_ random: inout RandomStream) -> ReleaseWorld {
    var world = ReleaseWorld(
      replicas: 1 + random.next(below: 20), batches: 1 + random.next(below: 5))
    world.view.isParallel = random.next(below: 2) == 0
    world.view.isAutomatic = random.next(below: 2) == 0
    world.view.updateType = random.next(below: 2) == 0 ? .recreate : .inPlaceIfPossible
    world.view.deadline = random.next(below: 2) == 0 ? nil : .minutes(3)
    world.view.interval = .minutes(Int64(random.next(below: 3)))
    return world
  }

  /// Lets some pods go or become ready.
  private static func move(_ world: inout ReleaseWorld, _ random: inout RandomStream) {
    for place in world.view.pods.indices.reversed() where random.next(below: 2) == 0 {
      if world.view.pods[place].isTerminating {
        world.view.pods.remove(at: place)
      } else {
        world.view.pods[place].isReady = true
        world.view.pods[place].isAvailable = true
      }
    }
  }

  @Test(arguments: UInt64(1)...UInt64(60))
  func `pods that start take no more than one batch out of service`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "availability")
    var world = Self.world(&random)
    world.view.deadline = nil
    world.view.updateRevision = 2
    let plan = world.view.plan
    let largest = (0..<plan.count).map { plan.size(ofBatch: $0, of: world.view.replicas) }.max()
    let allowed = world.view.isParallel ? largest ?? 0 : 1
    for step in 0..<600 {
      world.sync()
      #expect(world.serving >= world.view.replicas - allowed, "seed \(seed), step \(step)")
      Self.move(&world, &random)
      world.view.now = world.view.now + .seconds(30)
      if random.next(below: 4) == 0 { _ = world.view.state.obey(.next, at: world.view.now) }
    }
    #expect(world.revisions.allSatisfy { $0 == "2" }, "seed \(seed): \(world.revisions)")
  }

  @Test(arguments: UInt64(1)...UInt64(60))
  func `a paused release touches no pod that is there`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "pause")
    var world = Self.world(&random)
    world.view.updateRevision = 2
    var pausedSyncs = 0
    for step in 0..<300 {
      if random.next(below: 20) == 0 { world.view.isPaused.toggle() }
      let sync = world.sync()
      if world.view.isPaused {
        pausedSyncs += 1
        let touched = sync.actions.filter { if case .create = $0 { false } else { true } }
        #expect(touched.isEmpty, "seed \(seed), step \(step)")
      }
      Self.move(&world, &random)
      world.view.now = world.view.now + .seconds(20)
    }
    #expect(pausedSyncs > 0, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...UInt64(60))
  func `what is taken back ends at the old revision everywhere`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "back")
    var world = Self.world(&random)
    world.view.updateRevision = 2
    for _ in 0..<random.next(below: 40) {
      world.sync()
      Self.move(&world, &random)
      if random.next(below: 6) == 0 { world.view.replicas = 1 + random.next(below: 20) }
      if random.next(below: 4) == 0 { _ = world.view.state.obey(.next, at: world.view.now) }
      world.view.now = world.view.now + .seconds(20)
    }
    let isUndone = random.next(below: 2) == 0
    if isUndone {
      world.view.updateRevision = world.view.state.goodRevision
    } else if !world.view.state.obey(.rollbackAll, at: world.view.now) {
      // Nothing was begun, all is done, or it is on its way back already.
      return
    }
    let good = world.view.state.goodRevision
    world.settle()
    #expect(
      world.revisions.allSatisfy { $0 == Character("\(good)") }, "seed \(seed): \(world.revisions)")
    #expect(world.view.pods.count == world.view.replicas, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...UInt64(40))
  func `a release ends at the new revision though the count moves underneath`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "scaled")
    var world = Self.world(&random)
    world.view.isAutomatic = true
    world.view.deadline = nil
    world.view.podManagementPolicy = random.next(below: 2) == 0 ? .orderedReady : .parallel
    world.view.updateRevision = 2
    for _ in 0..<200 {
      world.sync()
      Self.move(&world, &random)
      if random.next(below: 8) == 0 { world.view.replicas = random.next(below: 25) }
      world.view.now = world.view.now + .seconds(20)
    }
    for _ in 0..<30 {
      world.settle()
      world.view.now = world.view.now + .hours(1)
    }
    #expect(world.revisions.allSatisfy { $0 == "2" }, "seed \(seed): \(world.revisions)")
    #expect(world.view.pods.count == world.view.replicas, "seed \(seed)")
    #expect(world.view.state.phase == .settled, "seed \(seed): \(world.view.state)")
  }
}
