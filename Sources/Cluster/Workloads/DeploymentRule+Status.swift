// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The status of a Deployment and its conditions.
///
/// Follows kubernetes v1.36 pkg/controller/deployment/sync.go, `calculateStatus` and
/// `checkPausedConditions`, progress.go, `syncRolloutStatus`, and util/deployment_util.go.
extension DeploymentRule {
  /// What the ReplicaSets report, summed up; sizes are those from before the calls of the sync.
  package static func counted(_ view: DeploymentView) -> DeploymentStatus {
    var status = view.status
    let all = view.all
    status.observedGeneration = view.generation
    status.replicas = all.reduce(0) { $0 + $1.statusReplicas }
    status.updated = view.new?.statusReplicas ?? 0
    status.ready = all.reduce(0) { $0 + $1.readyReplicas }
    status.available = all.reduce(0) { $0 + $1.availableReplicas }
    status.unavailable = max(0, all.reduce(0) { $0 + $1.specReplicas } - status.available)
    let isAvailable = status.available >= view.replicas - view.bounds.maxUnavailable
    let condition =
      isAvailable
      ? DeploymentCondition(.yes, .minimumReplicasAvailable, at: view.now)
      : DeploymentCondition(.no, .minimumReplicasUnavailable, at: view.now)
    status.availability = condition.replacing(status.availability)
    return status
  }

  /// The condition Progressing of a Deployment that was just paused or resumed; nil otherwise.
  ///
  /// A Deployment that has run into its deadline keeps saying so.
  static func conditionOfPausing(_ view: View) -> DeploymentCondition? {
    let current = view.status.progress
    guard view.progressDeadline != nil, current?.reason != .progressDeadlineExceeded else {
      return nil
    }
    guard view.isPaused != (current?.reason == .deploymentPaused) else { return nil }
    let reason: DeploymentCondition.Reason = view.isPaused ? .deploymentPaused : .deploymentResumed
    return DeploymentCondition(.unknown, reason, at: view.now).replacing(current)
  }

  /// The status with the condition Progressing and the failures of ReplicaSets brought up to date.
  static func estimatingProgress(_ counted: DeploymentStatus, _ view: View) -> DeploymentStatus {
    var status = counted
    status.hasReplicaFailure = view.all.contains(where: \.hasReplicaFailure)
    guard let deadline = view.progressDeadline else {
      status.progress = nil
      return status
    }
    let current = view.status.progress
    let wasComplete =
      current?.reason == .newReplicaSetAvailable && status.replicas == status.updated
    if wasComplete { return status }
    if status.isComplete(replicas: view.replicas, generation: view.generation) {
      status.progress =
        DeploymentCondition(.yes, .newReplicaSetAvailable, at: view.now).replacing(current)
    } else if hasProgressed(from: view.status, to: status) {
      // Progress renews the time of update even if status and reason stay.
      status.progress =
        DeploymentCondition(.yes, .replicaSetUpdated, at: view.now).updating(current)
    } else if isTimedOut(current, deadline, now: view.now) {
      status.progress =
        DeploymentCondition(.no, .progressDeadlineExceeded, at: view.now).replacing(current)
    }
    return status
  }

  private static func hasProgressed(
    from before: DeploymentStatus, to after: DeploymentStatus
  ) -> Bool {
    after.updated > before.updated
      || after.replicas - after.updated < before.replicas - before.updated
      || after.ready > before.ready || after.available > before.available
  }

  private static func isTimedOut(
    _ condition: DeploymentCondition?, _ deadline: SimulationDuration, now: SimulationTime
  ) -> Bool {
    guard let condition, condition.reason != .newReplicaSetAvailable else { return false }
    return condition.reason == .progressDeadlineExceeded || condition.lastUpdate + deadline < now
  }

  /// When a Deployment without any sign of progress is to be looked at again.
  ///
  /// One second after the deadline, so that it has passed for sure.
  static func recheck(_ view: View, _ status: DeploymentStatus) -> SimulationDuration? {
    guard let deadline = view.progressDeadline, let current = view.status.progress,
      current.reason != .progressDeadlineExceeded,
      !status.isComplete(replicas: view.replicas, generation: view.generation)
    else { return nil }
    let left = current.lastUpdate + deadline - view.now
    return left < .seconds(1) ? .zero : left + .seconds(1)
  }
}
