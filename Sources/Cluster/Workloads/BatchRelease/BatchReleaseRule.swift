// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Decides what one sync of the StatefulSetPlus controller does.
///
/// The controller is not public. It releases a revision batch by batch, the highest ordinals first;
/// a batch is done when its pods have the revision and are ready, and fails at its deadline, upon
/// which it goes back to the last good revision. New pods get that revision too. Assumed are the
/// names of phases, what pausing does to deadlines, and that nothing new begins while pods of
/// earlier batches are missing. Cost: linear in replicas and pods.
package enum BatchReleaseRule {
  typealias View = BatchReleaseView
  typealias Action = BatchReleaseSync.Action

  /// The calls, the memory and the status of one sync.
  package static func sync(_ view: BatchReleaseView) -> BatchReleaseSync {
    let places = Places(view)
    var sync = BatchReleaseSync(
      state: view.state, counts: StatefulSetStatus(updateRevision: view.updateRevision))
    sync.state.forget(ordinalsFrom: view.replicas)
    sync.state.setPaused(view.isPaused, at: view.now)
    sync.state.setTarget(view.updateRevision, replicas: view.replicas, at: view.now)
    if !view.isPaused {
      // Batches without pods and pods that have the target already let several steps pass at once.
      while advance(view, places, &sync) {}
      sync.recheckAt = [sync.state.deadline, sync.state.nextBatchAt].compactMap { $0 }
        .filter { $0 > view.now }.min()
    }
    scale(view, places, &sync)
    sync.counts = counted(view, sync.state)
    sync.batch = status(view, places, sync.state)
    return sync
  }

  // MARK: The pods by their places

  /// The pods that shall be, by ordinal, and those beyond the count from the highest down.
  struct Places {
    /// One place for each replica; nil where no pod is.
    var replicas: [View.Pod?]
    /// Pods whose ordinals are out of range.
    var condemned: [View.Pod] = []

    init(_ view: View) {
      replicas = Array(repeating: nil, count: view.replicas)
      for pod in view.pods {
        if replicas.indices.contains(pod.ordinal) {
          replicas[pod.ordinal] = pod
        } else {
          condemned.append(pod)
        }
      }
      condemned.sort { $0.ordinal > $1.ordinal }
    }

    /// For each ordinal, whether one of the batches has it.
    func isReleased(_ batches: [[Int]]) -> [Bool] {
      var isReleased = [Bool](repeating: false, count: replicas.count)
      for batch in batches {
        for ordinal in batch where isReleased.indices.contains(ordinal) {
          isReleased[ordinal] = true
        }
      }
      return isReleased
    }
  }

  // MARK: Scaling

  /// Creates missing pods, deletes ended ones and those beyond the count.
  private static func scale(_ view: View, _ places: Places, _ sync: inout BatchReleaseSync) {
    let isReleased = places.isReleased(sync.state.batches)
    let isGoingBack = places.isReleased(sync.state.batches.suffix(1))
    let isOrdered = view.podManagementPolicy == .orderedReady
    var isBlocked = false
    for (ordinal, pod) in places.replicas.enumerated() {
      // Pods of a batch are made again at once: the order is for scaling.
      let isFree = isReleased[ordinal] || !isOrdered
      if let pod {
        if pod.hasEnded, !pod.isTerminating { sync.actions.append(.delete(ordinal: ordinal)) }
        if !isFree, !pod.isServing { isBlocked = true }
      } else if isFree || !isBlocked {
        let revision = revisionOfNewPod(
          sync.state, isReleased: isReleased[ordinal], isGoingBack: isGoingBack[ordinal])
        sync.actions.append(.create(ordinal: ordinal, revision: revision))
        if !isFree { isBlocked = true }
      }
    }
    guard isOrdered else {
      for pod in places.condemned where !pod.isTerminating {
        sync.actions.append(.delete(ordinal: pod.ordinal))
      }
      return
    }
    guard let last = places.condemned.first, !last.isTerminating, !isBlocked else { return }
    sync.actions.append(.delete(ordinal: last.ordinal))
  }

  /// The revision of a pod that is created now: the target only where a batch has brought it.
  private static func revisionOfNewPod(
    _ state: BatchReleaseState, isReleased: Bool, isGoingBack: Bool
  ) -> Int {
    switch state.phase {
    case .settled: state.targetRevision
    case .updating, .waiting, .rolledBack:
      isReleased ? state.targetRevision : state.goodRevision
    case .rollingBack:
      isReleased && !isGoingBack ? state.targetRevision : state.goodRevision
    case .rollingBackAll, .abandoned: state.goodRevision
    }
  }

  private static func counted(_ view: View, _ state: BatchReleaseState) -> StatefulSetStatus {
    var status = StatefulSetStatus(
      currentRevision: state.goodRevision, updateRevision: state.targetRevision)
    for pod in view.pods {
      status.replicas += 1
      if pod.isReady { status.ready += 1 }
      if pod.isReady, pod.isAvailable { status.available += 1 }
      guard !pod.isTerminating else { continue }
      if pod.revision == state.goodRevision { status.current += 1 }
      if pod.revision == state.targetRevision { status.updated += 1 }
    }
    return status
  }
}
