// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// The steps of a release: a batch begins, goes on, ends, or goes back.
extension BatchReleaseRule {
  /// How the pods of one batch stand.
  struct Tally {
    var count = 0
    /// Pods of the wanted revision that serve.
    var good = 0
    /// Pods of the wanted revision that can not start.
    var failing = 0
    /// Pods of another revision, highest ordinal first.
    var untouched: [View.Pod] = []

    /// Pods that are on their way: missing, ending or starting.
    var underWay: Int { count - good - failing - untouched.count }

    init(_ batch: [Int], _ places: Places, revision: Int) {
      for ordinal in batch {
        count += 1
        guard let pod = places.replicas[ordinal], !pod.isTerminating, !pod.hasEnded else {
          continue
        }
        if pod.revision != revision {
          untouched.append(pod)
        } else if pod.isServing {
          good += 1
        } else if pod.isFailing {
          failing += 1
        }
      }
    }
  }

  /// Does what the phase asks for; true if the next phase may have something to do at once.
  static func advance(
    _ view: View, _ places: Places, _ sync: inout BatchReleaseSync
  ) -> Bool {
    switch sync.state.phase {
    case .settled, .rolledBack, .abandoned: return false
    case .waiting: return beginNext(view, places, &sync.state)
    case .updating: return goOn(view, places, &sync)
    case .rollingBack, .rollingBackAll: return goBack(view, places, &sync)
    }
  }

  // MARK: Forward

  /// Begins the next batch when it is due, or ends the release if no pod is left.
  private static func beginNext(
    _ view: View, _ places: Places, _ state: inout BatchReleaseState
  ) -> Bool {
    let isFirst = state.batches.isEmpty
    let isReleased = places.isReleased(state.batches)
    let isFree = isReleased.map { !$0 }
    let isOver = !isFree.contains(true)
    let isDue = state.nextBatchAt.map { $0 <= view.now } ?? false
    // After the last batch there is nothing to wait for but a confirmation.
    guard isDue || state.isConfirmed || (isOver && state.nextBatchAt != nil) else { return false }
    guard !isOver else {
      // An old pod beyond the count may be wanted again before it goes.
      let target = state.targetRevision
      let isAllGone = places.condemned.allSatisfy { $0.isTerminating || $0.revision == target }
      if isAllGone { state.complete() }
      return false
    }
    guard isFirst || areEarlierBatchesServing(view, places, isReleased) else { return false }
    let members = view.plan.members(
      ofBatch: state.batches.count, isFree: isFree, replicas: state.replicasAtStart)
    state.beginBatch(members, deadline: view.deadline.map { view.now + $0 })
    return true
  }

  /// Whether no more released pods are missing than failures are borne.
  private static func areEarlierBatchesServing(
    _ view: View, _ places: Places, _ isReleased: [Bool]
  ) -> Bool {
    var (released, missing) = (0, 0)
    for (ordinal, pod) in places.replicas.enumerated() where isReleased[ordinal] {
      released += 1
      if !(pod?.isServing ?? false) { missing += 1 }
    }
    return view.tolerates(missing, of: released)
  }

  /// Updates pods of the batch, or ends it.
  private static func goOn(
    _ view: View, _ places: Places, _ sync: inout BatchReleaseSync
  ) -> Bool {
    let batch = sync.state.batches.last ?? []
    let tally = Tally(batch, places, revision: sync.state.targetRevision)
    let isBorne = view.tolerates(tally.failing, of: tally.count)
    if tally.untouched.isEmpty, tally.underWay == 0, isBorne {
      endBatch(view, &sync.state)
      return true
    }
    if let deadline = sync.state.deadline, view.now >= deadline {
      if tally.untouched.isEmpty, view.tolerates(tally.count - tally.good, of: tally.count) {
        endBatch(view, &sync.state)
      } else {
        sync.state.failBatch()
      }
      return true
    }
    guard isBorne else { return false }
    touch(tally, to: sync.state.targetRevision, view, &sync)
    return false
  }

  private static func endBatch(_ view: View, _ state: inout BatchReleaseState) {
    state.endBatch(nextAt: view.isAutomatic ? view.now + view.interval : nil)
  }

  // MARK: Back

  /// Takes pods of the last batch back, or ends its rollback.
  private static func goBack(
    _ view: View, _ places: Places, _ sync: inout BatchReleaseSync
  ) -> Bool {
    let tally = Tally(
      sync.state.batches.last ?? [], places, revision: sync.state.goodRevision)
    if tally.untouched.isEmpty, tally.underWay == 0 {
      sync.state.endRollback()
      return true
    }
    touch(tally, to: sync.state.goodRevision, view, &sync)
    return false
  }

  // MARK: Pods

  /// Updates all pods that wait, or one when nothing is under way: first those that do not serve,
  /// so that no second pod is missing, then the highest.
  private static func touch(
    _ tally: Tally, to revision: Int, _ view: View, _ sync: inout BatchReleaseSync
  ) {
    guard view.isParallel || tally.underWay == 0 else { return }
    let one = tally.untouched.first { !$0.isServing } ?? tally.untouched.first
    for pod in view.isParallel ? tally.untouched : [one].compactMap({ $0 }) {
      switch (view.updateType, pod.canUpdateInPlace) {
      case (.recreate, _), (.inPlaceIfPossible, false):
        sync.actions.append(.delete(ordinal: pod.ordinal))
      case (_, true):
        sync.actions.append(.updateInPlace(ordinal: pod.ordinal, revision: revision))
      case (.inPlaceOnly, false): break
      }
    }
  }
}
