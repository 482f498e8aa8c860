// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// A changed content comes into a pod, and its application takes it over.
extension Simulation {
  /// Gives a running pod a template that differs in nothing but the copies of ConfigMaps.
  mutating func changeConfig(of old: PodHandle, to group: ReplicaSetIndex) {
    let handle = moveKeepingReadiness(old, to: group)
    if !pods[handle].isReady { reconsiderReadiness(of: handle) }
    // A change of the pod makes its kubelet sync it at once.
    schedule(.configArrived(handle), after: controlPlane.watchDelay, .kubelet)
  }

  /// Whether a pod still runs on a node that works.
  private func isRunning(_ handle: PodHandle) -> Bool {
    guard pods.isCurrent(handle) else { return false }
    let pod = pods[handle]
    return pod.stage == .running && !pod.isTerminating && !pod.isRestartDue
      && !health[pod.node.position].isSilent
  }

  /// The kubelet has written the current contents into the volumes of a pod.
  mutating func receiveConfig(_ handle: PodHandle) {
    guard isRunning(handle) else { return }
    let reload = behaviors[pods[handle].template.position].configReload
    guard reload.hook != .none else { return }
    let usage = currentUsage(of: handle, isStart: false)
    guard usage != pods[handle].config else { return }
    if reload.hook == .restart, let place = loadPlace(of: handle) {
      loads[place].interrupt(pods[handle].loadGroup, seconds: reload.time.seconds)
    }
    schedule(.configReloaded(handle), after: reload.time, .kubelet)
  }

  /// The application of a pod uses what its volumes hold now.
  mutating func takeOverConfig(_ handle: PodHandle) {
    guard isRunning(handle) else { return }
    let usage = currentUsage(of: handle, isStart: false)
    guard usage != pods[handle].config else { return }
    setUsage(of: handle, to: usage)
    let isRestart = behaviors[pods[handle].template.position].configReload.hook == .restart
    if isRestart { pods[handle].startTime = now }
    if pods[handle].loadGroup != .none { rejoinLoad(handle, keepsWarmth: !isRestart) }
    reconsiderReadiness(of: handle)
  }

  /// A node is back: its kubelet syncs the pods at once, and the probes go on.
  mutating func resumeConfig(of handle: PodHandle) {
    guard pods[handle].config >= 0, !pods[handle].isTerminating else { return }
    schedule(.configArrived(handle), after: .zero, .kubelet)
    reconsiderReadiness(of: handle)
  }

  /// Plans what the readiness probe of a running pod will find, now that its configuration is
  /// another one or its handle is new.
  private mutating func reconsiderReadiness(of handle: PodHandle) {
    let pod = pods[handle]
    let behavior = behaviors[pod.template.position]
    let isBad = failsProbe(pod)
    if isBad, pod.isReady {
      let failed = behavior.readiness.unreadyAt(containerStart: pod.startTime, failingSince: now)
      schedule(.configProbed(handle), at: failed + controlPlane.apiLatency, .kubelet)
    } else if !isBad, !pod.isReady, !behavior.isNeverReady {
      let start = draw(.applicationStart, behavior.applicationStart, for: handle)
      let canAnswer = max(now, pod.startTime + start)
      let ready = behavior.readiness.readyAt(containerStart: pod.startTime, canAnswerAt: canAnswer)
      schedule(.podBecameReady(handle), at: max(ready, now) + controlPlane.apiLatency, .kubelet)
    }
  }

  /// Whether the configuration of a pod makes its readiness probe fail.
  func failsProbe(_ pod: PodState) -> Bool {
    configs.effect(of: pod.config).isNeverReady
      && behaviors[pod.template.position].readiness.hasProbe
  }

  /// The readiness probe of a pod has failed often enough, unless its configuration is good again.
  mutating func failProbe(_ handle: PodHandle) {
    guard isRunning(handle), failsProbe(pods[handle]) else { return }
    setReady(handle, false)
  }
}
