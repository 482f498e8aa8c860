// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Decides what one sync of the CloneSet controller does.
///
/// Follows openkruise/kruise pkg/controller/cloneset/sync: `cloneset_scale.go` and
/// `cloneset_update.go`. A sync that creates or deletes pods updates none. Where Go sorts without
/// keeping the order of equal pods, this keeps it. Cost: n log n in the pods.
package enum CloneSetRule {
  typealias View = CloneSetView

  /// The calls of one sync.
  package static func sync(_ view: CloneSetView) -> CloneSetSync {
    var sync = CloneSetSync(differences: CloneSetDifferences(view))
    scale(view, &sync)
    if sync.actions.isEmpty { update(view, &sync) }
    return sync
  }

  // MARK: Scaling

  private static func scale(_ view: View, _ sync: inout CloneSetSync) {
    let differences = sync.differences
    let specified = view.pods.indices.filter { view.isSpecifiedDelete(view.pods[$0]) }
    let preparing = view.pods.indices.filter { view.pods[$0].lifecycle == .preparingDelete }
    let planned = Set(specified + preparing).count
    spare(view, preparing, planned: planned, &sync)
    if !sync.actions.isEmpty { return }
    if differences.scaleUp > 0 {
      create(view, differences, &sync)
      return
    }
    delete(preparing, view, &sync)
    if !sync.actions.isEmpty { return }
    var readyLimit = differences.deleteReadyLimit
    let named = specified.filter { !preparing.contains($0) }
    delete(withinLimit(named, view, &readyLimit), view, &sync)
    if !sync.actions.isEmpty { return }
    // While pods are on their way out by name the count does not shrink otherwise.
    guard differences.scaleDown > 0, planned == 0 else { return }
    let chosen = victims(view, differences)
    delete(withinLimit(chosen, view, &readyLimit), view, &sync)
  }

  /// Lets pods that prepared to go stay when they are wanted again.
  private static func spare(
    _ view: View, _ preparing: [Int], planned: Int, _ sync: inout CloneSetSync
  ) {
    var wanted = Int(view.spec.replicas) - view.pods.count + planned
    for pod in preparing where wanted > 0 && !view.isSpecifiedDelete(view.pods[pod]) {
      sync.actions.append(.setLifecycle(pod: pod, .preparingNormal))
      wanted -= 1
    }
  }

  private static func create(
    _ view: View, _ differences: CloneSetDifferences, _ sync: inout CloneSetSync
  ) {
    let old = min(differences.scaleUpOld, differences.scaleUpLimit)
    let new = differences.scaleUpLimit - old
    if old > 0 { sync.actions.append(.create(count: old, revision: view.currentRevision)) }
    if new > 0 { sync.actions.append(.create(count: new, revision: view.updateRevision)) }
  }

  /// Pods that are not ready may all go, ready ones as many as the limit has.
  private static func withinLimit(_ pods: [Int], _ view: View, _ limit: inout Int) -> [Int] {
    pods.filter { pod in
      if !view.pods[pod].isCalm { return true }
      guard limit > 0 else { return false }
      limit -= 1
      return true
    }
  }

  private static func delete(_ pods: [Int], _ view: View, _ sync: inout CloneSetSync) {
    for pod in pods {
      if !view.pods[pod].isHeldFromDeletion {
        sync.actions.append(.delete(pod: pod))
      } else if view.pods[pod].lifecycle != .preparingDelete {
        sync.actions.append(.setLifecycle(pod: pod, .preparingDelete))
      }
    }
  }

  /// The pods to delete: old ones as far as they are too many, then new ones.
  private static func victims(_ view: View, _ differences: CloneSetDifferences) -> [Int] {
    func choose(_ count: Int, isNew: Bool) -> [Int] {
      let pods = view.pods.indices.filter {
        (view.pods[$0].revision == view.updateRevision) == isNew
      }
      guard count < pods.count else { return pods }
      return Array(pods.sorted { goesBefore($0, $1, view) }.prefix(count))
    }
    let old = min(max(differences.scaleDownOld, 0), differences.scaleDown)
    return (old > 0 ? choose(old, isNew: false) : [])
      + (differences.scaleDown > old ? choose(differences.scaleDown - old, isNew: true) : [])
  }

  /// Whether one pod is deleted before another (pkg/controller/cloneset/utils/pod_sorter.go).
  private static func goesBefore(_ left: Int, _ right: Int, _ view: View) -> Bool {
    let (first, second) = (view.pods[left], view.pods[right])
    if first.isAssigned != second.isAssigned { return !first.isAssigned }
    if first.phaseRank != second.phaseRank { return first.phaseRank < second.phaseRank }
    if first.isAvailable != second.isAvailable { return !first.isAvailable }
    if first.isReady != second.isReady { return !first.isReady }
    if first.deletionCost != second.deletionCost { return first.deletionCost < second.deletionCost }
    if first.podsOnNode != second.podsOnNode { return first.podsOnNode > second.podsOnNode }
    return CloneSetOrder.isYounger(first, second) ?? (left < right)
  }

  // MARK: Updating

  private static func update(_ view: View, _ sync: inout CloneSetSync) {
    guard !refresh(view, &sync), !view.spec.updateStrategy.paused, sync.differences.update != 0
    else { return }
    let isForward = sync.differences.update > 0
    let target = isForward ? view.updateRevision : view.currentRevision
    let waiting = view.pods.indices.filter { index in
      let pod = view.pods[index]
      return (pod.revision == view.updateRevision) != isForward
        && pod.lifecycle != .preparingDelete
        && (pod.lifecycle == .updated || !pod.progress.isInGracePeriod)
    }
    let ordered = CloneSetOrder.sorted(waiting, view)
    for pod in allowed(ordered, target: target, view, sync.differences) {
      updatePod(pod, to: target, view, &sync)
      if sync.isRefused { return }
    }
  }

  /// Looks after each pod; whether the lifecycle of one goes on, upon which none is updated.
  private static func refresh(_ view: View, _ sync: inout CloneSetSync) -> Bool {
    var isModified = false
    for (index, pod) in view.pods.enumerated() {
      let refresh = InPlaceRefresh(
        pod.progress, lifecycle: pod.lifecycle,
        isUpdateRevision: pod.revision == view.updateRevision, mayBecomeNormal: pod.isAssigned,
        isFree: !view.hasUpdateHook || pod.isHooked)
      if refresh.changesImage { sync.actions.append(.changeImage(pod: index)) }
      if refresh.opensGate { sync.actions.append(.openGate(pod: index)) }
      guard let next = refresh.lifecycle else { continue }
      sync.actions.append(.setLifecycle(pod: index, next))
      isModified = true
    }
    return isModified
  }

  /// The first candidates, as many as may be missing.
  ///
  /// An old pod that is missing already uses a place among those of the target revision but does
  /// not add to those missing at all.
  private static func allowed(
    _ ordered: [Int], target: Int, _ view: View, _ differences: CloneSetDifferences
  ) -> ArraySlice<Int> {
    let candidates = ordered.prefix(abs(differences.update))
    var unavailable = 0
    var unavailableInTarget = 0
    for pod in view.pods where !pod.isAvailable {
      unavailable += 1
      if pod.revision == target { unavailableInTarget += 1 }
    }
    var count = 0
    for pod in candidates {
      if unavailableInTarget + count >= differences.updateMaxUnavailable { break }
      if view.pods[pod].isAvailable {
        if unavailable >= differences.updateMaxUnavailable { break }
        unavailable += 1
      }
      count += 1
    }
    return candidates.prefix(count)
  }

  private static func updatePod(
    _ index: Int, to target: Int, _ view: View, _ sync: inout CloneSetSync
  ) {
    let pod = view.pods[index]
    let type = view.spec.updateStrategy.type
    if type != .recreate, view.inPlaceRevisions.contains(pod.revision) {
      updateInPlace(index, to: target, view, &sync)
      return
    }
    if type == .inPlaceOnly {
      sync.isRefused = true
    } else if !pod.isSpecifiedDelete {
      sync.actions.append(.specifyDelete(pod: index, revision: target))
    }
  }

  private static func updateInPlace(
    _ index: Int, to target: Int, _ view: View, _ sync: inout CloneSetSync
  ) {
    let pod = view.pods[index]
    let isHeld = view.hasUpdateHook && pod.isHooked
    switch pod.lifecycle {
    case .normal, .preparingNormal:
      sync.actions.append(
        isHeld
          ? .setLifecycle(pod: index, .preparingUpdate)
          : .updateInPlace(pod: index, revision: target))
    case .updated: sync.actions.append(.setLifecycle(pod: index, .preparingUpdate))
    case .preparingUpdate where isHeld: break
    case .preparingUpdate, .updating:
      sync.actions.append(.updateInPlace(pod: index, revision: target))
    case .preparingDelete: sync.isRefused = true
    }
  }
}
