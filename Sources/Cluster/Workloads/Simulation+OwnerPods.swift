// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Active pods of an owner on each node, which rank the victims of its ReplicaSets.
extension Simulation {
  /// The place of the counts of the owner of a ReplicaSet.
  mutating func countedOwner(of index: ReplicaSetIndex) -> Int {
    let owner = owner(of: index)
    if let place = ownerPods.place(of: owner) { return place }
    let place = ownerPods.begin(owner)
    for sibling in siblings(of: owner) {
      for handle in replicaSets[sibling].pods where countsForOwner(handle) {
        ownerPods.add(1, at: place, on: pods[handle].node)
      }
    }
    return place
  }

  /// Follows a pod that came to its node or is active no longer.
  mutating func noteOwnerPod(_ handle: PodHandle, _ change: Int32) {
    let pod = pods[handle]
    guard !pod.node.isNone, let place = ownerPods.place(of: owner(of: pod.replicaSet)) else {
      return
    }
    ownerPods.add(change, at: place, on: pod.node)
  }

  /// What is wrong with the counts, each in a sentence.
  func ownerPodFailures() -> [String] {
    var failures: [String] = []
    for (place, owner) in ownerPods.counted.enumerated() {
      var counts = [Int32](repeating: 0, count: nodes.count)
      for sibling in siblings(of: owner) {
        for handle in replicaSets[sibling].pods where countsForOwner(handle) {
          counts[pods[handle].node.position] += 1
        }
      }
      for node in nodes.indices where ownerPods.count(at: place, on: node) != counts[node.position]
      {
        failures.append(
          "node \(nodes.names[node]): \(counts[node.position]) active pods of \(owner), counted as "
            + "\(ownerPods.count(at: place, on: node))")
      }
    }
    return failures
  }

  private func countsForOwner(_ handle: PodHandle) -> Bool {
    let pod = pods[handle]
    return !pod.isTerminating && !pod.isFinished && !pod.node.isNone
  }

  private func owner(of index: ReplicaSetIndex) -> OwnerPodCounts.Owner {
    let deployment = replicaSets[index].deployment
    return deployment.isNone ? .replicaSet(index) : .workload(deployment)
  }

  private func siblings(of owner: OwnerPodCounts.Owner) -> [ReplicaSetIndex] {
    switch owner {
    case .workload(let index): deployments[index].replicaSets
    case .replicaSet(let index): [index]
    }
  }
}
