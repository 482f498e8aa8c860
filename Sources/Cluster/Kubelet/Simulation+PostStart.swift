// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// Hooks after the start of a container, which may fail.
extension Simulation {
  /// Kills of one container after which its hook is taken to fail for ever.
  private static let mostKills = 100

  /// Plans when the hook of a pod has succeeded, so that its containers count as started.
  ///
  /// Kubernetes calls a hook once, kills the container if it fails, and starts it again after a
  /// back-off of 10 s that doubles up to 300 s (kubernetes v1.36
  /// pkg/kubelet/kuberuntime/kuberuntime_container.go and pkg/kubelet/kubelet.go). With retries, as
  /// Weibo added in 2019, it is called again first.
  mutating func planPostStart(_ hook: BehaviorBlock.PostStartBlock, of handle: PodHandle) {
    pods[handle].isHookPlanned = true
    var stream = stream("kubelet/post-start", for: handle)
    var delay = SimulationDuration.zero
    var (failures, kills) = (Int64(0), Int64(0))
    while true {
      for _ in 0...hook.retries {
        delay = delay + hook.time
        if stream.uniform() >= hook.failureRatio {
          if kills > 0 { recordKills(of: handle, failures, kills) }
          schedule(.containersStarted(handle), after: delay, .kubelet)
          return
        }
        failures += 1
      }
      let backoff = SimulationDuration.seconds(min(300, 10 << min(kills, 5)))
      kills += 1
      guard kills < Self.mostKills else { break }
      delay =
        delay + draw(.shutdown, kubelet.shutdown, for: handle) + backoff
        + draw(.containerStart, kubelet.containerStart, for: handle)
    }
    recordKills(of: handle, failures, kills)
  }

  private mutating func recordKills(of handle: PodHandle, _ failures: Int64, _ kills: Int64) {
    let pod = pods[handle]
    record(
      .postStartFailed, .pod(pod.replicaSet, ordinal: pod.ordinal), failures, kills)
  }
}
