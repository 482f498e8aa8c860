// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// The passes of the node controller: silent nodes are missed, and their pods with them.
///
/// Follows kubernetes v1.36 pkg/controller/nodelifecycle/node_lifecycle_controller.go
/// (`monitorNodeHealth`, `handleDisruption`).
extension Simulation {
  /// Lets the passes look at a node from now on.
  mutating func watch(_ node: NodeIndex) {
    if !nodeMonitor.watched.contains(node) { nodeMonitor.watched.append(node) }
    guard !nodeMonitor.isPassPlanned, !nodeMonitor.isPassUnderWay else { return }
    planPass(at: nodeMonitor.pass(atOrAfter: now, period: controlPlane.nodeMonitorPeriod))
  }

  private mutating func planPass(at instant: SimulationTime) {
    nodeMonitor.isPassPlanned = true
    schedule(.nodeMonitorDue, at: max(instant, stalledUntil), .controllers)
  }

  /// The pass that sees the last heartbeat of a node: from there on its silence counts.
  func probe(ofHeartbeat heard: SimulationTime) -> SimulationTime {
    let pass = nodeMonitor.pass(atOrAfter: heard, period: controlPlane.nodeMonitorPeriod)
    return pass > stalledSince ? max(pass, stalledUntil) : pass
  }

  /// One pass over the nodes that may not be well.
  mutating func checkNodes() {
    guard now >= stalledUntil else {
      planPass(at: stalledUntil)
      return
    }
    nodeMonitor.begin(at: now)
    for node in nodeMonitor.watched {
      if health[node.position].isReady {
        if !health[node.position].isSilent { forgetEviction(of: node) }
        if !planNodeCheck(node).isEmpty { addKey(.nodeMonitor, node.rawValue) }
      } else {
        markForEviction(node)
      }
    }
    endNodeCheck()
  }

  /// What a pass asks of the API server for a node.
  func planNodeCheck(_ node: NodeIndex) -> [SyncState.Call] {
    let state = health[node.position]
    if state.isReady, state.isSilent {
      let isMissed = now >= state.probedAt + controlPlane.nodeMonitorGracePeriod
      return isMissed ? [.markNodeUnknown] : []
    }
    let isSpared = state.isReady || nodeMonitor.isAllDisrupted
    return isSpared && state.evictingSince != nil ? [.read, .removeNoExecuteTaint] : []
  }

  /// Ends the pass when all its requests are done, and plans the next one.
  mutating func endNodeCheck() {
    guard nodeMonitor.isPassUnderWay,
      controllers[Int(ControllerKind.nodeMonitor.rawValue)].queue.isIdle
    else { return }
    nodeMonitor.end(at: now)
    judgeZones()
    nodeMonitor.watched.removeAll { health[$0.position].isWell }
    if nodeMonitor.watched.isEmpty { return }
    planPass(at: now + max(controlPlane.nodeMonitorPeriod, .milliseconds(1)))
  }

  /// The control plane gives a node up; returns the requests that mark its pods.
  mutating func missNode(_ node: NodeIndex) -> [SyncState.Call] {
    guard health[node.position].isSilent, health[node.position].isReady else { return [] }
    health[node.position].isReady = false
    record(.nodeNotReady, .node(node))
    report(.nodeMonitor)
    notify(.nodeTaints, node.rawValue)
    markForEviction(node)
    var calls: [SyncState.Call] = []
    forEachPod(on: node) { simulation, handle in
      if simulation.pods[handle].isReady { calls.append(.markPodNotReady(handle)) }
    }
    return calls
  }

  /// A pod of a node that was given up counts as unready.
  mutating func markNotReady(_ handle: PodHandle) {
    guard pods.isCurrent(handle), pods[handle].isReady,
      !health[pods[handle].node.position].isReady
    else { return }
    setReady(handle, false)
    report(.nodeMonitor)
  }

  // MARK: Zones

  /// Counts a node in its zone, by the labels that the node controller reads (kubernetes v1.36
  /// staging/src/k8s.io/component-helpers/node/topology/helpers.go, GetZoneKey).
  mutating func joinZone(_ labels: LabelSet) -> Int32 {
    let region = labels["topology.kubernetes.io/region"] ?? ""
    let key = "\(region)/\(labels[Node.zoneLabel] ?? "")"
    let known = nodeMonitor.zones.firstIndex { $0.key == key }
    let place = known ?? nodeMonitor.zones.count
    if known == nil {
      nodeMonitor.zones.append(DisruptionZone(key: key, rate: controlPlane.nodeEvictionRate))
    }
    nodeMonitor.zones[place].nodeCount += 1
    return Int32(place)
  }

  /// Forgets a node that leaves the cluster.
  mutating func leaveZone(_ node: NodeIndex) {
    forgetEviction(of: node)
    nodeMonitor.watched.removeAll { $0 == node }
    nodeMonitor.zones[Int(health[node.position].zone)].nodeCount -= 1
  }

  /// Sets the rates of eviction by how many nodes of each zone are gone.
  private mutating func judgeZones() {
    var notReady = [Int](repeating: 0, count: nodeMonitor.zones.count)
    for node in nodeMonitor.watched where !health[node.position].isReady {
      notReady[Int(health[node.position].zone)] += 1
    }
    let states = notReady.indices.map {
      DisruptionState(notReady: notReady[$0], of: nodeMonitor.zones[$0].nodeCount)
    }
    // A zone that all nodes left tells nothing.
    let isAll = states.indices.allSatisfy {
      states[$0] == .full || nodeMonitor.zones[$0].nodeCount == 0
    }
    if isAll, nodeMonitor.isAllDisrupted { return }
    let wasAll = nodeMonitor.isAllDisrupted
    nodeMonitor.isAllDisrupted = isAll
    for place in nodeMonitor.zones.indices {
      let rate = states[place].evictionRate(
        zoneSize: nodeMonitor.zones[place].nodeCount, normalRate: controlPlane.nodeEvictionRate)
      nodeMonitor.zones[place].setRate(isAll ? 0 : rate, at: now)
      nodeMonitor.zones[place].state = states[place]
    }
    if isAll { spareNodes() }
    if wasAll { restartSilence() }
    planTaintingPass()
  }

  /// Takes the taints off all nodes: when all are gone, the fault is rather the controller's own.
  private mutating func spareNodes() {
    for node in nodeMonitor.watched {
      forgetEviction(of: node)
      if health[node.position].evictingSince != nil { addKey(.nodeMonitor, node.rawValue) }
    }
  }

  /// Counts the silence of all nodes anew once some are back.
  private mutating func restartSilence() {
    for node in nodeMonitor.watched { health[node.position].probedAt = now }
  }
}
