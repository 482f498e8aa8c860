// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// Endpoints: which pods requests reach, a while after the API server knows whether they are ready.
///
/// A pod that ends goes on receiving requests until every node's proxy has learned of it. The end of
/// its containers does not wait for that (kubernetes v1.36 pkg/kubelet/kuberuntime and
/// pkg/controller/endpointslice act side by side), so requests fail for as long as the proxies need
/// beyond the preStop hook and the time that the application drains.
extension Simulation {
  /// Lets the proxies learn of a change of a pod's readiness.
  mutating func announceEndpoint(_ handle: PodHandle) {
    guard loadPlace(of: handle) != nil else { return }
    // What runs when the run begins has been known for long.
    let isKnown = now == .zero && pods[handle].startTime < .zero
    let delay =
      isKnown ? .zero : draw(.endpoint, controlPlane.endpointPropagation, for: handle)
    pods[handle].endpointDueAt = now + delay
    if delay == .zero {
      programEndpoint(handle)
    } else {
      schedule(.endpointProgrammed(handle), after: delay, .kubelet)
    }
  }

  /// The proxies know the pod as the API server last held it; a later change replaces this one.
  mutating func programEndpoint(_ handle: PodHandle) {
    guard pods.isCurrent(handle), pods[handle].endpointDueAt == now else { return }
    if pods[handle].isReady { rejoinLoad(handle) } else { leaveLoad(handle) }
  }

  /// The application stops taking requests after SIGTERM; those under way are still answered.
  mutating func stopAnswering(_ handle: PodHandle) {
    guard pods.isCurrent(handle) else { return }
    pods[handle].canAnswer = false
    guard pods[handle].loadGroup != .none, let place = loadPlace(of: handle) else { return }
    loads[place].leave(pods[handle].loadGroup, isDead: false)
    pods[handle].loadGroup = loads[place].joinFailing()
  }

  /// The containers are gone; requests go on to nowhere until the proxies learn of it.
  mutating func abandonEndpoint(_ handle: PodHandle) {
    let pod = pods[handle]
    guard pod.loadGroup != .none, let place = loadPlace(of: handle) else { return }
    loads[place].leave(pod.loadGroup, isDead: true)
    pods[handle].loadGroup = .none
    guard pod.endpointDueAt > now else { return }
    loads[place].abandon()
    schedule(.abandonedEndpointRemoved(UInt32(place)), at: pod.endpointDueAt, .kubelet)
  }

  mutating func removeAbandonedEndpoint(load: UInt32) { loads[Int(load)].forgetAbandoned() }
}
