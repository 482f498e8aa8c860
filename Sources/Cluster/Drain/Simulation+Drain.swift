// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// `kubectl drain`: nodes are cordoned, then emptied one after the other.
///
/// Source: kubernetes v1.36 staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go (RunDrain) and
/// pkg/drain/drain.go (evictPods, waitForDelete), with --ignore-daemonsets and
/// --delete-emptydir-data.
extension Simulation {
  /// The wait before an eviction that a budget refused is tried again.
  private static let evictionRetryTime = SimulationDuration.seconds(5)
  /// How often it is looked whether the evicted pods are gone.
  private static let drainPollTime = SimulationDuration.seconds(1)

  /// Cordons the first nodes of a pool that are not cordoned and begins to empty them.
  mutating func drainNodes(pool: Int, count: Int, timeout: SimulationDuration?) {
    let free = nodes.indices.filter {
      nodes.isPresent[$0] && Int(nodes.pool[$0]) == pool && !nodes.isUnschedulable[$0]
    }
    let list = Array(free.prefix(count))
    guard !list.isEmpty else { return }
    for node in list { cordon(node) }
    drains.append(
      DrainState(nodes: list, deadline: timeout.map { now + $0 }, startedAt: now))
    continueDrain(drains.count - 1)
  }

  private mutating func cordon(_ node: NodeIndex) {
    nodes.setUnschedulable(true, of: node)
    health[node.position].cordonedAt = now
    record(.nodeCordoned, .node(node))
  }

  /// Lets cordoned nodes of a pool take pods again, the longest cordoned first.
  mutating func uncordonNodes(pool: Int, count: Int) {
    let cordoned = nodes.indices.filter {
      nodes.isPresent[$0] && Int(nodes.pool[$0]) == pool && nodes.isUnschedulable[$0]
    }
    let longestFirst = cordoned.sorted {
      (health[$0.position].cordonedAt, $0) < (health[$1.position].cordonedAt, $1)
    }
    for node in longestFirst.prefix(count) {
      nodes.setUnschedulable(false, of: node)
      record(.nodeUncordoned, .node(node))
    }
    wakeScheduler(for: .nodeTaintsChanged)
  }

  /// Evicts what may go and looks again, or goes on to the next node.
  mutating func continueDrain(_ number: Int) {
    while drains[number].place < drains[number].nodes.count {
      let node = drains[number].nodes[drains[number].place]
      if nodes.isPresent[node], !isEmptyButForDaemons(node) {
        if let deadline = drains[number].deadline, now >= deadline {
          record(.drainTimedOut, .node(node))
          drains[number].place = drains[number].nodes.count
          return
        }
        evictPods(of: node, inDrain: number)
        schedule(.drainDue(UInt32(number)), at: nextLook(of: drains[number]), .controllers)
        return
      }
      record(.nodeDrained, .node(node), (now - drains[number].startedAt).microseconds)
      drains[number].place += 1
      drains[number].startedAt = now
      drains[number].retryAt = nil
      drains[number].heldUpBy.removeAll()
    }
  }

  private func nextLook(of drain: DrainState) -> SimulationTime {
    let look = min(now + Self.drainPollTime, drain.retryAt ?? .zero + .hours(1_000_000))
    guard let deadline = drain.deadline, deadline > now else { return look }
    return min(look, deadline)
  }

  /// Evicts the pods of a node at its beginning, and those that were refused when it is time.
  private mutating func evictPods(of node: NodeIndex, inDrain number: Int) {
    let isFirst = drains[number].startedAt == now
    guard isFirst || drains[number].retryAt.map({ $0 <= now }) ?? false else { return }
    var counts = countBudgets()
    var refused: [PodHandle] = []
    for handle in podsOnNode[node.position] where !isOfDaemonSet(handle) {
      if !evict(handle, &counts) { refused.append(handle) }
    }
    drains[number].retryAt = refused.isEmpty ? nil : now + Self.evictionRetryTime
    for handle in refused where !drains[number].heldUpBy.contains(handle) {
      drains[number].heldUpBy.append(handle)
      record(
        .drainHeldUp, .pod(pods[handle].replicaSet, ordinal: pods[handle].ordinal),
        Int64(node.rawValue))
    }
  }
}
