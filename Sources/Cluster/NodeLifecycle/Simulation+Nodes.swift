// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// Nodes fall silent and come back.
extension Simulation {
  /// Lets nodes of a pool fall silent, drawn by lot among those that run.
  mutating func failNodes(pool: Int, count: Int, duration: SimulationDuration?) {
    var running = nodes.indices.filter {
      nodes.isPresent[$0] && Int(nodes.pool[$0]) == pool && !health[$0.position].isSilent
    }
    for _ in 0..<min(count, running.count) {
      let node = running.remove(at: faultStream.next(below: running.count))
      silence(node, for: duration)
    }
  }

  /// Lets all nodes of a zone fall silent.
  mutating func failZone(_ zone: String, duration: SimulationDuration?) {
    for node in nodes.indices where nodes.isPresent[node] && !health[node.position].isSilent {
      guard nodes.labels[node][Node.zoneLabel] == zone else { continue }
      silence(node, for: duration)
    }
  }

  /// Lets a node fall silent, for good if there is no duration.
  private mutating func silence(_ node: NodeIndex, for duration: SimulationDuration?) {
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
      simulation.moveToFailing(handle)
      simulation.abandonSwitch(handle)
    }
    // A node that was missed already is still given up by what was found then.
    let heard = health[place].lastHeartbeat(before: now, period: kubelet.leaseRenewPeriod)
    health[place].probedAt = probe(ofHeartbeat: heard)
    watch(node)
    guard let duration else { return }
    schedule(.nodeReturned(node, epoch: health[place].epoch), after: duration, .fate)
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
      case .running where pod.isRestartDue:
        simulation.schedule(.containersRestarted(handle), after: .zero, .kubelet)
      case .running:
        simulation.resumeApplication(handle)
        simulation.resumeConfig(of: handle)
      case .pending, .binding, .exited: break
      }
    }
  }

  /// Catches up on what became due in a running pod while its node was silent.
  private mutating func resumeApplication(_ handle: PodHandle) {
    let pod = pods[handle]
    let behavior = behaviors[pod.template.position]
    catchUpOnWork(handle)
    if behavior.isNeverReady { return }
    // The draw is the one of the start.
    let canAnswer = pod.startTime + draw(.applicationStart, behavior.applicationStart, for: handle)
    if !pod.canAnswer, !behavior.readiness.hasProbe, canAnswer <= now {
      schedule(.applicationStarted(handle), at: now, .kubelet)
    }
    if pod.isReady {
      if pod.loadGroup != .none { rejoinLoad(handle) }
      if !pod.isAvailable {
        let due = max(now, availableAt(pod))
        schedule(.podBecameAvailable(handle), at: due, .kubelet)
      }
      return
    }
    let ready = behavior.readiness.readyAt(containerStart: pod.startTime, canAnswerAt: canAnswer)
    if pod.stages.ready >= 0 || ready + controlPlane.apiLatency <= now {
      schedule(.podBecameReady(handle), after: controlPlane.apiLatency, .kubelet)
    }
  }

  /// The kubelet of a node that was missed reports that it is ready; its taints go later, when
  /// their controller has seen that.
  mutating func hearNode(_ node: NodeIndex, epoch: UInt32) {
    guard health[node.position].epoch == epoch, !health[node.position].isReady else { return }
    health[node.position].isReady = true
    record(.nodeReady, .node(node))
    notify(.nodeTaints, node.rawValue)
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
