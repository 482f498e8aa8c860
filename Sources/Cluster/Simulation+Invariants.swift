// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What must hold at every instant between two events.
extension Simulation {
  /// The invariants that are broken, each in a sentence; empty if all hold.
  ///
  /// Requested resources are those of the pods on each node; every pod is in one stage and one
  /// list; the counts of ReplicaSets, stages and load groups add up; nodes are set aside for pods
  /// that wait, and only less important ones make room.
  ///
  /// Cost: linear in pods, nodes and ReplicaSets.
  public borrowing func auditFailures() -> [String] {
    nodeFailures() + podFailures() + replicaSetFailures() + ownerPodFailures() + loadFailures()
      + preemptionFailures()
  }

  private borrowing func nodeFailures() -> [String] {
    var requested = [Resources](repeating: .zero, count: nodes.count)
    forEachLivePod { _, pod in
      if !pod.node.isNone, !pod.isFinished {
        requested[pod.node.position] += nodes.templates[pod.template].requests
      }
    }
    var failures: [String] = []
    for node in nodes.indices {
      let listed = podsOnNode[node.position].count
      if listed != nodes.requested[node].podCount {
        failures.append(
          "node \(nodes.names[node]): \(listed) pods listed, \(nodes.requested[node].podCount) count"
        )
      }
      let sum = requested[node.position]
      if nodes.requested[node] != sum {
        failures.append(
          "node \(nodes.names[node]): requested \(nodes.requested[node]), its pods ask for \(sum)")
      }
      let offered = nodes.allocatable[node]
      if sum.cpuMillis > offered.cpuMillis || sum.memoryBytes > offered.memoryBytes
        || sum.podCount > offered.podCount
      {
        failures.append("node \(nodes.names[node]): more is requested than it offers")
      }
    }
    return failures
  }

  private borrowing func podFailures() -> [String] {
    var failures: [String] = []
    var counts = [Int](repeating: 0, count: PodStage.allCases.count)
    forEachLivePod { handle, pod in
      counts[Int(pod.stage.rawValue)] += 1
      if pod.node.isNone != (pod.stage == .pending) {
        failures.append("pod \(handle) is \(pod.stage) with node \(pod.node)")
      }
      if pod.isReady, pod.stage != .running || pod.isTerminating {
        failures.append("pod \(handle) is ready though \(pod.stage)")
      }
      if pod.isAvailable, !pod.isReady {
        failures.append("pod \(handle) is available though not ready")
      }
      let listed = replicaSets[pod.replicaSet].pods
      if Int(pod.position) >= listed.count || listed[Int(pod.position)] != handle {
        failures.append("pod \(handle) is not where its ReplicaSet lists it")
      }
      let isQueued = schedulingQueue.place(of: handle) != .absent
      if isQueued, pod.stage != .pending {
        failures.append("pod \(handle) waits in the scheduler's queue though \(pod.stage)")
      }
    }
    if counts != stageCounts {
      failures.append("pods by stage are \(counts), counted as \(stageCounts)")
    }
    return failures
  }

  private borrowing func replicaSetFailures() -> [String] {
    var failures: [String] = []
    for index in replicaSets.indices {
      let replicaSet = replicaSets[index]
      var sums = (active: 0, pending: 0, ready: 0, available: 0)
      var finished = 0
      for handle in replicaSet.pods {
        guard pods.isCurrent(handle) else {
          failures.append("ReplicaSet \(replicaSet.name) lists a pod that is gone")
          continue
        }
        let pod = pods[handle]
        sums.active += pod.isTerminating || pod.isFinished ? 0 : 1
        sums.pending += pod.stage == .pending ? 1 : 0
        sums.ready += pod.isReady ? 1 : 0
        sums.available += pod.isAvailable ? 1 : 0
        finished += pod.isFinished ? 1 : 0
      }
      if finished != replicaSet.finishedCount {
        failures.append(
          "ReplicaSet \(replicaSet.name): \(finished) pods are over, "
            + "counted as \(replicaSet.finishedCount)")
      }
      let counted = (
        replicaSet.activeCount, replicaSet.pendingCount, replicaSet.readyCount,
        replicaSet.availableCount
      )
      if sums != counted {
        failures.append("ReplicaSet \(replicaSet.name): pods are \(sums), counted as \(counted)")
      }
    }
    return failures
  }

  private borrowing func preemptionFailures() -> [String] {
    var failures: [String] = []
    for nomination in schedulers[0].nominations.all {
      let handle = Self.handle(nomination.key)
      if !pods.isCurrent(handle) || pods[handle].stage != .pending {
        failures.append("node \(nodes.names[nomination.node]) is set aside for no pending pod")
      } else if schedulingQueue.place(of: handle) == .absent {
        failures.append("pod \(handle) has a node set aside and is in no queue")
      }
    }
    for scheduler in schedulers where scheduler.nominations.all.map(\.key) != nominatedKeys() {
      failures.append("profile \(scheduler.profile.schedulerName) has other nominations")
    }
    for slot in 0..<preemptions.slotCount {
      guard let handle = preemptions.handle(atSlot: slot) else { continue }
      let state = preemptions[handle]
      guard pods.isCurrent(state.preemptor) else { continue }
      let priority = nodes.templates[pods[state.preemptor].template].priority
      for victim in state.victims where pods.isCurrent(victim) {
        if nodes.templates[pods[victim].template].priority >= priority {
          failures.append("pod \(victim) makes room for one that is not more important")
        }
      }
    }
    return failures
  }

  private borrowing func nominatedKeys() -> [UInt64] {
    schedulers[0].nominations.all.map(\.key)
  }

  private borrowing func loadFailures() -> [String] {
    var joined = [Int](repeating: 0, count: loads.count)
    forEachLivePod { _, pod in
      guard pod.loadGroup != .none else { return }
      let deployment = replicaSets[pod.replicaSet].deployment
      joined[Int(loadOfDeployment[deployment.position])] += 1
    }
    var failures: [String] = []
    for (place, count) in joined.enumerated() {
      let counted = loads[place].endpointCount - loads[place].abandonedCount
      guard counted != count else { continue }
      let name = deployments[loadDeployments[place]].name
      failures.append("\(name): \(count) pods take load, counted \(counted)")
    }
    return failures
  }

  private borrowing func forEachLivePod(_ body: (PodHandle, PodState) -> Void) {
    for slot in 0..<pods.slotCount {
      if let handle = pods.handle(atSlot: slot) { body(handle, pods[handle]) }
    }
  }
}
