// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Every order of events in worlds of three pods and two batches.
@Suite struct BatchReleaseSmallWorldTests {
  /// What can happen next to a world.
  private func successors(of world: ReleaseWorld, pauses: Bool) -> [ReleaseWorld] {
    var next: [ReleaseWorld] = []
    func offer(_ change: (inout ReleaseWorld) -> Void) {
      var copy = world
      change(&copy)
      if copy != world { next.append(copy) }
    }
    offer { $0.sync() }
    for place in world.view.pods.indices {
      if world.view.pods[place].isTerminating {
        offer { $0.view.pods.remove(at: place) }
      } else if !world.view.pods[place].isAvailable, !world.view.pods[place].isFailing {
        offer { ($0.view.pods[place].isReady, $0.view.pods[place].isAvailable) = (true, true) }
        if world.view.pods[place].revision == 2 {
          offer { $0.view.pods[place].isFailing = true }
        }
      }
    }
    // One step of time is longer than the deadline and the interval.
    if world.view.now < .zero + .minutes(30) {
      offer { $0.view.now = $0.view.now + .minutes(15) }
    }
    if world.view.updateRevision == 1, world.view.now == .zero {
      offer { $0.view.updateRevision = 2 }
    }
    if pauses, world.view.now < .zero + .minutes(30) { offer { $0.view.isPaused.toggle() } }
    for order in BatchReleaseState.Order.allCases where order != .rollbackBatch || pauses {
      offer { _ = $0.view.state.obey(order, at: $0.view.now) }
    }
    return next
  }

  private func check(_ world: ReleaseWorld) {
    let view = world.view
    let sync = BatchReleaseRule.sync(view)
    let released = Set(view.state.batches.joined())
    let current = Set(sync.state.batches.last ?? [])
    var touched = 0
    for action in sync.actions {
      switch action {
      case .delete(let ordinal), .updateInPlace(let ordinal, _):
        let pod = view.pods.first { $0.ordinal == ordinal }
        #expect(pod?.isTerminating == false, "\(view.state)")
        #expect(current.contains(ordinal), "outside of the batch: \(view.state)")
        touched += 1
      case .create(let ordinal, let revision):
        #expect(!view.pods.contains { $0.ordinal == ordinal }, "\(view.state)")
        if revision == 2, view.state.phase != .settled {
          #expect(released.contains(ordinal) || current.contains(ordinal), "\(view.state)")
        }
      }
    }
    if view.isPaused { #expect(touched == 0, "paused: \(view.state)") }
    // Only pods of one batch at a time are missing, beside those that can not start.
    let missing = Set(
      (0..<view.replicas).filter { ordinal in
        !(view.pods.first { $0.ordinal == ordinal }?.isServing ?? false)
          && !(view.pods.first { $0.ordinal == ordinal }?.isFailing ?? false)
      })
    let open = view.state.batches.filter { !missing.isDisjoint(with: $0) }
    #expect(open.count <= 1, "two batches are down: \(view.state) \(view.pods)")
  }

  /// Whether pods that behave bring the world to rest at one revision.
  private func checkEnd(_ world: ReleaseWorld) {
    var world = world
    world.view.isPaused = false
    for _ in 0..<12 {
      for place in world.view.pods.indices { world.view.pods[place].isFailing = false }
      world.settle()
      world.view.now = world.view.now + .hours(1)
      _ = world.view.state.obey(.next, at: world.view.now)
    }
    let wanted = world.view.state.phase == .abandoned ? "1" : "\(world.view.updateRevision)"
    #expect(
      world.revisions == String(repeating: wanted, count: world.view.replicas),
      "\(world.view.state)")
    #expect([.settled, .abandoned].contains(world.view.state.phase), "\(world.view.state)")
  }

  @Test(arguments: [
    (true, true, false), (true, false, true), (false, true, false), (true, true, true),
  ])
  func `no order of events breaks what a release promises`(
    isParallel: Bool, isAutomatic: Bool, inPlace: Bool
  ) {
    var start = ReleaseWorld(replicas: 3, batches: 2)
    start.view.isParallel = isParallel
    start.view.isAutomatic = isAutomatic
    start.view.updateType = inPlace ? .inPlaceIfPossible : .recreate
    start.view.deadline = .minutes(10)
    start.view.interval = .minutes(5)
    var seen: Set<ReleaseWorld> = [start]
    var frontier = [start]
    while let world = frontier.popLast(), seen.count < 6_000 {
      check(world)
      for next in successors(of: world, pauses: !isAutomatic || inPlace)
      where seen.insert(next).inserted {
        frontier.append(next)
      }
    }
    #expect(seen.count > 400)
    for (place, world) in frontier.enumerated() where place % 40 == 0 { checkEnd(world) }
    checkEnd(start)
  }
}
