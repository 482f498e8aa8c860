// SPDX-License-Identifier: Apache-2.0

package import EventKernel
package import Manifests

/// What the CloneSet controller knows of one CloneSet when it decides.
package struct CloneSetView: Sendable {
  /// What is wanted.
  package var spec: CloneSet.Spec
  /// The revision that the status names as current.
  package var currentRevision: Int
  /// The revision of the template.
  package var updateRevision: Int
  /// Revisions from which pods can be brought to the update revision in place, ascending.
  package var inPlaceRevisions: [Int] = []
  /// Whether pods may go back to the current revision when the partition grows
  /// (gate CloneSetPartitionRollback, off by default).
  package var allowsPartitionRollback = false
  /// Whether pods wait for a hook before and after they change (lifecycle.inPlaceUpdate).
  package var hasUpdateHook = false
  /// The pods that exist, neither terminating nor ended, in any fixed order.
  package var pods: [Pod]

  /// Creates a view with the default gates.
  package init(
    spec: CloneSet.Spec, currentRevision: Int, updateRevision: Int, pods: [Pod] = []
  ) {
    self.spec = spec
    self.currentRevision = currentRevision
    self.updateRevision = updateRevision
    self.pods = pods
  }

  /// Where a pod is between two revisions, as its lifecycle label says.
  package enum Lifecycle: Hashable, BitwiseCopyable, Sendable {
    case preparingNormal
    case normal
    case preparingUpdate
    case updating
    case updated
    case preparingDelete
  }

  /// What the controller knows of one pod.
  package struct Pod: Hashable, Sendable {
    /// Its name.
    package var name: String
    /// The revision that it has.
    package var revision: Int
    /// Its labels.
    package var labels: LabelSet = [:]
    /// Where it is between two revisions.
    package var lifecycle = Lifecycle.normal
    /// Whether it has a node.
    package var isAssigned = true
    /// 0 pending, 1 unknown, 2 running.
    package var phaseRank = 2
    /// Whether it is ready, its in-place gate included.
    package var isReady = false
    /// Whether it has been ready for `minReadySeconds`.
    package var hasBeenReadyLongEnough = false
    /// Where it is in a change in place.
    package var progress = InPlaceRefresh.Progress()
    /// Whether its label asks for its deletion.
    package var isSpecifiedDelete = false
    /// Whether a hook holds it back from deletion (lifecycle.preDelete).
    package var isHeldFromDeletion = false
    /// Whether the hook of updates is on it: it waits before a change until somebody takes the
    /// hook off, and after it until somebody puts it on again.
    package var isHooked = false
    /// What its annotation asks for when pods are chosen for deletion.
    package var deletionCost: Int32 = 0
    /// Active pods of the set on its node.
    package var podsOnNode = 1
    /// When it became ready.
    package var readyAt = SimulationTime.zero
    /// When it was created.
    package var createdAt = SimulationTime.zero
    /// The most restarts of one of its containers.
    package var restarts = 0

    /// Creates a running pod that is not ready.
    package init(name: String, revision: Int) {
      self.name = name
      self.revision = revision
    }

    /// Whether it counts as available: ready for long enough and between no two revisions.
    package var isAvailable: Bool { lifecycle == .normal && isReady && hasBeenReadyLongEnough }

    /// Whether it counts as ready when pods are deleted.
    var isCalm: Bool { lifecycle == .normal && isReady }
  }

  /// Whether the set or the pod itself asks for the deletion of a pod.
  func isSpecifiedDelete(_ pod: Pod) -> Bool {
    pod.isSpecifiedDelete || spec.podsToDelete.contains(pod.name)
  }
}
