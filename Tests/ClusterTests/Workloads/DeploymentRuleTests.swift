// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// One sync of a rolling update or a recreation.
@Suite struct DeploymentRuleTests {
  @Test func `creating the new set does not stop the sync`() {
    let bench = DeploymentBench(old: [(10, 10)])
    #expect(bench.actions == [.createReplicaSet(replicas: 3), .scale(0, to: 8)])
    #expect(bench.sync.newRevision == 2)
    #expect(bench.sync.status.progress?.reason == .newReplicaSetCreated)
    #expect(bench.sync.statusWrites == 2)
  }

  @Test func `growing the new set stops the sync`() {
    let bench = DeploymentBench(old: [(8, 8)], new: (3, 3))
    #expect(bench.actions == [.scale(1, to: 5)])
  }

  @Test func `sizes count for the surge, not pods`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.old[0].statusReplicas = 4
    #expect(bench.actions.isEmpty)
  }

  @Test func `a new set beyond the replicas shrinks`() {
    var bench = DeploymentBench(new: (12, 12))
    bench.new?.desiredAnnotation = 10
    #expect(bench.actions == [.scale(0, to: 10)])
  }

  @Test func `unavailable old pods go first, then available ones as far as allowed`() {
    let bench = DeploymentBench(old: [(8, 6)], new: (5, 2))
    // 13 pods, 8 must be available, 3 new ones are not: 2 may go, and both are unavailable.
    #expect(bench.actions == [.scale(0, to: 6)])
  }

  @Test func `one sync may shrink the same set twice`() {
    let bench = DeploymentBench(old: [(7, 5)], new: (6, 6))
    // Two unavailable pods, then 11 available less 8 leaves three more.
    #expect(bench.actions == [.scale(0, to: 5), .scale(0, to: 2)])
  }

  @Test func `both passes take the oldest set first`() {
    let bench = DeploymentBench(old: [(3, 2), (4, 3)], new: (6, 6))
    #expect(
      bench.actions == [.scale(0, to: 2), .scale(1, to: 3), .scale(0, to: 0), .scale(1, to: 2)])
  }

  @Test func `unavailable new pods hold the old ones back`() {
    let bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    #expect(bench.actions.isEmpty)
    #expect(bench.sync.isIdle)
  }

  @Test func `available pods of an old set that is empty already do not count`() {
    var bench = DeploymentBench(old: [(0, 0), (7, 7)], new: (6, 3))
    bench.old[0].availableReplicas = 4
    bench.old[0].statusReplicas = 4
    #expect(bench.actions == [.scale(1, to: 5)])
  }

  @Test func `a set that reports more available pods than its size refuses the sync`() {
    var bench = DeploymentBench(old: [(3, 1), (4, 4)], new: (6, 6))
    bench.old[1].availableReplicas = 5
    bench.old[1].statusReplicas = 5
    let sync = bench.sync
    #expect(sync.isRefused)
    #expect(sync.actions == [.scale(0, to: 1)])
    #expect(sync.status == bench.view.status)
    #expect(sync.statusWrites == 0)
  }

  @Test func `without room and without a surplus nothing happens`() {
    let bench = DeploymentBench(new: (10, 10))
    #expect(bench.sync.actions.isEmpty)
  }

  @Test func `going back to an older template raises its revision and keeps its age`() {
    var bench = DeploymentBench(old: [(0, 0), (5, 0)], new: nil)
    bench.new = bench.old.removeFirst()
    bench.old[0].age = 1
    bench.new?.specReplicas = 8
    bench.new?.statusReplicas = 8
    bench.new?.availableReplicas = 8
    #expect(bench.sync.newRevision == 3)
    #expect(bench.actions == [.scale(1, to: 0)])
  }

  // MARK: Recreate

  @Test func `recreation empties the old sets first`() {
    var bench = DeploymentBench(old: [(0, 0), (10, 10)])
    bench.strategy = .recreate
    #expect(bench.actions == [.scale(1, to: 0)])
  }

  @Test(arguments: [true, false])
  func `recreation waits for the last old pod`(isReported: Bool) {
    var bench = DeploymentBench(old: [(0, 0)])
    bench.strategy = .recreate
    if isReported { bench.old[0].statusReplicas = 1 } else { bench.old[0].existingPods = 1 }
    #expect(bench.actions.isEmpty)
    bench.old[0].statusReplicas = 0
    bench.old[0].existingPods = 0
    #expect(bench.actions == [.createReplicaSet(replicas: 10)])
  }

  @Test func `recreation scales a set that is there`() {
    var bench = DeploymentBench(old: [(0, 0)], new: (0, 0))
    bench.strategy = .recreate
    #expect(bench.actions == [.scale(1, to: 10)])
  }

  // MARK: Pause

  @Test func `a paused deployment is scaled but not rolled out`() {
    var bench = DeploymentBench(old: [(10, 10)])
    bench.isPaused = true
    #expect(bench.actions.isEmpty)
    bench.replicas = 16
    #expect(bench.actions == [.scale(0, to: 16)])
    bench.old.append(DeploymentBench.set(age: 1, size: 3, available: 3))
    #expect(bench.actions == [.scale(0, to: 15), .scale(1, to: 4)])
  }
}
