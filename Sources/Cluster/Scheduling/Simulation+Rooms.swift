// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Room that an update keeps for its own pods.
extension Simulation {
  /// Keeps the room of a pod that an update deletes, unless a more important pod drove it away.
  mutating func keepRoom(of pod: PodState) {
    guard let timeout = nodes.rooms.reservationTimeout else { return }
    let index = replicaSets[pod.replicaSet].deployment
    guard !index.isNone, !pod.isPreempted, isReplaced(pod, of: index),
      let id = nodes.reserveRoom(of: pod.template, on: pod.node)
    else { return }
    schedule(.reservationExpired(pod.node, id: id), after: timeout, .scheduler)
  }

  /// Whether a pod goes so that its workload can make another one in its place.
  private func isReplaced(_ pod: PodState, of index: DeploymentIndex) -> Bool {
    guard let numbered = deployments[index].numbered else {
      return deployments[index].rolloutStartedAt != nil
        && deployments[index].template != pod.template
    }
    // The number of a pod comes back with it, also when a batch goes back to the old revision.
    let isUnderWay = numbered.release?.isActive ?? (deployments[index].rolloutStartedAt != nil)
    let place = Int(pod.ordinal) - numbered.firstOrdinal
    return isUnderWay && place >= 0 && place < deployments[index].specReplicas
  }

  mutating func expireReservation(_ id: UInt32, on node: NodeIndex) {
    guard nodes.releaseRoom(id, on: node) else { return }
    wakeScheduler(for: .assignedPodDeleted)
  }

  /// Gives the room back that a complete rollout did not use.
  mutating func releaseRooms(of index: DeploymentIndex) {
    guard nodes.releaseRooms(ofWorkloadWith: deployments[index].template) > 0 else { return }
    wakeScheduler(for: .assignedPodDeleted)
  }
}
