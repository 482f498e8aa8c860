// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// The way of a pod from its binding to readiness.
extension Simulation {
  /// Whether a pod still exists and goes on with its start.
  private func isStarting(_ handle: PodHandle, _ stage: PodStage) -> Bool {
    guard pods.isCurrent(handle) else { return false }
    let pod = pods[handle]
    return pod.stage == stage && !pod.isTerminating && !health[pod.node.position].isSilent
  }

  mutating func startSandbox(_ handle: PodHandle) {
    guard isStarting(handle, .bound) else { return }
    pods[handle].acknowledgedAt = now
    pods[handle].stages.seen = now.microseconds
    setStage(handle, .creatingSandbox)
    let address = addressWait(of: handle)
    let length = draw(.sandbox, kubelet.sandbox, for: handle)
    schedule(.sandboxCreated(handle), after: address + length, .kubelet)
  }

  /// How long a pod with a new sandbox waits for its address and its interface.
  private mutating func addressWait(of handle: PodHandle) -> SimulationDuration {
    let granted = addressClient.reserve(at: now)
    return granted - now + draw(.address, addressTime, for: handle)
  }

  mutating func finishSandbox(_ handle: PodHandle) {
    guard isStarting(handle, .creatingSandbox) else { return }
    if pods[handle].stages.sandboxed < 0 { pods[handle].stages.sandboxed = now.microseconds }
    if publishesNotReady(handle) { announceEndpoint(handle) }
    let pod = pods[handle]
    let behavior = behaviors[pod.template.position]
    if behavior.imageBytes == 0 || images.isPresent(behavior.image, on: pod.node) {
      startContainers(handle)
      return
    }
    setStage(handle, .pulling)
    pulls[pod.node.position].ask(handle, for: behavior.image)
    if pulls[pod.node.position].current == behavior.image { notePull(for: handle) }
    startNextPull(on: pod.node)
  }

  /// What the node of a pod that waits for an image must pull.
  private func pulled(for handle: PodHandle) -> PodBehavior {
    let incoming = switches.isEmpty ? nil : switches[handle]?.imageToStart
    return behaviors[incoming ?? pods[handle].template.position]
  }

  mutating func startNextPull(on node: NodeIndex) {
    guard let image = pulls[node.position].startNext() else { return }
    let waiting = pulls[node.position].waitingPods.first {
      pods.isCurrent($0) && pulled(for: $0).image == image
    }
    let ahead = pulls[node.position].takeAhead(image)
    guard let bytes = waiting.map({ pulled(for: $0).imageBytes }) ?? ahead else {
      pulls[node.position].current = .none
      startNextPull(on: node)
      return
    }
    for handle in pulls[node.position].waitingPods
    where pods.isCurrent(handle) && pulled(for: handle).image == image {
      notePull(for: handle)
    }
    transfers.start(
      bytes, to: node, at: now, image: image, holders: images.holders[image.position])
    pullBytes[node.position] = bytes
    scheduleNextTransferEnd()
  }

  mutating func scheduleNextTransferEnd() {
    guard let end = transfers.nextEnd(at: now) else { return }
    schedule(.transferFinished(epoch: transfers.epoch), at: end, .kubelet)
  }

  mutating func finishTransfers(epoch: UInt32) {
    guard epoch == transfers.epoch else { return }
    while let node = transfers.popFinished(at: now) {
      let megabytes = Double(pullBytes[node.position]) / 1e6
      let unpack = SimulationDuration(
        seconds: megabytes * kubelet.unpackPerMegabyte.seconds)
      schedule(
        .imageUnpacked(node, epoch: pulls[node.position].epoch),
        after: kubelet.pullOverhead + unpack, .kubelet)
    }
    scheduleNextTransferEnd()
  }

  mutating func finishPull(on node: NodeIndex, epoch: UInt32) {
    guard epoch == pulls[node.position].epoch else { return }
    let image = pulls[node.position].current
    images.add(image, to: node)
    pulls[node.position].current = .none
    let waiting = pulls[node.position].waitingPods
    pulls[node.position].waitingPods.removeAll(keepingCapacity: true)
    for handle in waiting where pods.isCurrent(handle) {
      if pulled(for: handle).image == image {
        if isStarting(handle, .pulling) {
          startContainers(handle)
        } else if switches[handle] != nil {
          startSwitchedContainer(handle)
        }
      } else {
        pulls[node.position].waitingPods.append(handle)
      }
    }
    startNextPull(on: node)
  }

  private mutating func startContainers(_ handle: PodHandle) {
    setStage(handle, .starting)
    notePulled(handle)
    pods[handle].isHookPlanned = false
    let length = draw(.containerStart, kubelet.containerStart, for: handle)
    schedule(.containersStarted(handle), after: length, .kubelet)
  }

  mutating func startApplication(_ handle: PodHandle) {
    guard isStarting(handle, .starting) else { return }
    if let hook = behaviors[pods[handle].template.position].postStart,
      !pods[handle].isHookPlanned
    {
      planPostStart(hook, of: handle)
      return
    }
    setStage(handle, .running)
    pods[handle].stages.started = now.microseconds
    pods[handle].startTime = now
    readConfig(handle)
    let behavior = behaviors[pods[handle].template.position]
    startWork(handle)
    if behavior.isNeverReady || failsProbe(pods[handle]) {
      noteStarted(handle, answeringAt: nil)
      return
    }
    let start = applicationStart(of: pods[handle].template)
    let canAnswer = now + draw(.applicationStart, start, for: handle)
    noteStarted(handle, answeringAt: canAnswer)
    let ready = behavior.readiness.readyAt(containerStart: now, canAnswerAt: canAnswer)
    schedule(.podBecameReady(handle), at: ready + controlPlane.apiLatency, .kubelet)
    // Without a probe requests come before the application can answer them.
    if !behavior.readiness.hasProbe {
      schedule(.applicationStarted(handle), at: canAnswer, .kubelet)
    }
  }

  mutating func becomeReady(_ handle: PodHandle) {
    guard isStarting(handle, .running), !failsProbe(pods[handle]) else { return }
    if pods[handle].stages.ready < 0 { pods[handle].stages.ready = now.microseconds }
    noteUpdate(of: handle, \.ready)
    setReady(handle, true)
  }

  mutating func beginAnswering(_ handle: PodHandle) {
    guard isStarting(handle, .running) else { return }
    pods[handle].canAnswer = true
    if pods[handle].loadGroup != .none { rejoinLoad(handle) }
  }

  mutating func becomeAvailable(_ handle: PodHandle) {
    guard isStarting(handle, .running), pods[handle].isReady, !pods[handle].isAvailable
    else { return }
    let due = availableAt(pods[handle])
    guard now >= due else {
      // The time was made longer, or the pod was unready since this was planned.
      schedule(.podBecameAvailable(handle), at: due, .kubelet)
      return
    }
    pods[handle].isAvailable = true
    noteAvailable(handle)
    replicaSets[pods[handle].replicaSet].availableCount += 1
    replicaSets[pods[handle].replicaSet].becameAvailableCount += 1
    notify(.replicaSet, pods[handle].replicaSet.rawValue)
  }

  /// Changes the readiness that the API server holds, with all that follows from it.
  mutating func setReady(_ handle: PodHandle, _ isReady: Bool) {
    guard pods[handle].isReady != isReady else { return }
    let index = pods[handle].replicaSet
    pods[handle].isReady = isReady
    pods[handle].readyChangedAt = now
    notify(.replicaSet, index.rawValue)
    if isReady {
      replicaSets[index].readyCount += 1
      let hasProbe = behaviors[pods[handle].template.position].readiness.hasProbe
      if hasProbe { pods[handle].canAnswer = true }
      announceEndpoint(handle)
      let due = availableAt(pods[handle])
      if due <= now {
        becomeAvailable(handle)
      } else {
        schedule(.podBecameAvailable(handle), at: due, .kubelet)
      }
      return
    }
    replicaSets[index].readyCount -= 1
    if pods[handle].isAvailable {
      pods[handle].isAvailable = false
      replicaSets[index].availableCount -= 1
    }
    announceEndpoint(handle)
  }

  /// When a ready pod has been ready for long enough.
  ///
  /// The condition keeps the second in which it changed, no part of it (kubernetes v1.36
  /// staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/time.go), and a run starts at a whole second.
  func availableAt(_ pod: PodState) -> SimulationTime {
    let minReady = minReadySeconds(of: pod)
    guard minReady > .zero else { return pod.readyChangedAt }
    let second = SimulationDuration.seconds(1)
    let whole = second * (pod.readyChangedAt.sinceStart / second)
    return .zero + whole + minReady
  }

  private func minReadySeconds(of pod: PodState) -> SimulationDuration {
    let deployment = replicaSets[pod.replicaSet].deployment
    return deployment.isNone ? .zero : deployments[deployment].minReady
  }
}
