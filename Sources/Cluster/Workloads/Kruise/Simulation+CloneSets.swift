// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// CloneSets: what their controller sees and asks for.
extension Simulation {
  /// The calls of one sync of a CloneSet.
  mutating func planCloneSet(
    _ index: DeploymentIndex
  ) -> (calls: [SyncState.Call], pace: SyncState.Pace) {
    guard deployments[index].exists, case .cloneSet(let spec) = deployments[index].kruise?.spec
    else { return ([], .oneByOne) }
    beginKruiseSync(of: index)
    planPreDownload(of: index)
    let handles = numberedPods(of: index).filter {
      !pods[$0].isTerminating && pods[$0].stage != .exited
    }
    let sync = CloneSetRule.sync(cloneSetView(of: index, spec, handles))
    var isCreating = false
    let calls = sync.actions.flatMap { action -> [SyncState.Call] in
      switch action {
      case .create(let count, let revision):
        isCreating = true
        return creations(count, of: index, revision: revision)
      case .delete(let pod): return [.deletePod(handles[pod])]
      case .specifyDelete(let pod, _): return [.specifyDelete(handles[pod])]
      case .updateInPlace(let pod, let revision):
        return [
          .closeGate(handles[pod]),
          .updatePodInPlace(handles[pod], to: group(of: index, revision: revision)),
        ]
      case .setLifecycle(let pod, let lifecycle): return [.setLifecycle(handles[pod], lifecycle)]
      case .changeImage(let pod): return [.changeImage(handles[pod])]
      case .openGate(let pod): return [.openGate(handles[pod])]
      }
    }
    // Creations go in batches of 1, 2, 4 and so on (openkruise/kruise
    // pkg/controller/cloneset/sync/cloneset_scale.go, DoItSlowly); all else goes in a loop.
    return (calls, isCreating ? .doubling : .oneByOne)
  }

  private mutating func creations(
    _ count: Int, of index: DeploymentIndex, revision: Int
  ) -> [SyncState.Call] {
    let group = group(of: index, revision: revision)
    let first = deployments[index].kruise?.createdCount ?? 0
    deployments[index].kruise?.createdCount = first + UInt32(count)
    return (0..<UInt32(count)).map { .createNumberedPod(group, ordinal: first + $0) }
  }

  /// What the controller of a CloneSet knows of it.
  private mutating func cloneSetView(
    of index: DeploymentIndex, _ spec: CloneSet.Spec, _ handles: [PodHandle]
  ) -> CloneSetView {
    let owner = deployments[index]
    let update = owner.template.position
    var view = CloneSetView(
      spec: spec, currentRevision: owner.revisions?.status.currentRevision ?? update,
      updateRevision: update)
    view.spec.replicas = Int32(clamping: owner.specReplicas)
    view.inPlaceRevisions = inPlaceRevisions(of: index, to: update)
    view.pods.reserveCapacity(handles.count)
    var traits = RevisionTraits()
    for handle in handles {
      if traits.group != pods[handle].replicaSet {
        traits = revisionTraits(of: pods[handle].replicaSet, spec)
      }
      view.pods.append(cloneSetPod(handle, traits, isNamed: !spec.podsToDelete.isEmpty))
    }
    if handles.count > owner.specReplicas {
      countNeighbours(handles, &view)
    }
    return view
  }

  /// What the pods of one revision have in common.
  private struct RevisionTraits {
    var group = ReplicaSetIndex.none
    var revision = -1
    var labels: LabelSet = [:]
    var deletionCost: Int32 = 0
  }

  private func revisionTraits(
    of group: ReplicaSetIndex, _ spec: CloneSet.Spec
  ) -> RevisionTraits {
    let template = replicaSets[group].template
    var traits = RevisionTraits(group: group, revision: template.position)
    traits.deletionCost = compiledTemplates[template.position].deletionCost
    // Only these look at labels.
    let strategy = spec.updateStrategy
    if strategy.priorityStrategy != .init() || !strategy.scatterStrategy.isEmpty {
      traits.labels = nodes.templates[template].labels
    }
    return traits
  }

  private func cloneSetPod(
    _ handle: PodHandle, _ traits: RevisionTraits, isNamed: Bool
  ) -> CloneSetView.Pod {
    let state = pods[handle]
    // A name is looked at only where pods are named for deletion.
    var pod = CloneSetView.Pod(
      name: isNamed ? podName(of: state.replicaSet, ordinal: state.ordinal) : "",
      revision: traits.revision)
    pod.labels = traits.labels
    pod.lifecycle = state.marks.lifecycle
    pod.isAssigned = state.stage != .pending && state.stage != .binding
    pod.phaseRank = state.stage == .running ? 2 : 0
    pod.isReady = state.isReady
    pod.hasBeenReadyLongEnough = state.isAvailable
    pod.progress = progress(of: state)
    pod.isSpecifiedDelete = state.marks.isSpecifiedDelete
    pod.deletionCost = traits.deletionCost
    pod.readyAt = state.readyChangedAt
    pod.createdAt = SimulationTime(microseconds: state.stages.created)
    pod.restarts = Int(state.marks.restarts)
    return pod
  }

  /// Counts the pods of the set on each node, by which those to delete are chosen.
  private func countNeighbours(_ handles: [PodHandle], _ view: inout CloneSetView) {
    var counts = [Int](repeating: 0, count: nodes.count)
    for handle in handles where !pods[handle].node.isNone {
      counts[pods[handle].node.position] += 1
    }
    for (place, handle) in handles.enumerated() {
      let node = pods[handle].node
      view.pods[place].podsOnNode = node.isNone ? 0 : counts[node.position]
    }
  }
}
