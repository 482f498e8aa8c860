// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// What holds in every CloneSet whose pods start when they are made.
@Suite struct CloneSetPropertyTests {
  private struct World {
    var random: RandomStream
    var view: CloneSetView
    var made = 0

    init(seed: UInt64) {
      random = RandomStream(seed: seed, name: "clone")
      var spec = CloneSet.Spec()
      spec.replicas = Int32(1 + random.next(below: 15))
      spec.updateStrategy.maxUnavailable = .int(Int32(random.next(below: 5)))
      spec.updateStrategy.maxSurge = .int(Int32(random.next(below: 4)))
      if case (.int(0), .int(0)) = (
        spec.updateStrategy.maxUnavailable, spec.updateStrategy.maxSurge
      ) {
        spec.updateStrategy.maxSurge = .int(1)
      }
      spec.updateStrategy.type = random.next(below: 2) == 0 ? .recreate : .inPlaceIfPossible
      view = CloneSetView(spec: spec, currentRevision: 1, updateRevision: 1)
      view.inPlaceRevisions = [1]
      for _ in 0..<spec.replicas { add(revision: 1, isReady: true) }
    }

    mutating func add(revision: Int, isReady: Bool) {
      var pod = CloneSetView.Pod(name: "p\(made)", revision: revision)
      made += 1
      pod.isReady = isReady
      pod.hasBeenReadyLongEnough = isReady
      pod.createdAt = .zero + .seconds(Int64(made))
      view.pods.append(pod)
    }

    @discardableResult
    mutating func sync() -> CloneSetSync {
      let sync = CloneSetRule.sync(view)
      var gone: [Int] = []
      for action in sync.actions {
        switch action {
        case .create(let count, let revision):
          for _ in 0..<count { add(revision: revision, isReady: false) }
        case .delete(let pod): gone.append(pod)
        case .specifyDelete(let pod, _): view.pods[pod].isSpecifiedDelete = true
        case .updateInPlace(let pod, let revision):
          view.pods[pod].revision = revision
          view.pods[pod].isReady = false
          view.pods[pod].hasBeenReadyLongEnough = false
          view.pods[pod].lifecycle = .updating
          view.pods[pod].progress.isUpdateComplete = false
        case .setLifecycle(let pod, let state): view.pods[pod].lifecycle = state
        case .changeImage(let pod): view.pods[pod].progress.isInGracePeriod = false
        case .openGate(let pod): view.pods[pod].progress.isGateClosed = false
        }
      }
      for pod in gone.sorted(by: >) { view.pods.remove(at: pod) }
      return sync
    }

    mutating func movePods() {
      for place in view.pods.indices where random.next(below: 2) == 0 {
        view.pods[place].isReady = true
        view.pods[place].hasBeenReadyLongEnough = true
        view.pods[place].progress.isUpdateComplete = true
      }
    }

    var available: Int { view.pods.count(where: \.isAvailable) }
  }

  @Test(arguments: UInt64(1)...UInt64(80))
  func `an update keeps within maxUnavailable and maxSurge and comes to its end`(seed: UInt64) {
    var world = World(seed: seed)
    let strategy = world.view.spec.updateStrategy
    let replicas = Int(world.view.spec.replicas)
    let least = replicas - (strategy.maxUnavailable.scaled(total: replicas, roundingUp: false) ?? 0)
    let most = replicas + (strategy.maxSurge.scaled(total: replicas, roundingUp: true) ?? 0)
    world.view.updateRevision = 2
    for step in 0..<500 {
      world.sync()
      #expect(world.available >= least, "seed \(seed), step \(step)")
      #expect(world.view.pods.count <= most, "seed \(seed), step \(step)")
      world.movePods()
    }
    #expect(world.view.pods.count == replicas, "seed \(seed)")
    #expect(world.view.pods.allSatisfy { $0.revision == 2 && $0.isAvailable }, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...UInt64(60))
  func `a sync scales or updates, never both`(seed: UInt64) {
    var world = World(seed: seed)
    for step in 0..<200 {
      if world.random.next(below: 10) == 0 {
        world.view.spec.replicas = Int32(world.random.next(below: 15))
      }
      if world.random.next(below: 20) == 0 { world.view.updateRevision = 2 }
      let sync = world.sync()
      let updates = sync.actions.count { action in
        switch action {
        case .specifyDelete, .updateInPlace: true
        default: false
        }
      }
      let scales = sync.actions.count { action in
        switch action {
        case .create, .delete: true
        default: false
        }
      }
      #expect(updates == 0 || scales == 0, "seed \(seed), step \(step): \(sync.actions)")
      world.movePods()
    }
  }
}
