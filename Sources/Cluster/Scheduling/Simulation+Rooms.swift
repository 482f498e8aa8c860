// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Room that an update keeps for its own pods.
extension Simulation {
  /// Keeps the room of an old pod that goes during the rollout of its Deployment.
  mutating func keepRoom(of pod: PodState) {
    guard let timeout = nodes.rooms.reservationTimeout else { return }
    let index = replicaSets[pod.replicaSet].deployment
    guard !index.isNone, deployments[index].rolloutStartedAt != nil,
      deployments[index].template != pod.template,
      let id = nodes.reserveRoom(of: pod.template, on: pod.node)
    else { return }
    schedule(.reservationExpired(pod.node, id: id), after: timeout, .scheduler)
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
