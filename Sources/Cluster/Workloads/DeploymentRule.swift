// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Decides what one sync of the Deployment controller does.
///
/// Follows kubernetes v1.36 pkg/controller/deployment: `deployment_controller.go` (syncDeployment),
/// `rolling.go`, `recreate.go`, `sync.go`, `progress.go` and `util/deployment_util.go`. A sync
/// scales either the new ReplicaSet up or old ones down, never both; the change of a ReplicaSet
/// brings the next sync.
package enum DeploymentRule {
  typealias View = DeploymentView
  typealias Action = DeploymentSync.Action

  /// The calls and the status of one sync.
  package static func sync(_ given: DeploymentView) -> DeploymentSync {
    var view = given
    var sync = DeploymentSync(status: view.status)
    if let condition = conditionOfPausing(view) {
      view.status.progress = condition
      sync.statusWrites += 1
    }
    noteExistingReplicaSet(&view, &sync)
    if view.isPaused || isScalingEvent(view) {
      scale(view, &sync)
      guard !sync.isRefused else { return refused(sync, view) }
      if view.isPaused { sync.cleanup = cleanup(view) }
      publish(counted(view), view, &sync)
      return sync
    }
    switch view.strategy {
    case .recreate: recreate(&view, &sync)
    case .rollingUpdate: roll(&view, &sync)
    }
    guard !sync.isRefused else { return refused(sync, view) }
    let status = estimatingProgress(counted(view), view)
    publish(status, view, &sync)
    if status == view.status { sync.recheckAfter = recheck(view, status) }
    return sync
  }

  /// Whether the rollout of a view is complete: only the new ReplicaSet has pods, all available.
  package static func isComplete(_ view: DeploymentView) -> Bool {
    counted(view).isComplete(replicas: view.replicas, generation: view.generation)
  }

  /// A sync that ended with an error publishes no more than it already had on the way.
  private static func refused(_ sync: DeploymentSync, _ view: View) -> DeploymentSync {
    var sync = sync
    sync.status = view.status
    return sync
  }

  private static func publish(
    _ status: DeploymentStatus, _ view: View, _ sync: inout DeploymentSync
  ) {
    sync.status = status
    if status != view.status { sync.statusWrites += 1 }
  }

  // MARK: The new ReplicaSet

  /// Gives an existing ReplicaSet of the current template the highest revision.
  ///
  /// One that is there without any Progressing condition begins the count for the deadline, but
  /// only in a sync that need not write its revision.
  private static func noteExistingReplicaSet(_ view: inout View, _ sync: inout DeploymentSync) {
    guard let new = view.new else { return }
    let revision = nextRevision(view)
    if new.revision < revision {
      view.new?.revision = revision
      sync.newRevision = revision
    } else if view.progressDeadline != nil, view.status.progress == nil {
      view.status.progress = DeploymentCondition(.yes, .foundNewReplicaSet, at: view.now)
      sync.statusWrites += 1
    }
  }

  private static func nextRevision(_ view: View) -> Int {
    (view.old.map(\.revision).max() ?? 0) + 1
  }

  /// The ReplicaSet of the current template, created with its first size if it is missing.
  private static func findOrCreate(
    _ view: inout View, _ sync: inout DeploymentSync
  ) -> View.ReplicaSet {
    if let new = view.new { return new }
    let replicas = view.strategy == .recreate ? view.replicas : newReplicas(view, current: 0)
    let revision = nextRevision(view)
    let new = View.ReplicaSet(
      age: .max, specReplicas: replicas, desiredAnnotation: view.replicas,
      maxAnnotation: view.replicas + view.bounds.maxSurge, revision: revision)
    sync.actions.append(.createReplicaSet(replicas: replicas))
    sync.newRevision = revision
    if view.progressDeadline != nil {
      view.status.progress =
        DeploymentCondition(.yes, .newReplicaSetCreated, at: view.now)
        .replacing(view.status.progress)
      sync.statusWrites += 1
    }
    view.new = new
    return new
  }

  // MARK: Rolling update

  private static func roll(_ view: inout View, _ sync: inout DeploymentSync) {
    let new = findOrCreate(&view, &sync)
    let size = min(newReplicas(view, current: new.specReplicas), view.replicas)
    if size != new.specReplicas {
      sync.actions.append(.scale(new.age, to: size))
      return
    }
    let before = sync.actions.count
    if let partition = view.partition {
      shrinkOld(view, new: new, partition: partition, &sync)
    } else {
      shrinkOld(view, new: new, &sync)
    }
    if sync.actions.count == before { cleanUpIfComplete(view, &sync) }
  }

  private static func cleanUpIfComplete(_ view: View, _ sync: inout DeploymentSync) {
    guard !sync.isRefused,
      view.status.isComplete(replicas: view.replicas, generation: view.generation)
    else { return }
    sync.cleanup = cleanup(view)
  }

  /// How many pods the new ReplicaSet may have within the surge; never fewer than it has.
  static func newReplicas(_ view: View, current: Int) -> Int {
    if let partition = view.partition {
      return newReplicas(view, current: current, partition: partition)
    }
    let total = view.old.reduce(current) { $0 + $1.specReplicas }
    let most = view.replicas + view.bounds.maxSurge
    guard total < most, current < view.replicas else { return current }
    return current + min(most - total, view.replicas - current)
  }

  /// Takes unavailable pods of old ReplicaSets away first, then available ones as allowed.
  private static func shrinkOld(
    _ view: View, new: View.ReplicaSet, _ sync: inout DeploymentSync
  ) {
    var old = view.old.filter { $0.specReplicas > 0 }
    guard !old.isEmpty else { return }
    let least = view.replicas - view.bounds.maxUnavailable
    let total = old.reduce(new.specReplicas) { $0 + $1.specReplicas }
    let mostDown = total - least - (new.specReplicas - new.availableReplicas)
    guard mostDown > 0 else { return }

    var removed = 0
    for position in old.indices where removed < mostDown {
      let unhealthy = old[position].specReplicas - old[position].availableReplicas
      if unhealthy == 0 { continue }
      guard unhealthy > 0 else {
        // More available pods than its size: its status lags behind, and the controller takes the
        // growth that this would mean for a fault of the request.
        sync.isRefused = true
        return
      }
      let count = min(mostDown - removed, unhealthy)
      old[position].specReplicas -= count
      removed += count
      sync.actions.append(.scale(old[position].age, to: old[position].specReplicas))
    }
    // ReplicaSets count with what they report, whatever the first pass has just taken away.
    let available = old.reduce(new.availableReplicas) { $0 + $1.availableReplicas }
    var spare = available - least
    for position in old.indices where spare > 0 && old[position].specReplicas > 0 {
      let count = min(old[position].specReplicas, spare)
      old[position].specReplicas -= count
      spare -= count
      sync.actions.append(.scale(old[position].age, to: old[position].specReplicas))
    }
  }

  // MARK: Recreate

  private static func recreate(_ view: inout View, _ sync: inout DeploymentSync) {
    let shrinking = view.old.filter { $0.specReplicas > 0 }
    if !shrinking.isEmpty {
      sync.actions = shrinking.map { .scale($0.age, to: 0) }
      return
    }
    if view.old.contains(where: { $0.statusReplicas > 0 || $0.existingPods > 0 }) { return }
    let new = findOrCreate(&view, &sync)
    if new.specReplicas != view.replicas {
      sync.actions.append(.scale(new.age, to: view.replicas))
    }
    cleanUpIfComplete(view, &sync)
  }
}
