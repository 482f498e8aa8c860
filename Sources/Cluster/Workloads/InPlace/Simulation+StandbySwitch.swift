// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Pods that swap two containers: the new version waits for a file lock while the old one serves.
///
/// A pod counts as not ready while any container does not run, and while the sidecar finds the two
/// version files different. The old version serves until its process ends; its end frees the lock,
/// and requests are lost only until the new version has taken it.
extension Simulation {
  /// Whether a pod can go to another revision by swapping containers.
  func canSwitch(_ handle: PodHandle, to group: ReplicaSetIndex) -> Bool {
    let pod = pods[handle]
    let (old, new) = (pod.template.position, replicaSets[group].template.position)
    guard pod.stage == .running, !pod.isRestartDue, !health[pod.node.position].isSilent,
      let plan = behaviors[old].standby, behaviors[new].standby?.business == plan.business
    else { return false }
    let changed = changedImages(from: old, to: new)
    // A pod on its way may also be called back to the version that it has.
    return changed == [plan.business] || (changed == [] && switches[handle] != nil)
  }

  /// The controller sends the next change of a pod: an image, and with it the version to write.
  mutating func stepSwitch(_ handle: PodHandle, to group: ReplicaSetIndex) {
    let current = pods[handle].template.position
    var state = switches[handle]
    if state == nil, let plan = behaviors[current].standby {
      state = StandbyState(
        revision: current, plan: plan, probeOrigin: pods[handle].startTime)
    }
    guard var state else { return }
    state.view.targetRevision = replicaSets[group].template.position
    for action in StandbySwitch.next(state.view) {
      switch action {
      case .exchangeRequests:
        let first = state.view.containers[0].requestMillis
        state.view.containers[0].requestMillis = state.view.containers[1].requestMillis
        state.view.containers[1].requestMillis = first
      case .replace(let container, let role, let version):
        state.restarting = container
        state.versionToWrite = version
        state.view.containers[container].role = role
        state.view.containers[container].isRunning = false
        schedule(
          .switchedContainerStopped(handle),
          after: controlPlane.watchDelay
            + stopTime(ofBusiness: state.view.lockHolder == container, handle), .kubelet)
      }
    }
    switches[handle] = state.isDone ? nil : state
  }

  /// The time from the kubelet's order to the end of a container's process.
  private func stopTime(ofBusiness isBusiness: Bool, _ handle: PodHandle) -> SimulationDuration {
    guard isBusiness else { return draw(.standbyStop, kubelet.shutdown, for: handle) }
    let behavior = behaviors[pods[handle].template.position]
    let hook = min(behavior.gracePeriod, behavior.preStop)
    let rest = max(behavior.gracePeriod - hook, .seconds(2))
    return hook + min(draw(.shutdown, kubelet.shutdown, for: handle), rest)
  }

  /// The state of a pod that goes on with its switch; nil if it ends or its node is silent.
  private func switchUnderWay(_ handle: PodHandle) -> StandbyState? {
    guard pods.isCurrent(handle), !pods[handle].isTerminating,
      !health[pods[handle].node.position].isSilent
    else { return nil }
    return switches[handle]
  }

  /// The process of one container has ended; if it held the lock, the other one takes that.
  mutating func endSwitchedContainer(_ old: PodHandle) {
    guard var state = switchUnderWay(old), let container = state.restarting else { return }
    var handle = old
    if state.view.lockHolder == container {
      state.view.lockHolder = nil
      handle = handOver(old, state)
    }
    switches[handle] = state
    schedule(.switchedPodProbed(handle), after: controlPlane.apiLatency, .kubelet)
    let node = pods[handle].node
    if let revision = state.imageToStart {
      let behavior = behaviors[revision]
      if behavior.imageBytes > 0, !images.isPresent(behavior.image, on: node) {
        pulls[node.position].ask(handle, for: behavior.image)
        startNextPull(on: node)
        return
      }
    }
    startSwitchedContainer(handle)
  }

  /// The image is there; the container is made and started.
  mutating func startSwitchedContainer(_ handle: PodHandle) {
    guard switchUnderWay(handle) != nil else { return }
    let length = draw(.standbyStart, kubelet.containerStart, for: handle)
    schedule(.switchedContainerStarted(handle), after: length, .kubelet)
  }

  /// The container runs and writes its version; the sidecar's probe tells what it finds.
  mutating func finishSwitchedContainer(_ handle: PodHandle) {
    guard var state = switchUnderWay(handle), let container = state.restarting else { return }
    state.restarting = nil
    state.view.containers[container].isRunning = true
    state.view.containers[container].writtenVersion = state.versionToWrite
    if state.view.containers[container].role != .pause { state.standbyStartedAt = now }
    let plan = behaviors[pods[handle].template.position].standby
    let told =
      plan?.sidecarTells(state.view.isReady, since: now, origin: state.probeOrigin) ?? now
    state.sidecarDueAt = told
    switches[handle] = state
    schedule(.switchedPodProbed(handle), after: controlPlane.apiLatency, .kubelet)
    if told > now {
      schedule(.switchedPodProbed(handle), at: told + controlPlane.apiLatency, .kubelet)
    }
  }

  /// The lock is free: the pod belongs to the new version, which serves when it has the lock.
  private mutating func handOver(_ old: PodHandle, _ state: StandbyState) -> PodHandle {
    guard let waiting = state.view.containers.indices.first(where: { $0 != state.restarting }),
      case .business(let revision) = state.view.containers[waiting].role
    else { return old }
    let owner = replicaSets[pods[old].replicaSet].deployment
    let target = group(of: owner, revision: revision)
    let length = draw(.handover, behaviors[revision].handover, for: old)
    if let place = loadPlace(of: old) {
      loads[place].interrupt(pods[old].loadGroup, seconds: length.seconds)
    }
    switches[old] = nil
    let handle = moveKeepingReadiness(old, to: target)
    schedule(.lockTaken(handle), after: length, .kubelet)
    return handle
  }

  /// The new version has the lock and serves.
  mutating func takeLock(_ handle: PodHandle) {
    guard var state = switchUnderWay(handle) else { return }
    let behavior = behaviors[pods[handle].template.position]
    state.view.lockHolder = state.view.containers.firstIndex { $0.role != .pause }
    pods[handle].startTime = now
    pods[handle].canAnswer = !behavior.isNeverReady
    readConfig(handle)
    if pods[handle].loadGroup != .none { rejoinLoad(handle) }
    state.applicationDueAt = nil
    if behavior.isNeverReady || configs.effect(of: pods[handle].config).isNeverReady {
      state.applicationDueAt = endTime + .hours(1)
    } else if let probe = behavior.standby?.application {
      let due = probe.success(containerStart: state.standbyStartedAt, canAnswerAt: now)
      state.applicationDueAt = due
      schedule(.switchedPodProbed(handle), at: due + controlPlane.apiLatency, .kubelet)
    }
    switches[handle] = state
    schedule(.switchedPodProbed(handle), after: controlPlane.apiLatency, .kubelet)
  }

  /// The API server learns how ready the containers are.
  mutating func probeSwitchedPod(_ handle: PodHandle) {
    guard var state = switchUnderWay(handle) else { return }
    let known = now - controlPlane.apiLatency
    if let due = state.sidecarDueAt, due <= known {
      state.sidecarDueAt = nil
      state.isSidecarReady = state.view.isReady
      state.isDifferenceSeen = !state.view.isReady
      // The controller goes on by this news, also where the pod was not ready before.
      notify(.replicaSet, pods[handle].replicaSet.rawValue)
    }
    if let due = state.applicationDueAt, due <= known { state.applicationDueAt = nil }
    switches[handle] = state.isDone ? nil : state
    setReady(handle, state.isReady && pods[handle].canAnswer)
    if state.isDone { notify(.replicaSet, pods[handle].replicaSet.rawValue) }
  }

  /// The changes that pods wait for from their controller, as calls.
  func switchCalls(_ handles: [PodHandle], of index: DeploymentIndex) -> [SyncState.Call] {
    guard !switches.isEmpty else { return [] }
    return handles.compactMap { handle in
      guard let state = switches[handle], state.awaitsController,
        let target = deployments[index].replicaSets.first(where: {
          replicaSets[$0].template.position == state.view.targetRevision
        })
      else { return nil }
      return .updatePodInPlace(handle, to: target)
    }
  }

  /// A pod's node fell silent: what is half swapped starts anew when it is back.
  mutating func abandonSwitch(_ handle: PodHandle) {
    guard let state = switches.removeValue(forKey: handle) else { return }
    let owner = replicaSets[pods[handle].replicaSet].deployment
    let target = group(of: owner, revision: state.view.targetRevision)
    setReady(handle, false)
    let kept = target == pods[handle].replicaSet ? handle : moveKeepingReadiness(handle, to: target)
    pods[kept].isRestartDue = true
  }
}
