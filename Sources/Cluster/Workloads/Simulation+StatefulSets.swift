// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// StatefulSets: what their controller sees and asks for.
extension Simulation {
  /// The calls of one sync of a StatefulSet.
  mutating func planStatefulSet(
    _ index: DeploymentIndex
  ) -> (calls: [SyncState.Call], pace: SyncState.Pace) {
    guard deployments[index].exists, let numbered = deployments[index].numbered else {
      return ([], .oneByOne)
    }
    let generation = deployments[index].generation
    deployments[index].numbered?.readGeneration = generation
    let handles = numberedPods(of: index)
    let sync = StatefulSetRule.sync(statefulSetView(of: index))
    let placeOfOrdinal = placesByOrdinal(handles)
    var calls: [SyncState.Call] = []
    for action in sync.actions {
      switch action {
      case .create(let ordinal, let revision):
        calls.append(
          .createNumberedPod(group(of: index, revision: revision), ordinal: UInt32(ordinal)))
      case .delete(let ordinal, _):
        if let place = placeOfOrdinal[ordinal] { calls.append(.deletePod(handles[place])) }
      }
    }
    if sync.status != numbered.status {
      deployments[index].numbered?.nextStatus = sync.status
      calls.append(.publishNumbered)
    }
    // In parallel the controller calls in batches of 1, 2, 4 and so on (kubernetes v1.36
    // pkg/controller/statefulset/stateful_set_control.go, slowStartBatch).
    return (calls, numbered.podManagementPolicy == .parallel ? .doubling : .oneByOne)
  }

  /// The places of pods by their numbers, each of which exists once.
  func placesByOrdinal(_ handles: [PodHandle]) -> [Int: Int] {
    var places: [Int: Int] = [:]
    places.reserveCapacity(handles.count)
    for (place, handle) in handles.enumerated() { places[Int(pods[handle].ordinal)] = place }
    return places
  }

  /// What the StatefulSet controller knows of a workload.
  func statefulSetView(of index: DeploymentIndex) -> StatefulSetView {
    let owner = deployments[index]
    var view = StatefulSetView(
      replicas: owner.specReplicas, currentRevision: owner.numbered?.status.currentRevision,
      updateRevision: owner.template.position)
    view.firstOrdinal = owner.numbered?.firstOrdinal ?? 0
    view.podManagementPolicy = owner.numbered?.podManagementPolicy ?? .orderedReady
    view.updateStrategy = owner.numbered?.updateStrategy ?? .rollingUpdate
    view.partition = owner.numbered?.partition ?? 0
    for handle in numberedPods(of: index) {
      let state = pods[handle]
      var pod = StatefulSetView.Pod(
        ordinal: Int(state.ordinal),
        revision: replicaSets[state.replicaSet].template.position)
      pod.hasEnded = state.stage == .exited && !state.isTerminating
      pod.isReady = state.isReady
      pod.isAvailable = state.isAvailable
      pod.isTerminating = state.isTerminating
      view.pods.append(pod)
    }
    return view
  }
}
