// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// The status, its conditions and the history of a Deployment.
@Suite struct DeploymentStatusTests {
  @Test func `the status sums up what the sets report, with the sizes before the sync`() {
    var bench = DeploymentBench(old: [(7, 5)], new: (6, 6))
    bench.generation = 4
    let status = bench.sync.status
    #expect([status.replicas, status.updated, status.ready, status.available] == [13, 6, 11, 11])
    #expect(status.unavailable == 2)
    #expect(status.observedGeneration == 4)
  }

  @Test func `more available pods than sizes leave none unavailable`() {
    var bench = DeploymentBench(new: (10, 10))
    bench.new?.availableReplicas = 12
    #expect(bench.sync.status.unavailable == 0)
  }

  @Test(arguments: [(8, "True/MinimumReplicasAvailable"), (7, "False/MinimumReplicasUnavailable")])
  func `available means all replicas but those that may be missing`(count: Int, text: String) {
    let bench = DeploymentBench(new: (10, count))
    #expect(bench.sync.status.availability?.description == text)
  }

  @Test func `recreation is available with all of its replicas only`() {
    var bench = DeploymentBench(new: (10, 9))
    bench.strategy = .recreate
    #expect(bench.sync.status.availability?.status == .no)
  }

  @Test(arguments: [600, 601])
  func `the deadline has passed when strictly more time has`(seconds: Int64) {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.seconds = seconds
    let progress = bench.sync.status.progress
    #expect(progress?.reason == (seconds == 600 ? .replicaSetUpdated : .progressDeadlineExceeded))
    #expect(progress?.status == (seconds == 600 ? .yes : .no))
  }

  @Test func `the deadline is checked one second after it`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.seconds = 100
    #expect(bench.sync.recheckAfter == .seconds(501))
    bench.seconds = 600
    #expect(bench.sync.recheckAfter == .zero)
    bench.progress = DeploymentCondition(.no, .progressDeadlineExceeded, at: .zero)
    #expect(bench.sync.recheckAfter == nil)
    bench.progress = DeploymentCondition(.yes, .replicaSetUpdated, at: .zero)
    bench.deadline = nil
    #expect(bench.sync.recheckAfter == nil)
  }

  @Test func `progress after the deadline turns the condition back`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 1))
    bench.seconds = 900
    bench.progress = DeploymentCondition(.no, .progressDeadlineExceeded, at: .zero)
    var before = bench.view.status
    before.ready -= 1
    bench.status = before
    #expect(bench.sync.status.progress?.description == "True/ReplicaSetUpdated")
    #expect(bench.sync.status.progress?.lastTransition == .zero + .seconds(900))
  }

  @Test(arguments: 0..<4)
  func `new pods, ready pods, available pods and fewer old pods are progress`(kind: Int) {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 1))
    bench.seconds = 50
    var before = bench.view.status
    switch kind {
    case 0:
      before.updated -= 1
      before.replicas -= 1
    case 1: before.ready -= 1
    case 2: before.available -= 1
    default: before.replicas += 1
    }
    bench.status = before
    let progress = bench.sync.status.progress
    #expect(progress?.lastUpdate == .zero + .seconds(50), "the deadline counts from here")
    #expect(progress?.lastTransition == .zero)
  }

  @Test func `a lost pod is no progress`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 1))
    bench.seconds = 50
    var before = bench.view.status
    before.ready += 1
    bench.status = before
    #expect(bench.sync.status.progress?.lastUpdate == .zero)
  }

  @Test func `complete is all updated, available and alone, with the spec seen`() {
    var bench = DeploymentBench(old: [(0, 0)], new: (10, 10))
    #expect(bench.sync.status.progress?.reason == .newReplicaSetAvailable)
    #expect(DeploymentRule.isComplete(bench.view))
    bench.old[0].statusReplicas = 1
    #expect(!DeploymentRule.isComplete(bench.view))
    #expect(bench.sync.status.progress?.reason == .replicaSetUpdated)
  }

  @Test func `without a deadline there is no condition Progressing`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.deadline = nil
    #expect(bench.sync.status.progress == nil)
  }

  @Test func `a set that is there when nobody has counted starts the count`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.progress = nil
    bench.seconds = 30
    #expect(bench.sync.status.progress?.description == "True/FoundNewReplicaSet")
    #expect(bench.sync.status.progress?.lastUpdate == .zero + .seconds(30))
  }

  @Test func `pausing and resuming set the condition and restart the count`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.isPaused = true
    bench.seconds = 700
    #expect(bench.sync.status.progress?.description == "Unknown/DeploymentPaused")
    bench.progress = bench.sync.status.progress
    bench.seconds = 5000
    #expect(bench.sync.status.progress?.lastUpdate == .zero + .seconds(700), "no time-out")
    bench.isPaused = false
    #expect(bench.sync.status.progress?.description == "Unknown/DeploymentResumed")
    bench.isPaused = true
    bench.progress = DeploymentCondition(.no, .progressDeadlineExceeded, at: .zero)
    #expect(bench.sync.status.progress?.reason == .progressDeadlineExceeded)
  }

  @Test func `a failing set shows in the status of a roll-out`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.new?.hasReplicaFailure = true
    #expect(bench.sync.status.hasReplicaFailure)
  }

  // MARK: History

  @Test func `a complete deployment deletes old sets of the lowest revisions`() {
    var bench = DeploymentBench(old: [(0, 0), (0, 0), (0, 0)], new: (10, 10))
    bench.old[0].revision = 7
    bench.new?.revision = 8
    bench.historyLimit = 1
    #expect(bench.sync.cleanup == [1, 2])
    bench.historyLimit = 3
    #expect(bench.sync.cleanup.isEmpty)
    bench.historyLimit = nil
    #expect(bench.sync.cleanup.isEmpty)
  }

  @Test func `a set with pods or an unseen change stays and none goes in its place`() {
    var bench = DeploymentBench(old: [(0, 0), (0, 0), (0, 0)], new: (10, 10))
    bench.historyLimit = 1
    bench.old[0].hasUnseenChange = true
    #expect(bench.sync.cleanup == [1])
  }

  @Test func `the status of the sync before decides whether the history is cut`() {
    var bench = DeploymentBench(old: [(0, 0), (0, 0)], new: (10, 10))
    bench.historyLimit = 0
    var before = bench.view.status
    before.available = 9
    bench.status = before
    #expect(bench.sync.cleanup.isEmpty)
    #expect(bench.sync.status.available == 10)
  }

  @Test func `a paused deployment cuts its history in any state`() {
    var bench = DeploymentBench(old: [(0, 0), (0, 0)], new: (10, 3))
    bench.historyLimit = 1
    bench.isPaused = true
    #expect(bench.sync.cleanup == [0])
  }

  @Test func `a rollback goes to a revision, or to the one before the current`() {
    let bench = DeploymentBench(old: [(0, 0), (5, 5)], new: (8, 0))
    #expect(DeploymentRule.rollbackTarget(of: bench.view, revision: 1) == 0)
    #expect(DeploymentRule.rollbackTarget(of: bench.view, revision: 0) == 1)
    #expect(DeploymentRule.rollbackTarget(of: bench.view, revision: 9) == nil)
    let single = DeploymentBench(new: (10, 10))
    #expect(DeploymentRule.rollbackTarget(of: single.view, revision: 0) == nil)
  }
}
