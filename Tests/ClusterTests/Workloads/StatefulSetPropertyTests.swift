// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// What holds in every StatefulSet, whatever happens to the pods.
@Suite struct StatefulSetPropertyTests {
  /// Pods that become ready, break, end and are gone at random.
  struct World {
    var random: RandomStream
    var view: StatefulSetView

    init(seed: UInt64, policy: StatefulSet.PodManagementPolicy, maxUnavailable: Int?) {
      random = RandomStream(seed: seed, name: "stateful")
      view = StatefulSetView(
        replicas: 1 + random.next(below: 12), currentRevision: nil, updateRevision: 1)
      view.podManagementPolicy = policy
      view.maxUnavailable = maxUnavailable
      view.firstOrdinal = random.next(below: 3)
    }

    mutating func sync() -> StatefulSetSync {
      let sync = StatefulSetRule.sync(view)
      view.currentRevision = sync.status.currentRevision
      for action in sync.actions {
        switch action {
        case .create(let ordinal, let revision):
          view.pods.append(StatefulSetView.Pod(ordinal: ordinal, revision: revision))
        case .delete(let ordinal, _):
          for place in view.pods.indices where view.pods[place].ordinal == ordinal {
            view.pods[place].isTerminating = true
          }
        }
      }
      return sync
    }

    mutating func movePods() {
      for place in view.pods.indices.reversed() {
        switch random.next(below: 100) {
        case 0: setReady(place, false)
        case 1:
          setReady(place, false)
          view.pods[place].hasEnded = true
        case 2..<70: if !view.pods[place].hasEnded { setReady(place, true) }
        default: break
        }
        if view.pods[place].isTerminating, random.next(below: 2) == 0 {
          view.pods.remove(at: place)
        }
      }
    }

    mutating func setReady(_ place: Int, _ isReady: Bool) {
      view.pods[place].isReady = isReady
      view.pods[place].isAvailable = isReady
    }

    /// Lets all be gone or ready until nothing is left to do; false if that does not end.
    mutating func settle() -> Bool {
      for _ in 0..<200 {
        view.pods.removeAll(where: \.isTerminating)
        for place in view.pods.indices {
          view.pods[place].hasEnded = false
          setReady(place, true)
        }
        if sync().actions.isEmpty { return true }
      }
      return false
    }

    /// The pods within the count that are missing or unavailable.
    var unavailable: Int {
      let range = view.firstOrdinal..<(view.firstOrdinal + view.replicas)
      return view.replicas
        - view.pods.count {
          range.contains($0.ordinal) && $0.isAvailable && !$0.isTerminating
        }
    }
  }

  private func deletions(_ sync: StatefulSetSync) -> [(ordinal: Int, revision: Int)] {
    sync.actions.compactMap { action in
      if case .delete(let ordinal, let revision) = action { (ordinal, revision) } else { nil }
    }
  }

  @Test(arguments: UInt64(1)...UInt64(40))
  func `in order a sync without the gate makes one call at most`(seed: UInt64) {
    var world = World(seed: seed, policy: .orderedReady, maxUnavailable: nil)
    for step in 0..<300 {
      if world.random.next(below: 15) == 0 { world.view.updateRevision += 1 }
      if world.random.next(below: 15) == 0 { world.view.replicas = world.random.next(below: 12) }
      world.movePods()
      #expect(world.sync().actions.count <= 1, "seed \(seed), step \(step)")
    }
  }

  @Test(arguments: UInt64(1)...UInt64(40))
  func `an update takes no available pod beyond the allowance or below the partition`(
    seed: UInt64
  ) {
    var random = RandomStream(seed: seed, name: "allowance")
    let gate = random.next(below: 2) == 0 ? nil : 1 + random.next(below: 4)
    let policy: StatefulSet.PodManagementPolicy =
      random.next(below: 2) == 0 ? .parallel : .orderedReady
    var world = World(seed: seed, policy: policy, maxUnavailable: gate)
    world.view.partition = random.next(below: 4)
    var updates = 0
    for step in 0..<400 {
      if world.random.next(below: 15) == 0 { world.view.updateRevision += 1 }
      world.movePods()
      let before = world.view
      let unavailable = world.unavailable
      let sync = world.sync()
      let healthy = deletions(sync).filter { deleted in
        before.pods.contains { $0.ordinal == deleted.ordinal && $0.isAvailable }
      }
      updates += healthy.count
      #expect(
        healthy.allSatisfy {
          $0.ordinal >= before.firstOrdinal + before.partition
            && $0.revision != before.updateRevision
        }, "seed \(seed), step \(step)")
      if let gate {
        #expect(
          world.unavailable <= max(unavailable, gate), "seed \(seed), step \(step): \(sync)")
      } else {
        #expect(healthy.count <= 1, "seed \(seed), step \(step): \(sync)")
      }
    }
    #expect(updates > 0 || world.view.replicas <= world.view.partition, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...UInt64(40))
  func `with healthy pods every update ends at the new revision`(seed: UInt64) {
    for policy in StatefulSet.PodManagementPolicy.allCases {
      for gate in [nil, 1, 3] {
        var world = World(seed: seed, policy: policy, maxUnavailable: gate)
        for _ in 0..<10 {
          world.view.updateRevision += 1
          world.view.replicas = world.random.next(below: 12)
          for _ in 0..<world.random.next(below: 8) {
            world.movePods()
            _ = world.sync()
          }
          let isSettled = world.settle()
          #expect(isSettled, "seed \(seed)")
          let view = world.view
          #expect(view.pods.count == view.replicas, "seed \(seed)")
          #expect(view.pods.allSatisfy { $0.revision == view.updateRevision }, "seed \(seed)")
          #expect(view.currentRevision == view.updateRevision, "seed \(seed)")
        }
      }
    }
  }
}
