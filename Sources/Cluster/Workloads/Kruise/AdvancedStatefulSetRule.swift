// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Decides what one sync of the controller of OpenKruise's StatefulSet does.
///
/// Follows openkruise/kruise pkg/controller/statefulset/stateful_set_control.go and
/// stateful_update_utils.go. It differs from the native controller in reserved ordinals, pods that
/// are named for deletion, more than one pod at a time, an order of updates by priority, updates in
/// place, and in that a pod that is missing already may always be updated.
package enum AdvancedStatefulSetRule {
  typealias View = AdvancedStatefulSetView
  typealias Action = AdvancedStatefulSetSync.Action

  /// The calls of one sync.
  package static func sync(_ view: AdvancedStatefulSetView) -> AdvancedStatefulSetSync {
    var sync = AdvancedStatefulSetSync()
    let slots = Slots(view)
    let isOrdered = view.spec.podManagementPolicy == .orderedReady
    guard processReplicas(view, slots, isOrdered: isOrdered, &sync),
      processCondemned(slots, isOrdered: isOrdered, &sync), !sync.hasRefreshed,
      view.spec.updateStrategy.type == .rollingUpdate, !view.spec.updateStrategy.paused
    else { return sync }
    update(view, slots, &sync)
    return sync
  }

  // MARK: The pods by their places

  /// One slot for each ordinal up to the last that is wanted.
  private struct Slots {
    /// The pods by ordinal; nil where none is, as at reserved ones.
    var pods: [View.Pod?]
    var isReserved: [Bool]
    /// Pods whose ordinals are reserved or too high, highest first.
    var condemned: [View.Pod] = []

    init(_ view: View) {
      let replicas = Int(view.spec.replicas)
      let reserved = Set(view.spec.reserveOrdinals.map(Int.init))
      isReserved = []
      var wanted = 0
      while wanted < replicas {
        let isTaken = reserved.contains(isReserved.count)
        isReserved.append(isTaken)
        if !isTaken { wanted += 1 }
      }
      pods = Array(repeating: nil, count: isReserved.count)
      for pod in view.pods {
        let ordinal = pod.base.ordinal
        if pods.indices.contains(ordinal), !isReserved[ordinal] {
          pods[ordinal] = pod
        } else {
          condemned.append(pod)
        }
      }
      condemned.sort { $0.base.ordinal > $1.base.ordinal }
    }

    /// The lowest ordinal of a pod that is not healthy; a pod that is to be created counts.
    var firstUnhealthy: Int? {
      let place = pods.indices.first { place in
        !isReserved[place] && !(pods[place].map(AdvancedStatefulSetRule.isHealthy) ?? false)
      }
      return place ?? condemned.last { !AdvancedStatefulSetRule.isHealthy($0) }?.base.ordinal
    }
  }

  private static func isHealthy(_ pod: View.Pod) -> Bool {
    pod.base.isReady && !pod.base.isTerminating && !pod.base.hasEnded
  }

  // MARK: Scaling

  /// Creates what is missing; false if the sync ends here.
  private static func processReplicas(
    _ view: View, _ slots: Slots, isOrdered: Bool, _ sync: inout AdvancedStatefulSetSync
  ) -> Bool {
    let replicas = Int(view.spec.replicas)
    // Only Parallel knows this bound; a percentage rounds down and one pod may always go.
    var left = view.spec.scaleMaxUnavailable.flatMap {
      isOrdered ? nil : max(1, $0.scaled(total: replicas, roundingUp: false) ?? 1)
    }
    func isLast() -> Bool {
      guard let count = left else { return false }
      left = count - 1
      return count <= 1
    }
    for place in slots.pods.indices where !slots.isReserved[place] {
      guard let pod = slots.pods[place]?.base else {
        sync.actions.append(
          .create(ordinal: place, revision: revision(ofNew: place, view, slots)))
        if isOrdered { return false }
        if isLast() { break }
        continue
      }
      if pod.hasEnded {
        if isLast() { break }
        if !pod.isTerminating { sync.actions.append(.delete(ordinal: place)) }
        if isOrdered { return false }
        continue
      }
      if !pod.isTerminating, let all = slots.pods[place] { refresh(all, view, &sync) }
      if isOrdered, pod.isTerminating || !pod.isAvailable { return false }
      if pod.isTerminating || !pod.isAvailable, isLast() { break }
    }
    return true
  }

  /// Looks after a pod that changes in place.
  private static func refresh(
    _ pod: View.Pod, _ view: View, _ sync: inout AdvancedStatefulSetSync
  ) {
    let refresh = InPlaceRefresh(
      pod.progress, lifecycle: pod.lifecycle,
      isUpdateRevision: pod.base.revision == view.updateRevision, mayBecomeNormal: true,
      isFree: true)
    let ordinal = pod.base.ordinal
    if refresh.changesImage { sync.actions.append(.changeImage(ordinal: ordinal)) }
    if refresh.opensGate { sync.actions.append(.openGate(ordinal: ordinal)) }
    if let next = refresh.lifecycle {
      sync.actions.append(.setLifecycle(ordinal: ordinal, next))
    }
    if refresh.changesImage || refresh.opensGate || refresh.lifecycle != nil {
      sync.hasRefreshed = true
    }
  }

  /// The revision of a pod that is created now.
  private static func revision(ofNew place: Int, _ view: View, _ slots: Slots) -> Int {
    let current = view.currentRevision ?? view.updateRevision
    let strategy = view.spec.updateStrategy
    guard strategy.type == .rollingUpdate else { return view.updateRevision }
    let partition = Int(strategy.partition)
    if strategy.unorderedUpdate == nil {
      let before = slots.isReserved[..<place].count { !$0 }
      return before + 1 <= partition ? current : view.updateRevision
    }
    let old = slots.pods.indices.count { other in
      other != place && (slots.pods[other].map { $0.base.revision != view.updateRevision } ?? false)
    }
    return old < partition ? current : view.updateRevision
  }

  /// Deletes pods beyond the count; false if the sync ends here.
  private static func processCondemned(
    _ slots: Slots, isOrdered: Bool, _ sync: inout AdvancedStatefulSetSync
  ) -> Bool {
    guard isOrdered else {
      for pod in slots.condemned where !pod.base.isTerminating {
        sync.actions.append(.delete(ordinal: pod.base.ordinal))
      }
      return true
    }
    guard let pod = slots.condemned.first?.base else { return true }
    let isFine = pod.isReady && pod.isAvailable
    if !pod.isTerminating, isFine || pod.ordinal == slots.firstUnhealthy {
      sync.actions.append(.delete(ordinal: pod.ordinal))
    }
    return false
  }

  // MARK: Rolling update

  private static func update(
    _ view: View, _ slots: Slots, _ sync: inout AdvancedStatefulSetSync
  ) {
    let strategy = view.spec.updateStrategy
    let replicas = Int(view.spec.replicas)
    let most = max(1, strategy.maxUnavailable.scaled(total: replicas, roundingUp: false) ?? 1)
    var isUnavailable = slots.pods.indices.map { place in
      guard let pod = slots.pods[place] else { return !slots.isReserved[place] }
      return !isHealthy(pod) || !pod.progress.isUpdateComplete || !pod.base.isAvailable
    }
    var unavailable = isUnavailable.count { $0 }
    func mark(_ place: Int) {
      if !isUnavailable[place] { unavailable += 1 }
      isUnavailable[place] = true
    }
    var isDeleted = [Bool](repeating: false, count: slots.pods.count)
    // Pods named for deletion do not mind the partition, and one that must wait blocks no other.
    for place in slots.pods.indices.reversed() {
      guard let pod = slots.pods[place], pod.isSpecifiedDelete,
        unavailable < most || isUnavailable[place]
      else { continue }
      isDeleted[place] = true
      if !pod.base.isTerminating { sync.actions.append(.delete(ordinal: place)) }
      mark(place)
    }
    for place in updateOrder(view, slots) {
      guard let pod = slots.pods[place], pod.base.revision != view.updateRevision else { continue }
      if unavailable >= most, !isUnavailable[place] { return }
      guard !isDeleted[place], !pod.base.isTerminating else { continue }
      replace(pod, view, &sync)
      if sync.isRefused { return }
      mark(place)
    }
  }

  private static func replace(
    _ pod: View.Pod, _ view: View, _ sync: inout AdvancedStatefulSetSync
  ) {
    let policy = view.spec.updateStrategy.podUpdatePolicy
    if policy != .recreate, view.inPlaceRevisions.contains(pod.base.revision) {
      sync.actions.append(
        .updateInPlace(ordinal: pod.base.ordinal, revision: view.updateRevision))
    } else if policy == .inPlaceOnly {
      sync.isRefused = true
    } else {
      sync.actions.append(.delete(ordinal: pod.base.ordinal))
    }
  }

  /// The places of the pods that shall have the update revision, in the order of their turns.
  private static func updateOrder(_ view: View, _ slots: Slots) -> [Int] {
    let strategy = view.spec.updateStrategy
    let partition = Int(strategy.partition)
    let most = Int(view.spec.replicas) - partition
    guard most > 0 else { return [] }
    let places = slots.pods.indices.reversed().filter { !slots.isReserved[$0] }
    guard let priority = strategy.unorderedUpdate else {
      return Array(places.filter { $0 >= partition }.prefix(most))
    }
    func isDone(_ place: Int) -> Bool {
      guard let pod = slots.pods[place] else { return true }
      return pod.base.isTerminating || pod.base.revision == view.updateRevision
    }
    let labels = slots.pods.map { $0?.labels ?? [:] }
    let waiting = UpdatePriority(priority).sorted(places.filter { !isDone($0) }, labels: labels)
    return Array((places.filter(isDone) + waiting).prefix(most))
  }
}
