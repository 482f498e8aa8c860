// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// What a random duration in the life of a pod is for; each has a stream of its own.
enum Draw: String, CaseIterable, Sendable {
  case sandbox = "kubelet/sandbox"
  case address = "network/address"
  case containerStart = "kubelet/container-start"
  case applicationStart = "kubelet/application-start"
  case endpoint = "network/endpoint"
  case shutdown = "kubelet/shutdown"
  case standbyStop = "kubelet/standby-stop"
  case standbyStart = "kubelet/standby-start"
  case handover = "kubelet/handover"
  case work = "job/duration"
  case fate = "job/failure"
}

extension Simulation {
  /// A lognormal duration for one pod.
  ///
  /// The stream depends on the purpose, the pod's owner and its ordinal alone, so two variants of a
  /// plan see the same luck for the same pod.
  func draw(_ purpose: Draw, _ spread: DurationSpread, for handle: PodHandle) -> SimulationDuration
  {
    guard spread.sigma > 0 else { return spread.median }
    var stream = stream(purpose.rawValue, for: handle)
    let seconds = stream.lognormal(median: spread.median.seconds, sigma: spread.sigma)
    return SimulationDuration(seconds: min(seconds, 86_400))
  }

  /// A number from 0 to 1 for one pod, drawn as a duration is.
  func luck(_ purpose: Draw, for handle: PodHandle) -> Double {
    var stream = stream(purpose.rawValue, for: handle)
    return stream.uniform()
  }

  /// The random stream of one pod for a purpose.
  func stream(_ purpose: String, for handle: PodHandle) -> RandomStream {
    let pod = pods[handle]
    let deployment = replicaSets[pod.replicaSet].deployment
    let owner = deployment.isNone ? pod.replicaSet.rawValue | 1 << 31 : deployment.rawValue
    let number = replicaSets[pod.replicaSet].number
    // Each run of a container that was started again has draws of its own.
    let name = pod.restarts == 0 ? purpose : "\(purpose)/\(pod.restarts)"
    return RandomStream(
      seed: seed, name: name, index: Int(owner) << 40 ^ number << 32 ^ Int(pod.ordinal))
  }
}
