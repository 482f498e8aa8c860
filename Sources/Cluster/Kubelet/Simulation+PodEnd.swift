// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// The way of a pod from the request for its end to the removal of its object.
extension Simulation {
  /// The kubelet runs the hook, sends SIGTERM and waits, at most for the grace period.
  mutating func beginTermination(_ handle: PodHandle) {
    guard pods.isCurrent(handle), !health[pods[handle].node.position].isSilent else { return }
    guard pods[handle].stage == .running else {
      finishTermination(handle)
      return
    }
    let behavior = behaviors[pods[handle].template.position]
    let shutdown = draw(.shutdown, kubelet.shutdown, for: handle)
    let hook = min(behavior.gracePeriod, behavior.preStop)
    // Containers get two seconds whatever the hook took (kubernetes v1.36
    // pkg/kubelet/kuberuntime/kuberuntime_container.go, minimumGracePeriodInSeconds).
    let rest = max(behavior.gracePeriod - hook, .seconds(2))
    if pods[handle].loadGroup != .none {
      schedule(.applicationStopped(handle), after: hook + min(behavior.drain, rest), .kubelet)
    }
    schedule(.containersExited(handle), after: hook + min(shutdown, rest), .kubelet)
  }

  /// All containers are gone; the API server is told.
  mutating func finishTermination(_ handle: PodHandle) {
    guard pods.isCurrent(handle), pods[handle].isTerminating, pods[handle].stage != .exited,
      !health[pods[handle].node.position].isSilent
    else { return }
    abandonEndpoint(handle)
    unlist(handle)
    setStage(handle, .exited)
    schedule(.podDeleted(handle), after: controlPlane.apiLatency, .kubelet)
  }

  mutating func finishDeletion(_ handle: PodHandle) {
    guard pods.isCurrent(handle) else { return }
    removePod(handle)
  }
}
