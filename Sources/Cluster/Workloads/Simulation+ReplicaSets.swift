// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// ReplicaSets: their pods come and go.
extension Simulation {
  /// The calls of one sync of a ReplicaSet.
  mutating func planReplicaSet(
    _ index: ReplicaSetIndex
  ) -> (calls: [SyncState.Call], pace: SyncState.Pace) {
    guard !isBehindItself(index) else {
      putOffSync(of: index)
      return ([], .oneByOne)
    }
    beginSync(of: index)
    let state = replicaSets[index]
    switch ReplicaSetRule.reconcile(wanted: state.specReplicas, active: state.activeCount) {
    case .nothing: return ([], .oneByOne)
    case .create(let count):
      return (Array(repeating: .createPod, count: count), .doubling)
    case .delete(let count):
      collectCandidates(of: index)
      let victims = ReplicaSetRule.victims(among: candidates, count: count)
      return (victims.map { .deletePod(replicaSets[index].pods[$0]) }, .together)
    }
  }

  /// Fills the candidate buffer with the active pods of a ReplicaSet.
  private mutating func collectCandidates(of index: ReplicaSetIndex) {
    candidates.removeAll(keepingCapacity: true)
    let owner = countedOwner(of: index)
    for (position, handle) in replicaSets[index].pods.enumerated() {
      let pod = pods[handle]
      guard !pod.isTerminating else { continue }
      candidates.append(
        VictimCandidate(
          position: position, isAssigned: !pod.node.isNone && pod.stage != .binding,
          phaseRank: pod.stage == .running ? 2 : 0, isReady: pod.isReady,
          podsOnNode: pod.node.isNone ? 0 : ownerPods.count(at: owner, on: pod.node),
          readyNanoseconds: VictimCandidate.nanoseconds(now - pod.readyChangedAt),
          ageNanoseconds: VictimCandidate.nanoseconds(
            now - SimulationTime(microseconds: pod.stages.created)),
          uid: uid(of: pod)))
    }
  }

  /// A number that stands for the UID of a pod: equal in every run, without order.
  private func uid(of pod: PodState) -> UInt64 {
    var digest = RollingDigest()
    digest.combine(UInt64(pod.replicaSet.rawValue) << 32 | UInt64(pod.ordinal))
    return digest.value
  }

  /// Creates a pod; one without a given number gets the count of those created before it.
  @discardableResult
  mutating func createPod(
    of index: ReplicaSetIndex, ordinal: UInt32? = nil, claim: Int32 = -1
  ) -> PodHandle {
    var pod = PodState(
      template: admitted(replicaSets[index].template), replicaSet: index,
      ordinal: ordinal ?? replicaSets[index].createdCount)
    pod.position = UInt32(replicaSets[index].pods.count)
    pod.claim = claim
    pod.stages.created = now.microseconds
    pod.marks = marksOfNewPod(of: replicaSets[index].deployment)
    replicaSets[index].createdCount += 1
    replicaSets[index].reconciledAt = now
    replicaSets[index].activeCount += 1
    replicaSets[index].pendingCount += 1
    let handle = pods.insert(pod)
    replicaSets[index].pods.append(handle)
    stageCounts[Int(PodStage.pending.rawValue)] += 1
    notify(.replicaSet, index.rawValue)
    schedule(.podSeenByScheduler(handle), after: controlPlane.watchDelay, .scheduler)
    return handle
  }

  /// Asks for the end of a pod; nothing happens if it is ending already.
  mutating func deletePod(
    _ handle: PodHandle, by ending: PodRecord.Ending = .controller,
    decidedAt: SimulationTime? = nil
  ) {
    guard pods.isCurrent(handle), !pods[handle].isTerminating else { return }
    let index = pods[handle].replicaSet
    guard !pods[handle].isFinished else { return deleteFinished(handle) }
    setReady(handle, false)
    pods[handle].isTerminating = true
    pods[handle].stages.terminating = now.microseconds
    pods[handle].stages.endRequested = (decidedAt ?? now).microseconds
    pods[handle].ending = ending
    replicaSets[index].activeCount -= 1
    noteOwnerPod(handle, -1)
    notify(.replicaSet, index.rawValue)
    if pods[handle].stage != .pending {
      nodes.setTerminating(pods[handle].template, on: pods[handle].node)
      notePodEvent(on: pods[handle].node)
    }
    switch pods[handle].stage {
    case .pending: removePod(handle)
    case .binding: break
    case .bound, .creatingSandbox, .pulling, .starting, .running, .exited:
      schedule(.terminationSeenByKubelet(handle), after: controlPlane.watchDelay, .kubelet)
    }
  }

  /// Removes the object of a pod and frees its room.
  mutating func removePod(_ handle: PodHandle) {
    let pod = pods[handle]
    pods[handle].stages.deleted = now.microseconds
    if pod.stage == .pending {
      schedulingQueue.remove(handle)
      forgetNomination(of: handle)
      replicaSets[pod.replicaSet].pendingCount -= 1
    } else if pod.isFinished {
      replicaSets[pod.replicaSet].finishedCount -= 1
    } else {
      nodes.removeTerminating(pod.template, from: pod.node)
      if let place = podsOnNode[pod.node.position].firstIndex(of: handle) {
        podsOnNode[pod.node.position].remove(at: place)
      }
      keepRoom(of: pod)
      retryResizes(on: pod.node)
      wakeScheduler(for: .assignedPodDeleted)
    }
    recordLife(of: handle)
    keepOutcome(of: handle)
    stageCounts[Int(pod.stage.rawValue)] -= 1
    setUsage(of: handle, to: -1)
    unlist(handle)
    detach(handle)
    pods.remove(handle)
    switches[handle] = nil
    notify(.replicaSet, pod.replicaSet.rawValue)
    if !pod.isFinished { noteFreedQuota(of: pod.replicaSet) }
    // Only a Deployment that recreates waits for the last pod itself (kubernetes v1.36
    // pkg/controller/deployment/deployment_controller.go, deletePod).
    let deployment = replicaSets[pod.replicaSet].deployment
    if !deployment.isNone, deployments[deployment].strategy == .recreate {
      notify(.deployment, deployment.rawValue)
    }
  }

  /// Takes a pod out of the list of its ReplicaSet; the last one takes its place.
  mutating func detach(_ handle: PodHandle) {
    let position = Int(pods[handle].position)
    let index = pods[handle].replicaSet
    guard let last = replicaSets[index].pods.popLast(), last != handle else { return }
    replicaSets[index].pods[position] = last
    pods[last].position = UInt32(position)
  }

  mutating func setStage(_ handle: PodHandle, _ stage: PodStage) {
    if pods[handle].stage == .pending, stage != .pending {
      replicaSets[pods[handle].replicaSet].pendingCount -= 1
    }
    stageCounts[Int(pods[handle].stage.rawValue)] -= 1
    stageCounts[Int(stage.rawValue)] += 1
    pods[handle].stage = stage
  }
}
