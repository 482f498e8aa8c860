// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Releases of StatefulSetPluses, told by what pods they touch and what they publish.
@Suite struct BatchReleaseRuleTests {
  @Test func `without a change of the template nothing is done`() {
    var world = ReleaseWorld(replicas: 5, batches: 2)
    #expect(world.sync().actions.isEmpty)
    #expect(world.batch.action == .completed && world.batch.generalStatus == .completed)
  }

  @Test func `automatic batches go from the highest ordinal down and each waits for its pods`() {
    var world = ReleaseWorld(replicas: 5, batches: 2, sizes: .percents([40, 60]))
    world.view.updateRevision = 2
    #expect(world.sync().actions == [.delete(ordinal: 4), .delete(ordinal: 3)])
    #expect(world.batch.batchOrder == 1 && world.batch.batchOrdinal == 3)
    #expect(world.batch.batchReplicas == 2 && world.batch.action == .next)
    #expect(world.sync().actions.isEmpty, "the pods have not gone yet")
    world.movePods()
    #expect(
      world.sync().actions == [
        .create(ordinal: 3, revision: 2), .create(ordinal: 4, revision: 2),
      ])
    #expect(world.sync().actions.isEmpty, "the pods are not ready yet")
    #expect(world.batch.currentOrderSuccessPer == 0)
    world.change(3) { ($0.isReady, $0.isAvailable) = (true, true) }
    #expect(world.sync().actions.isEmpty)
    #expect(world.batch.currentOrderSuccessPer == 50 && !world.batch.currentDeployComplete)
    world.movePods()
    #expect(
      world.sync().actions == [.delete(ordinal: 2), .delete(ordinal: 1), .delete(ordinal: 0)])
    world.settle()
    #expect(world.revisions == "22222")
    #expect(world.batch.generalStatus == .completed && world.batch.currentOrderSuccessPer == 100)
    #expect(world.view.state.goodRevision == 2)
  }

  @Test func `the next automatic batch waits for its interval`() {
    var world = ReleaseWorld(replicas: 4, batches: 2)
    world.view.interval = .minutes(5)
    world.view.updateRevision = 2
    world.settle()
    #expect(world.revisions == "1122")
    #expect(world.sync().recheckAt == .zero + .minutes(5))
    world.view.now = .zero + .minutes(5)
    world.settle()
    #expect(world.revisions == "2222" && world.batch.generalStatus == .completed)
  }

  @Test func `a batch by hand waits for its confirmation, the last as well`() {
    var world = ReleaseWorld(replicas: 4, batches: 2)
    world.view.isAutomatic = false
    world.view.updateRevision = 2
    world.settle()
    #expect(world.revisions == "1122")
    #expect(world.batch.action == .waitToConfirm && world.batch.currentOrderProgress == .succeeded)
    world.give(.next)
    world.settle()
    #expect(world.revisions == "2222" && world.batch.action == .waitToConfirm)
    world.give(.next)
    world.settle()
    #expect(world.batch.action == .completed)
    world.give(.next, isRefused: true)
  }

  @Test func `serial batches touch one pod at a time`() {
    var world = ReleaseWorld(replicas: 6, batches: 2)
    world.view.isParallel = false
    world.view.updateRevision = 2
    var least = 6
    for _ in 0..<60 {
      world.sync()
      least = min(least, world.serving)
      world.movePods()
    }
    #expect(least == 5)
    #expect(world.revisions == "222222")
  }

  @Test func `a batch past its deadline goes back by itself and others are untouched`() {
    var world = ReleaseWorld(replicas: 6, batches: 3)
    world.view.deadline = .minutes(10)
    world.view.updateRevision = 2
    world.settle(broken: 2)
    #expect(world.revisions == "111122" && world.serving == 4)
    #expect(world.batch.batchDeadlineTime == .zero + .minutes(10))
    #expect(world.sync().recheckAt == .zero + .minutes(10))
    world.view.now = .zero + .minutes(10)
    world.settle(broken: 2)
    #expect(world.revisions == "111111" && world.serving == 6)
    #expect(world.batch.generalStatus == .rolledBack)
    #expect(world.batch.currentOrderProgress == .failed)
    #expect(world.batch.currentRollbackProgress == .succeeded)
    world.view.now = .zero + .hours(10)
    #expect(world.sync().actions.isEmpty, "an operator must say what next")
    world.give(.next)
    world.settle()
    #expect(world.revisions == "222222", "the batch was tried again")
  }

  @Test(arguments: [(0, 1, false), (25, 1, false), (26, 1, true), (50, 2, false), (51, 2, true)])
  func `a release goes on below the share of failures that is borne`(
    percent: Int, failures: Int, goesOn: Bool
  ) {
    var world = ReleaseWorld(replicas: 8, batches: 2)
    world.view.maxFailedPercent = percent
    world.view.deadline = .minutes(1)
    world.view.updateRevision = 2
    for _ in 0..<4 {
      world.sync()
      world.movePods()
      for ordinal in 4..<(4 + failures) where world.revisions.hasSuffix("2222") {
        world.change(ordinal) { ($0.isReady, $0.isAvailable) = (false, false) }
      }
    }
    #expect(world.revisions == "11112222")
    world.view.now = .zero + .minutes(1)
    let actions = world.sync().actions
    // Back go all pods of the batch, forward those of the next.
    let taken = goesOn ? [3, 2, 1, 0] : [7, 6, 5, 4]
    #expect(actions == taken.map { .delete(ordinal: $0) })
  }

  @Test func `a pause touches nothing and its time does not count for the deadline`() {
    var world = ReleaseWorld(replicas: 4, batches: 2)
    world.view.deadline = .minutes(10)
    world.view.updateRevision = 2
    world.settle(broken: 2)
    world.view.isPaused = true
    world.view.now = .zero + .minutes(4)
    world.sync()
    world.view.now = .zero + .minutes(60)
    #expect(world.sync().actions.isEmpty)
    #expect(world.batch.generalStatus == .paused && world.revisions == "1122")
    world.view.isPaused = false
    #expect(world.sync().recheckAt == .zero + .minutes(66))
    world.view.now = .zero + .minutes(66)
    world.settle(broken: 2)
    #expect(world.revisions == "1111")
  }

  @Test func `scaling out during a release brings pods of the last good revision`() {
    var world = ReleaseWorld(replicas: 4, batches: 2)
    world.view.isAutomatic = false
    world.view.updateRevision = 2
    world.settle()
    world.view.replicas = 6
    world.settle()
    #expect(world.revisions == "112211")
    world.give(.next)
    world.settle()
    #expect(world.revisions == "222222", "the last batch takes them too")
    world.view.replicas = 7
    world.settle()
    #expect(world.revisions == "2222221", "the release is not yet confirmed")
    world.give(.next)
    world.settle()
    #expect(world.revisions == "2222222", "what came after the last batch makes one more")
    #expect(world.batch.batchOrder == 3)
  }

  @Test func `scaling in during a release ends it with the pods that are left`() {
    var world = ReleaseWorld(replicas: 6, batches: 3)
    world.view.updateRevision = 2
    world.sync()
    world.view.replicas = 3
    world.settle()
    #expect(world.revisions == "222" && world.batch.generalStatus == .completed)
  }

  @Test func `in place pods are updated where they are, others only if they must`() {
    var world = ReleaseWorld(replicas: 3, batches: 1)
    world.view.updateType = .inPlaceIfPossible
    world.change(1) { $0.canUpdateInPlace = false }
    world.view.updateRevision = 2
    #expect(
      world.sync().actions == [
        .updateInPlace(ordinal: 2, revision: 2), .delete(ordinal: 1),
        .updateInPlace(ordinal: 0, revision: 2),
      ])
    var only = ReleaseWorld(replicas: 2, batches: 1)
    only.view.updateType = .inPlaceOnly
    only.change(1) { $0.canUpdateInPlace = false }
    only.view.updateRevision = 2
    #expect(only.sync().actions == [.updateInPlace(ordinal: 0, revision: 2)])
  }

  @Test func `one order takes all batches back, the last first`() {
    var world = ReleaseWorld(replicas: 6, batches: 3)
    world.view.isAutomatic = false
    world.view.updateRevision = 2
    for _ in 0..<2 {
      world.settle()
      world.give(.next)
    }
    world.settle()
    #expect(world.revisions == "222222")
    world.give(.rollbackAll)
    #expect(world.sync().actions == [.delete(ordinal: 1), .delete(ordinal: 0)])
    world.settle()
    #expect(world.revisions == "111111" && world.view.state.phase == .abandoned)
    #expect(world.sync().actions.isEmpty)
    world.view.replicas = 7
    world.settle()
    #expect(world.revisions == "1111111", "new pods have the good revision")
  }

  @Test func `batches go back one by one when an operator says so`() {
    var world = ReleaseWorld(replicas: 4, batches: 2)
    world.view.isAutomatic = false
    world.view.updateRevision = 2
    world.settle()
    world.give(.next)
    world.settle()
    world.give(.rollbackBatch)
    world.settle()
    #expect(world.revisions == "1122")
    world.give(.rollbackBatch)
    world.settle()
    #expect(world.revisions == "1111")
    world.give(.rollbackBatch, isRefused: true)
  }

  @Test func `the old template takes the release back`() {
    var world = ReleaseWorld(replicas: 4, batches: 2)
    world.view.isAutomatic = false
    world.view.updateRevision = 2
    world.settle()
    world.view.updateRevision = 1
    world.settle()
    #expect(world.revisions == "1111" && world.view.state.phase == .settled)
  }

  @Test func `the next batch waits until pods of the earlier ones serve again`() {
    var world = ReleaseWorld(replicas: 4, batches: 2)
    world.view.isAutomatic = false
    world.view.updateRevision = 2
    world.settle()
    world.change(3) { ($0.isReady, $0.isAvailable) = (false, false) }
    world.give(.next)
    #expect(world.sync().actions.isEmpty)
    world.movePods()
    #expect(world.sync().actions == [.delete(ordinal: 1), .delete(ordinal: 0)])
  }

  @Test func `in order scaling makes and deletes one pod at a time`() {
    var world = ReleaseWorld(replicas: 2, batches: 1)
    world.view.podManagementPolicy = .orderedReady
    world.view.replicas = 4
    #expect(world.sync().actions == [.create(ordinal: 2, revision: 1)])
    #expect(world.sync().actions.isEmpty)
    world.settle()
    #expect(world.revisions == "1111")
    world.view.replicas = 2
    #expect(world.sync().actions == [.delete(ordinal: 3)])
    #expect(world.sync().actions.isEmpty)
  }

  @Test func `a pod that has ended is made again`() {
    var world = ReleaseWorld(replicas: 2, batches: 1)
    world.change(0) { $0.hasEnded = true }
    #expect(world.sync().actions == [.delete(ordinal: 0)])
  }
}
