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
    if publishesNotReady(handle), pods[handle].loadGroup != .none {
      // The address stays published; what changes is whether anybody answers there.
      if pods[handle].isReady { rejoinLoad(handle) }
      return
    }
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
    let isPublished = pods[handle].isReady || publishesNotReady(handle)
    if isPublished {
      rejoinLoad(handle)
      list(handle)
    } else {
      leaveLoad(handle)
      if pods[handle].isTerminating { unlist(handle) }
      noteCut(of: handle)
    }
  }

  /// Whether a Service publishes the addresses of pods that are not ready.
  ///
  /// Such an address is published from the making of the sandbox until the pod is gone (kubernetes
  /// v1.36 staging/src/k8s.io/endpointslice/utils.go, podToEndpoint).
  func publishesNotReady(_ handle: PodHandle) -> Bool {
    let deployment = replicaSets[pods[handle].replicaSet].deployment
    return !deployment.isNone && deployments[deployment].publishesNotReadyAddresses
  }

  /// The application stops taking requests after SIGTERM; those under way are still answered.
  mutating func stopAnswering(_ handle: PodHandle) {
    guard pods.isCurrent(handle), pods[handle].isTerminating || pods[handle].isRestartDue
    else { return }
    pods[handle].canAnswer = false
    guard pods[handle].loadGroup != .none, let place = loadPlace(of: handle) else { return }
    let behavior = behaviors[pods[handle].template.position]
    let rest = max(behavior.gracePeriod - behavior.preStop, .seconds(2))
    let exit = min(draw(.shutdown, kubelet.shutdown, for: handle), rest)
    cutRequests(of: handle, endingAfter: max(.zero, exit - min(behavior.drain, rest)))
    loads[place].leave(pods[handle].loadGroup, isDead: false)
    pods[handle].loadGroup = loads[place].joinFailing()
  }

  /// Counts the requests that a pod has in hand when its process ends, by Little's law: those that
  /// it took within the time that one request stays, and that are not done by the end.
  private mutating func cutRequests(of handle: PodHandle, endingAfter rest: SimulationDuration) {
    guard let place = loadPlace(of: handle) else { return }
    let cut = loads[place].requestSeconds - rest.seconds
    if cut > 0 { loads[place].interrupt(pods[handle].loadGroup, seconds: cut) }
  }

  /// The containers are gone; requests go on to nowhere until the proxies learn of it.
  mutating func abandonEndpoint(_ handle: PodHandle) {
    if publishesNotReady(handle) {
      pods[handle].endpointDueAt =
        now + draw(.endpoint, controlPlane.endpointPropagation, for: handle)
    }
    let pod = pods[handle]
    guard pod.loadGroup != .none, let place = loadPlace(of: handle) else { return }
    if pod.isTerminating { cutRequests(of: handle, endingAfter: .zero) }
    loads[place].leave(pod.loadGroup, isDead: true)
    pods[handle].loadGroup = .none
    guard pod.endpointDueAt > now else { return }
    loads[place].abandon()
    schedule(.abandonedEndpointRemoved(UInt32(place)), at: pod.endpointDueAt, .kubelet)
  }

  mutating func removeAbandonedEndpoint(load: UInt32) { loads[Int(load)].forgetAbandoned() }
}
