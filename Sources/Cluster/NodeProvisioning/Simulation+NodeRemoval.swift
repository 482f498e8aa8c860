// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Nodes that an autoscaler no longer wants: tainted, emptied, deleted.
///
/// Times: kubernetes/autoscaler cluster-autoscaler/core/scaledown/actuation/drain.go.
extension Simulation {
  static let toBeDeleted = "ToBeDeletedByClusterAutoscaler"
  /// The wait before an eviction that a budget refused is tried again.
  private static let evictionRetryTime = SimulationDuration.seconds(10)
  /// How often it is looked whether the pods are gone.
  private static let drainPollTime = SimulationDuration.seconds(5)
  /// What pods may take beyond the longest grace period.
  private static let evictionHeadroom = SimulationDuration.seconds(30)

  mutating func beginRemoval(of node: NodeIndex, drains: Bool) {
    let pool = Int(nodes.pool[node])
    guard let group = nodeGroups.firstIndex(where: { $0.pool == pool }),
      !removals.contains(where: { $0.node == node })
    else { return }
    nodes.addTaint(Taint(key: Self.toBeDeleted, effect: .noSchedule), to: node)
    notifyDaemonSets()
    removals.append(NodeRemoval(node: node, group: group, drains: drains))
    record(drains ? .scaleDown : .scaleDownEmpty, .node(node))
    schedule(
      .nodeRemovalDue(node), after: nodeAutoscaler.settings.nodeDeleteDelayAfterTaint,
      .controllers)
  }

  /// Begins the drain, or goes on with it, and deletes the node once it is empty.
  mutating func continueRemoval(of node: NodeIndex) {
    guard let place = removals.firstIndex(where: { $0.node == node }) else { return }
    let start = removals[place].drainStartedAt ?? now
    removals[place].drainStartedAt = start
    if isEmptyButForDaemons(node) {
      let removal = removals.remove(at: place)
      removeNode(node, ofGroup: removal.group)
      return
    }
    // An empty node that got a pod in the meantime is deleted with it.
    guard removals[place].drains else {
      let removal = removals.remove(at: place)
      removeNode(node, ofGroup: removal.group)
      return
    }
    let settings = nodeAutoscaler.settings
    if removals[place].allEvictedAt == nil, evictAll(from: node) {
      removals[place].allEvictedAt = now
    }
    if let evictedAt = removals[place].allEvictedAt {
      let longest = settings.maxGracefulTermination + Self.evictionHeadroom
      guard now < evictedAt + longest else { return abortRemoval(place) }
      schedule(.nodeRemovalDue(node), after: Self.drainPollTime, .controllers)
    } else {
      guard now < start + settings.maxPodEvictionTime else { return abortRemoval(place) }
      schedule(.nodeRemovalDue(node), after: Self.evictionRetryTime, .controllers)
    }
  }

  /// Whether nothing is on a node but pods of DaemonSets, which go with it.
  func isEmptyButForDaemons(_ node: NodeIndex) -> Bool {
    nodes.pods[node].allSatisfy { nodes.templates[$0.template].owner?.kind == "DaemonSet" }
  }

  func isOfDaemonSet(_ handle: PodHandle) -> Bool {
    let owner = replicaSets[pods[handle].replicaSet].deployment
    return !owner.isNone && deployments[owner].daemon != nil
  }

  /// Tells all pods of a node to go but those of DaemonSets; false if some may not yet.
  private mutating func evictAll(from node: NodeIndex) -> Bool {
    var counts = countBudgets()
    var isDone = true
    forEachPod(on: node) { simulation, handle in
      if simulation.isOfDaemonSet(handle) { return }
      if !simulation.evict(handle, &counts) { isDone = false }
    }
    return isDone
  }

  /// The node stays.
  private mutating func abortRemoval(_ place: Int) {
    let removal = removals.remove(at: place)
    nodes.removeTaint(key: Self.toBeDeleted, effect: .noSchedule, from: removal.node)
    notifyDaemonSets()
    failedRemovals += 1
    record(.scaleDownFailed, .node(removal.node))
    wakeScheduler(for: .nodeTaintsChanged)
  }
}
