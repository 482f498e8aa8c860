// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// OpenKruise's StatefulSets: what their controller sees and asks for.
extension Simulation {
  /// The calls of one sync of a StatefulSet of OpenKruise.
  mutating func planAdvancedStatefulSet(
    _ index: DeploymentIndex
  ) -> (calls: [SyncState.Call], pace: SyncState.Pace) {
    guard deployments[index].exists, case .statefulSet(let spec) = deployments[index].kruise?.spec
    else { return ([], .oneByOne) }
    beginKruiseSync(of: index)
    planPreDownload(of: index)
    let handles = numberedPods(of: index)
    let placeOfOrdinal = placesByOrdinal(handles)
    let sync = AdvancedStatefulSetRule.sync(advancedStatefulSetView(of: index, spec, handles))
    var calls: [SyncState.Call] = []
    for action in sync.actions {
      if case .create(let ordinal, let revision) = action {
        calls.append(
          .createNumberedPod(group(of: index, revision: revision), ordinal: UInt32(ordinal)))
      } else if let place = action.ordinal.flatMap({ placeOfOrdinal[$0] }) {
        calls += callsOfStatefulSet(action, handles[place], of: index)
      }
    }
    let isParallel = spec.podManagementPolicy == .parallel
    return (calls, isParallel && sync.isScalingOnly ? .doubling : .oneByOne)
  }

  private mutating func callsOfStatefulSet(
    _ action: AdvancedStatefulSetSync.Action, _ pod: PodHandle, of index: DeploymentIndex
  ) -> [SyncState.Call] {
    switch action {
    case .create: []
    case .delete: [.deletePod(pod)]
    case .updateInPlace(_, let revision):
      (hasInPlaceGate(index) ? [.closeGate(pod)] : [])
        + [.updatePodInPlace(pod, to: group(of: index, revision: revision))]
    case .setLifecycle(_, let lifecycle): [.setLifecycle(pod, lifecycle)]
    case .changeImage: [.changeImage(pod)]
    case .openGate: [.openGate(pod)]
    }
  }

  private func advancedStatefulSetView(
    of index: DeploymentIndex, _ spec: AdvancedStatefulSet.Spec, _ handles: [PodHandle]
  ) -> AdvancedStatefulSetView {
    let owner = deployments[index]
    let update = owner.template.position
    var view = AdvancedStatefulSetView(
      spec: spec, currentRevision: owner.revisions?.status.currentRevision,
      updateRevision: update)
    view.spec.replicas = Int32(clamping: owner.specReplicas)
    view.inPlaceRevisions = inPlaceRevisions(of: index, to: update)
    view.pods = handles.map { handle in
      let state = pods[handle]
      var pod = AdvancedStatefulSetView.Pod(
        ordinal: Int(state.ordinal), revision: replicaSets[state.replicaSet].template.position)
      pod.base.hasEnded = state.stage == .exited && !state.isTerminating
      pod.base.isReady = state.isReady
      pod.base.isAvailable = state.isAvailable
      pod.base.isTerminating = state.isTerminating
      pod.labels = nodes.templates[state.template].labels
      pod.isSpecifiedDelete = state.marks.isSpecifiedDelete
      pod.lifecycle = state.marks.lifecycle
      pod.progress = progress(of: state)
      return pod
    }
    return view
  }
}
