// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// Nodes fall silent, are missed, emptied and come back.
extension Simulation {
  static let unreachable = "node.kubernetes.io/unreachable"

  /// Lets nodes of a pool fall silent, drawn by lot among those that run.
  mutating func failNodes(pool: Int, count: Int, duration: SimulationDuration?) {
    var running = nodes.indices.filter {
      nodes.isPresent[$0] && Int(nodes.pool[$0]) == pool && !health[$0.position].isSilent
    }
    for _ in 0..<min(count, running.count) {
      let node = running.remove(at: faultStream.next(below: running.count))
      silence(node)
      guard let duration else { continue }
      let epoch = health[node.position].epoch
      schedule(.nodeReturned(node, epoch: epoch), after: duration, .fate)
    }
  }

  private mutating func silence(_ node: NodeIndex) {
    let place = node.position
    health[place].isSilent = true
    health[place].silentSince = now
    health[place].epoch &+= 1
    pulls[place].epoch &+= 1
    if !pulls[place].current.isNone {
      transfers.cancel(node, at: now)
      scheduleNextTransferEnd()
    }
    record(.nodeFailed, .node(node))
    forEachPod(on: node) { simulation, handle in
      if simulation.pods[handle].isReady { simulation.moveToFailing(handle) }
    }
    let heard = health[place].lastHeartbeat(before: now, period: kubelet.leaseRenewPeriod)
    let missedAt = nextMonitorPass(after: heard + controlPlane.nodeMonitorGracePeriod)
    schedule(
      .nodeFoundSilent(node, epoch: health[place].epoch), at: max(now, missedAt), .controllers)
  }

  /// The first pass of the node monitor strictly after an instant.
  private func nextMonitorPass(after instant: SimulationTime) -> SimulationTime {
    let period = controlPlane.nodeMonitorPeriod
    guard period > .zero else { return instant }
    let passes = max(0, instant.sinceStart / period + 1)
    return .zero + period * passes
  }

  /// The control plane gives a node up: nothing is scheduled there and its pods count as unready.
  mutating func missNode(_ node: NodeIndex, epoch: UInt32) {
    guard health[node.position].epoch == epoch, health[node.position].isReady else { return }
    health[node.position].isReady = false
    nodes.addTaint(Taint(key: Self.unreachable, effect: .noSchedule), to: node)
    record(.nodeNotReady, .node(node))
    forEachPod(on: node) { simulation, handle in simulation.setReady(handle, false) }
    evictionQueue.append(node)
    if evictionQueue.count == 1 { scheduleEvictionToken() }
  }

  private mutating func scheduleEvictionToken() {
    guard controlPlane.nodeEvictionRate > 0 else { return }
    let longest = endTime.seconds + 1
    let interval = SimulationDuration(seconds: min(1 / controlPlane.nodeEvictionRate, longest))
    schedule(.evictionTokenReady, at: max(now, lastEvictionAt + interval), .controllers)
  }

  /// Taints the next silent node for eviction and starts the tolerations of its pods.
  mutating func taintNextNode() {
    guard !evictionQueue.isEmpty else { return }
    let node = evictionQueue.removeFirst()
    if !health[node.position].isReady {
      lastEvictionAt = now
      health[node.position].evictingSince = now
      nodes.addTaint(Taint(key: Self.unreachable, effect: .noExecute), to: node)
      record(.nodeTainted, .node(node))
      forEachPod(on: node) { simulation, handle in
        let template = simulation.pods[handle].template
        guard let wait = simulation.behaviors[template.position].unreachableToleration
        else { return }
        simulation.schedule(.tolerationEnded(handle), after: wait, .controllers)
      }
    }
    if !evictionQueue.isEmpty { scheduleEvictionToken() }
  }

  /// Lets the eviction controller look at a node; it sees which pods are due, so that what was
  /// planned before the node returned does no harm.
  mutating func endToleration(_ handle: PodHandle) {
    guard pods.isCurrent(handle), !pods[handle].isTerminating else { return }
    let node = pods[handle].node
    guard health[node.position].evictingSince != nil else { return }
    addKey(.taintEviction, node.rawValue)
  }

  /// The deletions of the pods whose toleration for their node has ended.
  mutating func planEvictions(of node: NodeIndex) -> [SyncState.Call] {
    guard let since = health[node.position].evictingSince else { return [] }
    var calls: [SyncState.Call] = []
    forEachPod(on: node) { simulation, handle in
      let pod = simulation.pods[handle]
      let wait = simulation.behaviors[pod.template.position].unreachableToleration
      guard !pod.isTerminating, let wait, simulation.now >= since + wait else { return }
      calls.append(.deletePod(handle))
    }
    return calls
  }

  /// Brings failed nodes of a pool back, the longest silent first.
  mutating func restoreNodes(pool: Int, count: Int) {
    let silent = nodes.indices.filter {
      nodes.isPresent[$0] && Int(nodes.pool[$0]) == pool && health[$0.position].isSilent
    }
    let longestFirst = silent.sorted {
      (health[$0.position].silentSince, $0) < (health[$1.position].silentSince, $1)
    }
    for node in longestFirst.prefix(count) {
      returnNode(node, epoch: health[node.position].epoch)
    }
  }

  mutating func returnNode(_ node: NodeIndex, epoch: UInt32) {
    guard health[node.position].isSilent, health[node.position].epoch == epoch else { return }
    health[node.position].isSilent = false
    health[node.position].epoch &+= 1
    record(.nodeReturned, .node(node))
    let heard = health[node.position].nextHeartbeat(after: now, period: kubelet.leaseRenewPeriod)
    schedule(
      .nodeHeard(node, epoch: health[node.position].epoch), at: heard, .controllers)
    resumePods(on: node)
  }

  /// The kubelet picks its pods up again: it ends those that shall end and starts the others anew.
  private mutating func resumePods(on node: NodeIndex) {
    pulls[node.position] = PullQueue(epoch: pulls[node.position].epoch)
    forEachPod(on: node) { simulation, handle in
      let pod = simulation.pods[handle]
      // A pod that is not bound yet comes to the kubelet with its binding.
      guard pod.stage != .binding else { return }
      if pod.isTerminating {
        simulation.schedule(.terminationSeenByKubelet(handle), after: .zero, .kubelet)
        return
      }
      switch pod.stage {
      case .bound, .creatingSandbox, .pulling, .starting:
        simulation.setStage(handle, .bound)
        simulation.schedule(.podSeenByKubelet(handle), after: .zero, .kubelet)
      case .running: simulation.resumeApplication(handle)
      case .pending, .binding, .exited: break
      }
    }
  }

  /// Catches up on what became due in a running pod while its node was silent.
  private mutating func resumeApplication(_ handle: PodHandle) {
    let pod = pods[handle]
    let behavior = behaviors[pod.template.position]
    // The draw is the one of the start.
    let canAnswer = pod.startTime + draw(.applicationStart, behavior.applicationStart, for: handle)
    if !pod.canAnswer, !behavior.readiness.hasProbe, canAnswer <= now {
      schedule(.applicationStarted(handle), at: now, .kubelet)
    }
    if pod.isReady {
      rejoinLoad(handle)
      if !pod.isAvailable {
        let due = max(now, pod.readyChangedAt + minReadySeconds(of: pod))
        schedule(.podBecameAvailable(handle), at: due, .kubelet)
      }
      return
    }
    let ready = behavior.readiness.readyAt(containerStart: pod.startTime, canAnswerAt: canAnswer)
    if pod.stages.ready >= 0 || ready + controlPlane.apiLatency <= now {
      schedule(.podBecameReady(handle), after: controlPlane.apiLatency, .kubelet)
    }
  }

  /// The control plane hears from a node again: the taints go and its pods count again.
  mutating func hearNode(_ node: NodeIndex, epoch: UInt32) {
    guard health[node.position].epoch == epoch, !health[node.position].isReady else { return }
    health[node.position].isReady = true
    health[node.position].evictingSince = nil
    nodes.removeTaint(key: Self.unreachable, effect: .noSchedule, from: node)
    nodes.removeTaint(key: Self.unreachable, effect: .noExecute, from: node)
    record(.nodeReady, .node(node))
    wakeScheduler(for: .nodeTaintsChanged)
  }

  /// Visits the pods of a node in the order of their slots; for rare events only.
  ///
  /// Cost: linear in all pods.
  mutating func forEachPod(
    on node: NodeIndex, _ body: (inout Simulation, PodHandle) -> Void
  ) {
    for slot in 0..<pods.slotCount {
      guard let handle = pods.handle(atSlot: slot), pods[handle].node == node else { continue }
      body(&self, handle)
    }
  }
}
