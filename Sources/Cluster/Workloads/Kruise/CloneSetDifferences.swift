// SPDX-License-Identifier: Apache-2.0

import Manifests

/// How far the pods of a CloneSet are from what is wanted.
///
/// Follows openkruise/kruise pkg/controller/cloneset/sync/cloneset_sync_utils.go,
/// calculateDiffsWithExpectation.
package struct CloneSetDifferences: Equatable, Sendable {
  /// Pods missing.
  package var scaleUp = 0
  /// Of those, pods of the current revision.
  package var scaleUpOld = 0
  /// Pods that may be created now.
  package var scaleUpLimit = 0
  /// Pods too many, beside those that are to be deleted by name.
  package var scaleDown = 0
  /// Of those, pods of the current revision.
  package var scaleDownOld = 0
  /// Ready pods that may be deleted now.
  package var deleteReadyLimit = 0
  /// Pods beyond the count that are wanted for now.
  package var surge = 0
  /// Of those, pods of the current revision.
  package var surgeOld = 0
  /// Pods to bring to the update revision; negative for pods to bring back.
  package var update = 0
  /// Pods that may be missing while others are updated.
  package var updateMaxUnavailable = 0

  /// Compares a view with what it wants.
  package init(_ view: CloneSetView) {
    let limits = Limits(view.spec)
    let pods = Tally(view)
    let replicas = Int(view.spec.replicas)
    var oldDifference = pods.oldActive - limits.partition
    var newDifference = pods.newActive - (replicas - limits.partition)
    if view.updateRevision == view.currentRevision || !view.allowsPartitionRollback {
      oldDifference = max(oldDifference, 0)
      newDifference = min(newDifference, 0)
    }
    if limits.maxSurge > 0 {
      setSurge(pods, limits, oldDifference: oldDifference, newDifference: newDifference)
    }
    setScale(view, pods, limits)
    // Of two ways to see the distance the nearer one counts.
    update = abs(oldDifference) <= abs(newDifference) ? oldDifference : -newDifference
    if update != 0 { updateMaxUnavailable = limits.maxUnavailable + view.pods.count - replicas }
  }

  // MARK: Parts

  /// The limits of the specification, in pods.
  private struct Limits {
    var partition: Int
    var maxSurge: Int
    var maxUnavailable: Int
    var scaleMaxUnavailable: Int

    init(_ spec: CloneSet.Spec) {
      let replicas = Int(spec.replicas)
      let strategy = spec.updateStrategy
      partition = PartitionReplicas.count(strategy.partition, replicas: replicas)
      let surge = strategy.maxSurge.scaled(total: replicas, roundingUp: true) ?? 0
      maxSurge = strategy.paused ? 0 : surge
      maxUnavailable =
        strategy.maxUnavailable.scaled(total: replicas, roundingUp: maxSurge == 0) ?? 0
      let most = spec.scaleMaxUnavailable ?? .int(.max)
      scaleMaxUnavailable = most.scaled(total: replicas, roundingUp: true) ?? Int(Int32.max)
    }
  }

  /// The pods by revision and fate.
  private struct Tally {
    var old = 0
    var oldActive = 0
    var newActive = 0
    var unavailable = 0
    var oldToDelete = 0
    var newToDelete = 0

    var toDelete: Int { oldToDelete + newToDelete }

    init(_ view: CloneSetView) {
      for pod in view.pods {
        let isNew = pod.revision == view.updateRevision
        if !isNew { old += 1 }
        guard pod.lifecycle != .preparingDelete else {
          unavailable += 1
          continue
        }
        if isNew { newActive += 1 } else { oldActive += 1 }
        if view.isSpecifiedDelete(pod) {
          if isNew { newToDelete += 1 } else { oldToDelete += 1 }
        } else if !pod.isAvailable {
          unavailable += 1
        }
      }
    }
  }

  private mutating func setSurge(
    _ pods: Tally, _ limits: Limits, oldDifference: Int, newDifference: Int
  ) {
    var scaleSurge = 0
    var scaleSurgeOld = 0
    if pods.toDelete > 0 {
      let lacking = max(pods.unavailable + pods.toDelete - limits.maxUnavailable, 0)
      scaleSurge = min(lacking, pods.toDelete)
      scaleSurgeOld = max(scaleSurge - pods.newToDelete, 0)
    }
    var updateSurge = 0
    var updateSurgeOld = 0
    if oldDifference.signum() * newDifference.signum() < 0 {
      if abs(oldDifference) <= abs(newDifference) {
        updateSurge = abs(oldDifference)
        if oldDifference < 0 { updateSurgeOld = updateSurge }
      } else {
        updateSurge = abs(newDifference)
        if newDifference > 0 { updateSurgeOld = updateSurge }
      }
    }
    // Scaling and updating never share a pass, so the greater need gets the surge.
    let isForScaling = scaleSurge >= updateSurge
    surge = min(limits.maxSurge, isForScaling ? scaleSurge : updateSurge)
    surgeOld = min(surge, isForScaling ? scaleSurgeOld : updateSurgeOld)
  }

  private mutating func setScale(_ view: CloneSetView, _ pods: Tally, _ limits: Limits) {
    let replicas = Int(view.spec.replicas)
    let total = view.pods.count
    let expected = replicas + surge
    let expectedOld = limits.partition + surgeOld
    if expected > total {
      scaleUp = expected - total
      scaleUpOld = max(expectedOld - pods.old, 0)
      scaleUpLimit = min(scaleUp, max(limits.scaleMaxUnavailable - pods.unavailable, 0))
    }
    let tooMany = total - pods.toDelete - expected
    if tooMany > 0 {
      scaleDown = tooMany
      scaleDownOld = max(pods.old - pods.oldToDelete - expectedOld, 0)
    }
    if pods.toDelete > 0 || scaleDown > 0 {
      deleteReadyLimit = max(limits.maxUnavailable + (total - replicas) - pods.unavailable, 0)
    }
  }
}
