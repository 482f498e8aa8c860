// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// Pods that work and then end by themselves, as those of Jobs.
extension Simulation {
  /// A container that ran for longer is started again without a wait (kubernetes v1.36
  /// pkg/kubelet/kubelet.go, twice the longest back-off).
  private static let backOffReset = SimulationDuration.minutes(10)

  /// Lets the containers of a pod work until they end.
  mutating func startWork(_ handle: PodHandle) {
    let pod = pods[handle]
    guard let work = behaviors[pod.template.position].work else { return }
    let length = draw(.work, work.duration, for: handle)
    schedule(.workEnded(handle), after: length + controlPlane.apiLatency, .kubelet)
  }

  /// The containers have ended; the kubelet starts those that failed again, or the pod is over.
  mutating func endWork(_ handle: PodHandle) {
    guard pods.isCurrent(handle), pods[handle].stage == .running, !pods[handle].isTerminating,
      !health[pods[handle].node.position].isSilent,
      let work = behaviors[pods[handle].template.position].work
    else { return }
    let fails = luck(.fate, for: handle) < work.failureRatio
    guard fails, behaviors[pods[handle].template.position].restartsOnFailure else {
      return finishPod(handle, hasFailed: fails)
    }
    let ranFor = now - pods[handle].startTime
    pods[handle].restarts = min(pods[handle].restarts + 1, .max - 1)
    setReady(handle, false)
    stopWorking(handle)
    notify(.replicaSet, pods[handle].replicaSet.rawValue)
    schedule(.workResumed(handle), after: restartDelay(of: pods[handle], ranFor), .kubelet)
  }

  /// The wait before a container that failed is started again: none the first time, then 10 s,
  /// doubling to 300 s (kubernetes v1.36 pkg/kubelet/kubelet.go).
  private func restartDelay(
    of pod: PodState, _ ranFor: SimulationDuration
  ) -> SimulationDuration {
    let start = kubelet.containerStart.median
    guard pod.restarts > 1, ranFor < Self.backOffReset else { return start }
    let doublings = Int64(min(pod.restarts - 2, 5))
    return start + min(.seconds(10) * (Int64(1) << doublings), .seconds(300))
  }

  /// The containers of a pod work again after a failure.
  mutating func resumeWork(_ handle: PodHandle) {
    guard pods.isCurrent(handle), pods[handle].stage == .running, !pods[handle].isTerminating,
      !health[pods[handle].node.position].isSilent
    else { return }
    pods[handle].startTime = now
    let behavior = behaviors[pods[handle].template.position]
    let canAnswer = now + draw(.applicationStart, behavior.applicationStart, for: handle)
    if !behavior.isNeverReady {
      let ready = behavior.readiness.readyAt(containerStart: now, canAnswerAt: canAnswer)
      schedule(.podBecameReady(handle), at: ready + controlPlane.apiLatency, .kubelet)
    }
    startWork(handle)
  }

  /// Catches up on work that ended while the node was silent.
  mutating func catchUpOnWork(_ handle: PodHandle) {
    guard let work = behaviors[pods[handle].template.position].work else { return }
    if pods[handle].restarts > 0, !pods[handle].isReady {
      return schedule(.workResumed(handle), after: .zero, .kubelet)
    }
    let end = pods[handle].startTime + draw(.work, work.duration, for: handle)
    if end <= now { schedule(.workEnded(handle), after: controlPlane.apiLatency, .kubelet) }
  }

  /// The pod is over: its phase is Succeeded or Failed, and its room is free.
  private mutating func finishPod(_ handle: PodHandle, hasFailed: Bool) {
    setReady(handle, false)
    stopWorking(handle)
    setStage(handle, .exited)
    let pod = pods[handle]
    pods[handle].isFinished = true
    pods[handle].hasFailed = hasFailed
    pods[handle].readyChangedAt = now
    replicaSets[pod.replicaSet].activeCount -= 1
    replicaSets[pod.replicaSet].finishedCount += 1
    noteOwnerPod(handle, -1)
    nodes.remove(pod.template, from: pod.node)
    if let place = podsOnNode[pod.node.position].firstIndex(of: handle) {
      podsOnNode[pod.node.position].remove(at: place)
    }
    noteFreedQuota(of: pod.replicaSet)
    wakeScheduler(for: .assignedPodDeleted)
    notify(.replicaSet, pod.replicaSet.rawValue)
  }

  /// Takes a pod that no longer works out of its load.
  private mutating func stopWorking(_ handle: PodHandle) {
    pods[handle].canAnswer = false
    abandonEndpoint(handle)
  }

  /// Asks for the end of a pod that is over: the kubelet has nothing to stop.
  mutating func deleteFinished(_ handle: PodHandle) {
    pods[handle].isTerminating = true
    pods[handle].stages.terminating = now.microseconds
    schedule(
      .podDeleted(handle), after: controlPlane.watchDelay + controlPlane.apiLatency, .kubelet)
  }
}
