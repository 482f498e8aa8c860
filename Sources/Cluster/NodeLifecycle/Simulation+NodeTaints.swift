// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// The taints of nodes that are not heard, and the eviction of their pods.
///
/// Follows kubernetes v1.36 pkg/controller/nodelifecycle/node_lifecycle_controller.go
/// (`doNoScheduleTaintingPass`, `doNoExecuteTaintingPass`) and
/// pkg/controller/tainteviction/taint_eviction.go. A taint is changed by a read and a patch
/// (pkg/controller/controller_utils.go, `AddOrUpdateTaintOnNode`).
extension Simulation {
  static let unreachable = "node.kubernetes.io/unreachable"

  // MARK: NoSchedule

  /// The requests that bring the NoSchedule taint of a node in line with its condition.
  func planNoScheduleTaint(_ node: NodeIndex) -> [SyncState.Call] {
    let state = health[node.position]
    return state.hasNoScheduleTaint == state.isReady ? [.read, .matchNoScheduleTaint] : []
  }

  mutating func matchNoScheduleTaint(_ node: NodeIndex) {
    let isMissed = !health[node.position].isReady
    guard health[node.position].hasNoScheduleTaint != isMissed else { return }
    health[node.position].hasNoScheduleTaint = isMissed
    notifyDaemonSets()
    if isMissed {
      nodes.addTaint(Taint(key: Self.unreachable, effect: .noSchedule), to: node)
    } else {
      nodes.removeTaint(key: Self.unreachable, effect: .noSchedule, from: node)
      wakeScheduler(for: .nodeTaintsChanged)
    }
  }

  // MARK: NoExecute

  /// Puts a node into the queue of its zone, once until it is well again.
  mutating func markForEviction(_ node: NodeIndex) {
    guard !health[node.position].isMarkedForEviction else { return }
    health[node.position].isMarkedForEviction = true
    nodeMonitor.zones[Int(health[node.position].zone)].queue.append(node)
    planTaintingPass()
  }

  mutating func forgetEviction(of node: NodeIndex) {
    guard health[node.position].isMarkedForEviction else { return }
    health[node.position].isMarkedForEviction = false
    nodeMonitor.zones[Int(health[node.position].zone)].queue.removeAll { $0 == node }
  }

  /// Plans the next look into the queues at which a node can be tainted.
  mutating func planTaintingPass() {
    guard !nodeMonitor.isTaintingPlanned,
      controllers[Int(ControllerKind.nodeEviction.rawValue)].queue.isIdle,
      let due = nodeMonitor.zones.compactMap(\.isDueAt).min()
    else { return }
    nodeMonitor.isTaintingPlanned = true
    // The loop looks each tenth of a second; where in it is not known.
    schedule(.evictionTokenReady, at: max(due, now + NodeMonitor.taintingPeriod), .controllers)
  }

  /// Taints the first node of each zone whose rate allows it.
  mutating func passOverTaints() {
    nodeMonitor.isTaintingPlanned = false
    for place in nodeMonitor.zones.indices where now >= stalledUntil {
      // A node that is ready again costs a token all the same.
      while !nodeMonitor.zones[place].queue.isEmpty, nodeMonitor.zones[place].takeToken(at: now) {
        let node = nodeMonitor.zones[place].queue.removeFirst()
        if !health[node.position].isReady { addKey(.nodeEviction, node.rawValue) }
      }
    }
    planTaintingPass()
  }

  /// Taints a node and starts the tolerations of its pods.
  mutating func addNoExecuteTaint(_ node: NodeIndex) {
    guard !health[node.position].isReady, health[node.position].evictingSince == nil else { return }
    health[node.position].evictingSince = now
    nodes.addTaint(Taint(key: Self.unreachable, effect: .noExecute), to: node)
    record(.nodeTainted, .node(node))
    forEachPod(on: node) { simulation, handle in
      guard let wait = simulation.unreachableToleration(of: handle) else { return }
      simulation.schedule(
        .tolerationEnded(handle), after: simulation.controlPlane.watchDelay + wait, .controllers)
    }
  }

  mutating func removeNoExecuteTaint(_ node: NodeIndex) {
    guard health[node.position].evictingSince != nil else { return }
    health[node.position].evictingSince = nil
    nodes.removeTaint(key: Self.unreachable, effect: .noExecute, from: node)
    wakeScheduler(for: .nodeTaintsChanged)
  }

  // MARK: Eviction

  private func unreachableToleration(of handle: PodHandle) -> SimulationDuration? {
    behaviors[pods[handle].template.position].unreachableToleration
  }

  /// Lets the eviction controller act on a pod; it sees whether the pod is due, so that what was
  /// planned before the node returned does no harm.
  mutating func endToleration(_ handle: PodHandle) {
    guard pods.isCurrent(handle) else { return }
    addKey(.taintEviction, UInt32(handle.index))
  }

  /// The requests that evict a pod: it is read, its status says why, and it is deleted.
  mutating func planEviction(ofSlot slot: Int) -> [SyncState.Call] {
    guard let handle = pods.handle(atSlot: slot), !pods[handle].isTerminating,
      !pods[handle].node.isNone, !pods[handle].isFinished,
      let wait = unreachableToleration(of: handle),
      let since = health[pods[handle].node.position].evictingSince,
      now >= since + controlPlane.watchDelay + wait
    else { return [] }
    report(.taintEviction)
    return [.read, .read, .evictPod(handle)]
  }
}
