// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// Pods that get another image where they are: node, address and volumes stay.
extension Simulation {
  /// Says that a pod is not ready before its image changes, so that requests stay away in time.
  mutating func closeReadinessGate(of handle: PodHandle) {
    guard pods.isCurrent(handle), !pods[handle].isTerminating else { return }
    setReady(handle, false)
  }

  /// Changes the image of a pod; the kubelet ends its containers and starts them anew.
  ///
  /// The pod counts as not ready from now on, for a readiness gate says so before the image changes.
  /// It gets a new handle in the same slot, so that nothing that was planned for its old containers
  /// reaches the new ones.
  mutating func updateInPlace(_ old: PodHandle, to group: ReplicaSetIndex) {
    guard pods.isCurrent(old), !pods[old].isTerminating,
      pods[old].replicaSet != group || switches[old] != nil,
      pods[old].stage != .pending, pods[old].stage != .binding
    else { return }
    if canSwitch(old, to: group) {
      stepSwitch(old, to: group)
      return
    }
    switches[old] = nil
    if !restartsContainers(of: old, for: group) {
      changeConfig(of: old, to: group)
      return
    }
    setReady(old, false)
    let handle = changeTemplate(of: old, to: group)
    planRestart(of: handle, after: controlPlane.watchDelay + gracePeriodOfChange(in: group))
  }

  /// Whether a pod needs new containers for another revision, not just a swap or another content.
  func restartsContainers(of handle: PodHandle, for group: ReplicaSetIndex) -> Bool {
    if canSwitch(handle, to: group) { return false }
    guard pods[handle].stage == .running, !pods[handle].isRestartDue else { return true }
    let old = base(of: pods[handle].template).position
    return changedImages(from: old, to: replicaSets[group].template.position)?.isEmpty != true
  }

  /// Gives a pod the template of another revision and a new handle.
  mutating func changeTemplate(of old: PodHandle, to group: ReplicaSetIndex) -> PodHandle {
    let handle = move(old, to: group)
    keepPlans(of: handle, from: old)
    beginUpdate(of: handle)
    return handle
  }

  /// Lets the kubelet start the containers of a pod anew when it has seen the change.
  mutating func planRestart(of handle: PodHandle, after seen: SimulationDuration) {
    pods[handle].isRestartDue = pods[handle].stage == .running
    // A kubelet that is not heard finds out when it is back.
    guard !health[pods[handle].node.position].isSilent else { return }
    if pods[handle].stage == .running, let check = trafficCheck(of: handle) {
      pods[handle].awaitsCut = pods[handle].loadGroup != .none
      if !pods[handle].awaitsCut { schedule(.trafficChecked(handle), after: check, .kubelet) }
      return
    }
    guard pods[handle].stage == .running else {
      setStage(handle, .bound)
      schedule(.podSeenByKubelet(handle), after: seen, .kubelet)
      return
    }
    stopForRestart(handle, after: seen)
  }

  /// Plans the end of the containers of a pod that are to be started anew.
  private mutating func stopForRestart(_ handle: PodHandle, after seen: SimulationDuration) {
    // As when a pod ends: the hook, then SIGTERM, at most for the grace period.
    let behavior = behaviors[pods[handle].template.position]
    let hook = min(behavior.gracePeriod, behavior.preStop)
    let shutdown = draw(.shutdown, kubelet.shutdown, for: handle)
    let rest = max(behavior.gracePeriod - hook, .seconds(2))
    let exit = min(shutdown, rest)
    // Only the old application stops: what is planned for it must not meet the new one.
    if pods[handle].loadGroup != .none, behavior.drain <= exit {
      schedule(.applicationStopped(handle), after: seen + hook + behavior.drain, .kubelet)
    }
    schedule(.containersRestarted(handle), after: seen + hook + exit, .kubelet)
  }

  /// The time without requests after which the containers of a pod may be stopped; nil for no check.
  ///
  /// An address that stays published is never without requests, so nothing is checked there.
  private func trafficCheck(of handle: PodHandle) -> SimulationDuration? {
    let owner = replicaSets[pods[handle].replicaSet].deployment
    guard !owner.isNone, !publishesNotReady(handle),
      let seconds = deployments[owner].numbered?.release?.strategy.trafficCheckSeconds
    else { return nil }
    return controlPlane.watchDelay + .seconds(Int64(seconds))
  }

  /// The proxies send no more requests to a pod; what waited for that goes on.
  mutating func noteCut(of handle: PodHandle) {
    guard pods[handle].awaitsCut else { return }
    pods[handle].awaitsCut = false
    if let check = trafficCheck(of: handle) {
      schedule(.trafficChecked(handle), after: check, .kubelet)
    }
  }

  /// No request has come for long enough: the old containers are removed.
  mutating func endTrafficCheck(_ handle: PodHandle) {
    guard pods.isCurrent(handle), pods[handle].isRestartDue, !pods[handle].isTerminating,
      !health[pods[handle].node.position].isSilent
    else { return }
    stopForRestart(handle, after: .zero)
  }

  /// The containers whose images differ in two templates that differ in nothing else but the
  /// ConfigMaps of volumes; nil for others.
  func changedImages(from old: Int, to new: Int) -> [Int]? {
    let (old, new) = (compiledTemplates[old].specification, compiledTemplates[new].specification)
    return InPlaceUpdate.changedContainers(
      from: InPlaceUpdate.withConfigMaps(of: new, old), to: new)
  }

  /// The old containers are gone: the image is pulled if the node lacks it, and they start again.
  mutating func restartContainers(_ handle: PodHandle) {
    // After a silence of its node the pod may have been started anew already.
    guard pods.isCurrent(handle), pods[handle].isRestartDue, !pods[handle].isTerminating,
      pods[handle].stage == .running, !health[pods[handle].node.position].isSilent
    else { return }
    // Requests still come where the proxies know the pod as ready, and nothing answers them.
    moveToFailing(handle)
    pods[handle].canAnswer = false
    pods[handle].isRestartDue = false
    pods[handle].stages.ready = -1
    pods[handle].stages.pulling = -1
    pods[handle].stages.available = -1
    noteUpdate(of: handle, \.exited)
    pods[handle].marks.restarts += 1
    pods[handle].marks.isReadyBehindGate = false
    // Without a readiness gate the pod was ready so far.
    setReady(handle, false)
    // The sandbox is there already, so this goes on where its making would have ended.
    setStage(handle, .creatingSandbox)
    finishSandbox(handle)
  }

  private func gracePeriodOfChange(in group: ReplicaSetIndex) -> SimulationDuration {
    let owner = replicaSets[group].deployment
    guard !owner.isNone, let release = deployments[owner].numbered?.release else { return .zero }
    return .seconds(Int64(release.strategy.inPlaceGracePeriodSeconds))
  }

  /// Takes a pod to another revision without a restart, ready as it is.
  mutating func moveKeepingReadiness(_ old: PodHandle, to group: ReplicaSetIndex) -> PodHandle {
    let isAvailable = pods[old].isAvailable
    let handle = move(old, to: group)
    if isAvailable { replicaSets[group].becameAvailableCount += 1 }
    keepPlans(of: handle, from: old)
    return handle
  }

  /// Takes a pod from the list of one revision to that of another.
  private mutating func move(_ old: PodHandle, to group: ReplicaSetIndex) -> PodHandle {
    let source = pods[old].replicaSet
    detach(old)
    replicaSets[source].activeCount -= 1
    var pod = pods.remove(old)
    // Without a readiness gate a pod is ready until its containers end.
    if pod.isReady {
      replicaSets[source].readyCount -= 1
      replicaSets[group].readyCount += 1
    }
    if pod.isAvailable {
      replicaSets[source].availableCount -= 1
      replicaSets[group].availableCount += 1
    }
    nodes.remove(pod.template, from: pod.node)
    pod.template = template(replicaSets[group].template, keepingResourcesOf: pod.template)
    pod.replicaSet = group
    pod.position = UInt32(replicaSets[group].pods.count)
    nodes.place(pod.template, on: pod.node)
    let handle = pods.insert(pod)
    replicaSets[group].pods.append(handle)
    replicaSets[group].activeCount += 1
    if let place = podsOnNode[pod.node.position].firstIndex(of: old) {
      podsOnNode[pod.node.position][place] = handle
    }
    notify(.replicaSet, group.rawValue)
    return handle
  }

  /// Carries over what is planned for a pod itself, not for its containers: the proxies learn of
  /// its readiness, its toleration of a taint ends, a more important pod drives it away.
  private mutating func keepPlans(of handle: PodHandle, from old: PodHandle) {
    let pod = pods[handle]
    if pod.isReady, !pod.isAvailable {
      schedule(.podBecameAvailable(handle), at: max(now, availableAt(pod)), .kubelet)
    }
    if pod.endpointDueAt > now {
      schedule(.endpointProgrammed(handle), at: pod.endpointDueAt, .kubelet)
    }
    if let since = health[pod.node.position].evictingSince,
      let wait = behaviors[pod.template.position].unreachableToleration
    {
      let end = max(now, since + controlPlane.watchDelay + wait)
      schedule(.tolerationEnded(handle), at: end, .controllers)
    }
    for slot in 0..<preemptions.slotCount {
      guard let preemption = preemptions.handle(atSlot: slot) else { continue }
      preemptions[preemption].rename(old, to: handle)
    }
  }
}
