// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Decides what one sync of the DaemonSet controller does.
///
/// Follows kubernetes v1.36 pkg/controller/daemon: `daemon_controller.go` (podsShouldBeOnNode,
/// syncNodes) and `update.go` (rollingUpdate). A sync that creates or deletes pods for their nodes'
/// sake leaves the update to the next one. Cost: linear in nodes and pods.
package enum DaemonSetRule {
  typealias View = DaemonSetView
  typealias Pod = DaemonSetView.Pod

  /// Creations and deletions of one sync at most, each (`BurstReplicas`).
  package static let burst = 250

  /// The calls and the status of one sync.
  package static func sync(_ view: DaemonSetView) -> DaemonSetSync {
    let limits = Limits(view)
    var sync = DaemonSetSync(status: counted(view))
    for place in view.nodes.indices { manage(place, view, limits, &sync) }
    if sync.creations.isEmpty, sync.deletions.isEmpty, view.updateStrategy == .rollingUpdate {
      if limits.maxSurge == 0 {
        replace(view, limits, &sync)
      } else {
        surge(view, limits, &sync)
      }
    }
    sync.creations = Array(sync.creations.prefix(burst))
    sync.deletions = Array(sync.deletions.prefix(burst))
    return sync
  }

  /// The limits of the update, in nodes: percentages of the wanted nodes round up.
  private struct Limits {
    var desired: Int
    var maxSurge: Int
    var maxUnavailable: Int

    init(_ view: View) {
      desired = view.nodes.count(where: \.shouldRun)
      maxSurge = max(0, view.maxSurge.scaled(total: desired, roundingUp: true) ?? 0)
      let unavailable = view.maxUnavailable.scaled(total: desired, roundingUp: true) ?? 0
      // With both zero nothing could move.
      maxUnavailable = unavailable <= 0 && maxSurge == 0 ? 1 : max(0, unavailable)
    }
  }

  // MARK: A pod on every node

  private static func manage(
    _ place: Int, _ view: View, _ limits: Limits, _ sync: inout DaemonSetSync
  ) {
    let node = view.nodes[place]
    if node.shouldRun, node.pods.isEmpty {
      sync.creations.append(place)
    } else if node.shouldContinueRunning {
      prune(place, node, view, limits, &sync)
    } else {
      sync.deletions += node.pods.lazy.filter { !$0.isTerminating }.map(\.id)
    }
  }

  /// Deletes pods that have ended, and those beyond one, or one of each revision.
  private static func prune(
    _ place: Int, _ node: View.Node, _ view: View, _ limits: Limits, _ sync: inout DaemonSetSync
  ) {
    var running: [Pod] = []
    for pod in node.pods where !pod.isTerminating {
      if pod.hasFailed {
        if !pod.isInBackOff { sync.deletions.append(pod.id) }
      } else if pod.hasSucceeded {
        sync.deletions.append(pod.id)
      } else {
        running.append(pod)
      }
    }
    guard running.count > 1 else {
      // With a surge a pod that ends is replaced at once; without one when it is gone.
      if running.isEmpty, node.shouldRun, limits.maxSurge > 0 { sync.creations.append(place) }
      return
    }
    running.sort(by: isOlder)
    if limits.maxSurge == 0 {
      sync.deletions += running.dropFirst().map(\.id)
      return
    }
    let new = running.first { $0.revision == view.updateRevision }
    let old = running.first { $0.revision != view.updateRevision }
    sync.deletions += running.filter { $0.id != new?.id && $0.id != old?.id }.map(\.id)
    if let new, let old, !old.isReady || new.isAvailable { sync.deletions.append(old.id) }
  }

  /// Scheduled pods first, then the older one.
  private static func isOlder(_ left: Pod, _ right: Pod) -> Bool {
    if left.isScheduled != right.isScheduled { return left.isScheduled }
    return (left.createdAt, left.id) < (right.createdAt, right.id)
  }

  // MARK: Rolling update

  /// The one pod of the update revision and the one of another; nil if there are more of one kind.
  private static func pair(_ node: View.Node, _ view: View) -> (new: Pod?, old: Pod?)? {
    var new: Pod?
    var old: Pod?
    for pod in node.pods where !pod.isTerminating {
      if pod.revision == view.updateRevision {
        if new != nil { return nil }
        new = pod
      } else {
        if old != nil { return nil }
        old = pod
      }
    }
    return (new, old)
  }

  /// Without a surge: old pods that are missing go, and as many others as may be missing.
  private static func replace(_ view: View, _ limits: Limits, _ sync: inout DaemonSetSync) {
    var unavailable = 0
    var replaced: [Int] = []
    var candidates: [Int] = []
    for node in view.nodes where node.shouldRun || !node.pods.isEmpty {
      guard let (new, old) = pair(node, view) else {
        unavailable += 1
        continue
      }
      switch (new, old) {
      case (nil, nil), (.some, .some): unavailable += 1
      case (.some(let new), nil): if !new.isAvailable { unavailable += 1 }
      case (nil, .some(let old)) where !old.isAvailable:
        replaced.append(old.id)
        unavailable += 1
      case (nil, .some(let old)):
        if unavailable < limits.maxUnavailable { candidates.append(old.id) }
      }
    }
    // Nodes looked at later may have used up what earlier candidates counted on.
    let left = max(0, limits.maxUnavailable - unavailable)
    sync.deletions = replaced + candidates.prefix(left)
  }

  /// With a surge: a new pod comes first, and the old one goes when it is available.
  private static func surge(_ view: View, _ limits: Limits, _ sync: inout DaemonSetSync) {
    var surging = 0
    var available = 0
    var allowed: [Int] = []
    var candidates: [Int] = []
    var unwanted: [Int] = []
    for (place, node) in view.nodes.enumerated() where node.shouldRun || !node.pods.isEmpty {
      guard let (new, old) = pair(node, view) else {
        surging += 1
        continue
      }
      if (old ?? new)?.isAvailable ?? false { available += 1 }
      guard let old else { continue }
      switch new {
      case .some(let new) where new.isAvailable: sync.deletions.append(old.id)
      case .some: surging += 1
      case nil where !node.shouldRun:
        if old.isAvailable { unwanted.append(old.id) } else { sync.deletions.append(old.id) }
      case nil where !old.isAvailable: allowed.append(place)
      case nil: if surging < limits.maxSurge { candidates.append(place) }
      }
    }
    // Where a pod need no longer be, it goes when enough others are available.
    sync.deletions += unwanted.prefix(max(0, available - limits.desired))
    sync.creations = allowed + candidates.prefix(max(0, limits.maxSurge - surging))
  }

  // MARK: Status

  /// The nodes as the sync finds them, summed up.
  private static func counted(_ view: View) -> DaemonSetSync.Status {
    var status = DaemonSetSync.Status()
    for node in view.nodes {
      if node.shouldRun { status.desired += 1 }
      guard let pod = node.pods.min(by: isOlder) else { continue }
      guard node.shouldRun else {
        status.misscheduled += 1
        continue
      }
      status.current += 1
      if pod.isReady { status.ready += 1 }
      if pod.isReady, pod.isAvailable { status.available += 1 }
      if pod.revision == view.updateRevision { status.updated += 1 }
    }
    return status
  }
}
