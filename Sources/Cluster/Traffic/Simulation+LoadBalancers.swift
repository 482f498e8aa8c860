// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// Load balancers that list the addresses of pods and take over changes of the list together.
///
/// A pod that restarts where it is keeps its address, so the list stays; a pod made anew brings
/// another one. A list that changes at every step of a rollout is taken over once a step (Weibo's
/// count of 2019: replicas / step), if the gathering time spans what happens in a step.
extension Simulation {
  /// The addresses of a new pod enter the list.
  mutating func list(_ handle: PodHandle) {
    guard !pods[handle].isListed else { return }
    pods[handle].isListed = true
    noteAddressChange(of: handle)
  }

  /// The address of a pod that goes leaves the list.
  mutating func unlist(_ handle: PodHandle) {
    guard pods[handle].isListed else { return }
    pods[handle].isListed = false
    noteAddressChange(of: handle)
  }

  private mutating func noteAddressChange(of handle: PodHandle) {
    // What runs when the run begins is listed already.
    let isKnown = now == .zero && pods[handle].startTime < .zero
    guard !isKnown, let place = loadPlace(of: handle), let interval = loads[place].reloadInterval,
      !loads[place].isReloadDue
    else { return }
    loads[place].isReloadDue = true
    schedule(.loadBalancerReloaded(UInt32(place)), after: interval, .kubelet)
  }

  mutating func reloadLoadBalancer(of load: UInt32) { loads[Int(load)].reload() }
}
