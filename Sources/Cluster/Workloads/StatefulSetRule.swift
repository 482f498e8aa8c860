// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Decides what one sync of the StatefulSet controller does.
///
/// Follows kubernetes v1.36 pkg/controller/statefulset/stateful_set_control.go,
/// `updateStatefulSet`: first the pods that shall be, then those beyond the count, then the update;
/// in order, the first thing to wait for ends the sync. Cost: linear in replicas and pods.
package enum StatefulSetRule {
  typealias View = StatefulSetView
  typealias Action = StatefulSetSync.Action

  /// The calls and the status of one sync.
  package static func sync(_ view: StatefulSetView) -> StatefulSetSync {
    var sync = StatefulSetSync(status: counted(view))
    let slots = Slots(view)
    decide(view, slots, &sync)
    completeUpdate(view, &sync.status)
    return sync
  }

  private static func decide(_ view: View, _ slots: Slots, _ sync: inout StatefulSetSync) {
    let isOrdered = view.podManagementPolicy == .orderedReady
    guard processReplicas(view, slots, isOrdered: isOrdered, &sync),
      processCondemned(view, slots, isOrdered: isOrdered, &sync),
      view.updateStrategy == .rollingUpdate
    else { return }
    if let maxUnavailable = view.maxUnavailable {
      update(view, slots, maxUnavailable: maxUnavailable, &sync)
    } else {
      updateOneByOne(view, slots, &sync)
    }
  }

  // MARK: The pods by their places

  /// The pods that shall be, by place, and those beyond the count from the highest ordinal down.
  private struct Slots {
    /// One place for each replica; nil where no pod is.
    var replicas: [View.Pod?]
    /// Pods whose ordinals are out of range.
    var condemned: [View.Pod] = []

    init(_ view: View) {
      replicas = Array(repeating: nil, count: view.replicas)
      for pod in view.pods {
        let place = pod.ordinal - view.firstOrdinal
        if replicas.indices.contains(place) {
          replicas[place] = pod
        } else {
          condemned.append(pod)
        }
      }
      condemned.sort { $0.ordinal > $1.ordinal }
    }

    /// The lowest ordinal among the pods that are not available; a missing one counts.
    func firstUnavailable(firstOrdinal: Int) -> Int? {
      if let place = replicas.firstIndex(where: { $0?.isUnavailable ?? true }) {
        return firstOrdinal + place
      }
      return condemned.last(where: \.isUnavailable)?.ordinal
    }
  }

  // MARK: Scaling

  /// Creates what is missing and deletes what has ended; false if the sync ends here.
  private static func processReplicas(
    _ view: View, _ slots: Slots, isOrdered: Bool, _ sync: inout StatefulSetSync
  ) -> Bool {
    for (place, pod) in slots.replicas.enumerated() {
      guard let pod else {
        sync.actions.append(
          .create(
            ordinal: view.firstOrdinal + place, revision: revision(ofPlace: place, view)))
        if isOrdered { return false }
        continue
      }
      if pod.hasEnded, !pod.isTerminating {
        sync.actions.append(.delete(ordinal: pod.ordinal, revision: pod.revision))
      }
      if isOrdered, pod.hasEnded || pod.isTerminating || !pod.isReady || !pod.isAvailable {
        return false
      }
    }
    return true
  }

  /// The revision of a pod that is created now: below the partition the current one.
  private static func revision(ofPlace place: Int, _ view: View) -> Int {
    let isOld = view.updateStrategy == .rollingUpdate && place < view.partition
    return isOld ? view.currentRevision ?? view.updateRevision : view.updateRevision
  }

  /// Deletes pods beyond the count; false if the sync ends here.
  private static func processCondemned(
    _ view: View, _ slots: Slots, isOrdered: Bool, _ sync: inout StatefulSetSync
  ) -> Bool {
    guard isOrdered else {
      for pod in slots.condemned where !pod.isTerminating {
        sync.actions.append(.delete(ordinal: pod.ordinal, revision: pod.revision))
      }
      return true
    }
    guard let pod = slots.condemned.first else { return true }
    if pod.isTerminating { return false }
    let isHealthy = pod.isReady && pod.isAvailable
    if isHealthy || pod.ordinal == slots.firstUnavailable(firstOrdinal: view.firstOrdinal) {
      sync.actions.append(.delete(ordinal: pod.ordinal, revision: pod.revision))
    }
    return false
  }

  // MARK: Rolling update

  /// Deletes the highest pod of an old revision unless one above it is not available.
  private static func updateOneByOne(
    _ view: View, _ slots: Slots, _ sync: inout StatefulSetSync
  ) {
    for place in slots.replicas.indices.reversed() where place >= view.partition {
      // A pod that this sync creates has the update revision here and is not available.
      guard let pod = slots.replicas[place] else { return }
      if pod.revision != view.updateRevision, !pod.isTerminating {
        delete(pod, &sync)
        return
      }
      if pod.isUnavailable { return }
    }
  }

  /// Deletes as many of the highest pods of old revisions as may be missing besides the missing.
  ///
  /// Gate MaxUnavailableStatefulSet: unavailable pods count wherever they are.
  private static func update(
    _ view: View, _ slots: Slots, maxUnavailable: Int, _ sync: inout StatefulSetSync
  ) {
    let unavailable = slots.replicas.count { $0?.isUnavailable ?? true }
    var left = maxUnavailable - unavailable
    for place in slots.replicas.indices.reversed() where place >= view.partition && left > 0 {
      guard let pod = slots.replicas[place], pod.revision != view.updateRevision,
        !pod.isTerminating
      else { continue }
      delete(pod, &sync)
      left -= 1
    }
  }

  private static func delete(_ pod: View.Pod, _ sync: inout StatefulSetSync) {
    // A pod that has ended may have been deleted already, as one that shall be made again.
    let action = Action.delete(ordinal: pod.ordinal, revision: pod.revision)
    if !pod.hasEnded { sync.actions.append(action) }
    sync.status.current -= 1
  }

  // MARK: Status

  /// The pods as the sync finds them, summed up.
  package static func counted(_ view: StatefulSetView) -> StatefulSetStatus {
    let current = view.currentRevision ?? view.updateRevision
    var status = StatefulSetStatus(currentRevision: current, updateRevision: view.updateRevision)
    for pod in view.pods {
      status.replicas += 1
      if pod.isReady { status.ready += 1 }
      if pod.isReady, pod.isAvailable { status.available += 1 }
      guard !pod.isTerminating else { continue }
      if pod.revision == current { status.current += 1 }
      if pod.revision == view.updateRevision { status.updated += 1 }
    }
    return status
  }

  /// Makes the update revision the current one when all pods that exist are updated and ready.
  ///
  /// The partition is not looked at.
  private static func completeUpdate(_ view: View, _ status: inout StatefulSetStatus) {
    guard view.updateStrategy == .rollingUpdate, status.updated == view.replicas,
      status.ready == view.replicas, status.replicas == view.replicas
    else { return }
    status.current = status.updated
    status.currentRevision = status.updateRevision
  }
}
