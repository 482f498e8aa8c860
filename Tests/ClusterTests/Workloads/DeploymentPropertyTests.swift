// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Testing

/// What holds in every roll-out, whatever happens to the pods.
@Suite struct DeploymentPropertyTests {
  @Test(arguments: UInt64(1)...UInt64(60))
  func `a sync keeps the surge and, knowing the pods, the availability`(seed: UInt64) {
    var rollout = RandomRollout(seed: seed)
    var shrinkingSyncs = 0
    for step in 0..<300 {
      if rollout.random.next(below: 12) == 0 { rollout.changeSpec() }
      rollout.movePods()
      for place in rollout.sets.indices { rollout.runReplicaSet(place) }
      rollout.seconds += Int64(rollout.random.next(below: 30))
      let before = rollout.totalSize
      let available = rollout.availablePods
      let view = rollout.view
      let sync = rollout.sync()
      let most = view.replicas + view.bounds.maxSurge
      #expect(rollout.totalSize <= max(before, most), "seed \(seed), step \(step)")
      guard !view.isPaused, !DeploymentRule.isScalingEvent(view) else { continue }
      if rollout.totalSize < before { shrinkingSyncs += 1 }
      let least = view.replicas - view.bounds.maxUnavailable
      // A set over the count is cut to it, whatever the pods are like.
      let isCut = view.new.map { $0.specReplicas > view.replicas } ?? false
      let worst = rollout.sets.reduce(0) { $0 + min($1.available, $1.state.specReplicas) }
      #expect(isCut || worst >= min(available, least), "seed \(seed), step \(step): \(sync)")
    }
    #expect(shrinkingSyncs > 0, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...UInt64(60))
  func `reports that lag never raise a size above the surge`(seed: UInt64) {
    var rollout = RandomRollout(seed: seed)
    for step in 0..<300 {
      if rollout.random.next(below: 20) == 0 { rollout.changeSpec() }
      rollout.movePods()
      if !rollout.sets.isEmpty {
        rollout.runReplicaSet(rollout.random.next(below: rollout.sets.count))
      }
      let before = rollout.totalSize
      let sizes = rollout.sets.map { ($0.template, $0.state.specReplicas) }
      let view = rollout.view
      let isRolling = !view.isPaused && !DeploymentRule.isScalingEvent(view)
      rollout.sync()
      #expect(
        rollout.totalSize <= max(before, view.replicas + view.bounds.maxSurge),
        "seed \(seed), step \(step)")
      for (template, size) in sizes where isRolling && template != rollout.template {
        let after = rollout.sets.first { $0.template == template }?.state.specReplicas ?? 0
        #expect(after <= size, "seed \(seed), step \(step): an old set grew")
      }
    }
  }

  @Test(arguments: UInt64(1)...UInt64(60))
  func `with healthy pods every roll-out ends at the new template alone`(seed: UInt64) {
    var rollout = RandomRollout(seed: seed)
    for _ in 0..<20 {
      rollout.changeSpec()
      rollout.isPaused = false
      for _ in 0..<rollout.random.next(below: 6) {
        rollout.movePods()
        for place in rollout.sets.indices { rollout.runReplicaSet(place) }
        rollout.sync()
      }
      let syncs = rollout.settle(syncs: 300)
      #expect(syncs != nil, "seed \(seed)")
      let sizes = rollout.sets.filter { $0.state.specReplicas > 0 }
      #expect(sizes.allSatisfy { $0.template == rollout.template }, "seed \(seed)")
      #expect(rollout.totalSize == rollout.replicas, "seed \(seed)")
      #expect(rollout.status.progress?.reason == .newReplicaSetAvailable, "seed \(seed)")
      #expect(rollout.sets.count <= 4, "seed \(seed): three old sets are kept")
    }
  }

  @Test(arguments: UInt64(1)...UInt64(30))
  func `a paused deployment whose count stays is left alone`(seed: UInt64) {
    var rollout = RandomRollout(seed: seed)
    rollout.template += 1
    rollout.sync()
    rollout.isPaused = true
    for _ in 0..<50 {
      rollout.template = rollout.random.next(below: 5)
      rollout.movePods()
      for place in rollout.sets.indices { rollout.runReplicaSet(place) }
      let active = rollout.sets.count { $0.state.specReplicas > 0 }
      let before = rollout.sets.map(\.state.specReplicas)
      guard active > 1, !DeploymentRule.isScalingEvent(rollout.view) else { continue }
      let total = rollout.totalSize
      let sync = rollout.sync()
      #expect(sync.newRevision == nil || !before.isEmpty)
      #expect(!sync.actions.contains { if case .createReplicaSet = $0 { true } else { false } })
      // Proportional scaling fills the surge and no more.
      #expect(rollout.totalSize <= max(total, rollout.replicas + rollout.bounds.maxSurge))
    }
  }
}
