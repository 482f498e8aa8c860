// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// Writing down rollouts and their batches, and what a release in batches publishes.
extension Simulation {
  /// Notes that a workload gets another template; one that goes in no steps begins its only batch.
  mutating func beginRollout(of index: DeploymentIndex) {
    endBatch(of: index, .superseded)
    deployments[index].rolloutCount += 1
    guard deployments[index].numbered?.release == nil, !goesInSteps(index) else { return }
    beginBatch(1, of: index, replicas: deployments[index].specReplicas)
  }

  /// Notes that a batch of the rollout under way begins.
  mutating func beginBatch(
    _ batch: Int, of index: DeploymentIndex, replicas: Int, target: TemplateIndex? = nil,
    deadline: SimulationTime? = nil
  ) {
    endBatch(of: index, .superseded)
    var record = BatchRecord(
      workload: deployments[index].reference.description,
      rollout: max(1, deployments[index].rolloutCount), batch: batch, replicas: replicas,
      startedMicroseconds: now.microseconds)
    record.deadlineMicroseconds = deadline?.microseconds ?? -1
    deployments[index].openBatch = record
    deployments[index].openBatchTarget = target ?? deployments[index].template
  }

  /// Notes that the batch under way has ended, if there is one.
  mutating func endBatch(of index: DeploymentIndex, _ outcome: BatchRecord.Outcome) {
    guard var batch = deployments[index].openBatch else { return }
    defer {
      deployments[index].openBatch = nil
      deployments[index].openBatchTarget = nil
    }
    batch.endedMicroseconds = outcome == .unfinished ? -1 : now.microseconds
    batch.outcome = outcome
    batch.revision =
      deployments[index].replicaSets
      .first { replicaSets[$0].template == deployments[index].openBatchTarget }
      .map { replicaSets[$0].revision }
    recorder.batches.append(batch)
  }

  /// Notes the instant at which the rollout under way had made no progress for too long.
  mutating func noteMissedDeadline(of index: DeploymentIndex) {
    deployments[index].openBatch?.deadlineMicroseconds = now.microseconds
  }

  /// Follows the batches of a StatefulSetPlus through one sync.
  mutating func followBatches(
    of index: DeploymentIndex, from before: BatchReleaseState, to state: BatchReleaseState
  ) {
    let isNewRelease = state.targetRevision != before.targetRevision
    let known = isNewRelease ? 0 : before.batches.count
    let members = state.batches.last?.count ?? 0
    if before.isGoingBack, state.batches.count < before.batches.count {
      endBatch(of: index, .rolledBack)
    } else if before.phase == .updating,
      state.phase != .updating || isNewRelease || state.batches.count > known
    {
      endBatch(of: index, state.outcomeOfLastBatch(isNewRelease: isNewRelease))
    }
    if state.isGoingBack, deployments[index].openBatch == nil {
      beginBatch(
        state.batches.count, of: index, replicas: members,
        target: TemplateIndex(state.goodRevision))
    } else if state.phase == .updating, state.batches.count > known {
      beginBatch(
        state.batches.count, of: index, replicas: members,
        target: TemplateIndex(state.targetRevision), deadline: state.deadline)
    }
  }

  /// Writes down what a release in batches publishes, if that is news.
  mutating func recordBatchStatus(
    of index: DeploymentIndex, from before: BatchDeployStatus, to status: BatchDeployStatus
  ) {
    guard status != before else { return }
    var record = BatchStatusRecord(
      timeMicroseconds: now.microseconds, workload: deployments[index].reference.description)
    record.action = status.action.rawValue
    record.batchDeadlineTime = status.batchDeadlineTime?.microseconds ?? -1
    record.batchOrder = status.batchOrder
    record.batchOrdinal = status.batchOrdinal
    record.batchReplicas = status.batchReplicas
    record.currentDeployComplete = status.currentDeployComplete
    record.currentOrderSuccessPer = status.currentOrderSuccessPer
    record.currentOrderProgress = status.currentOrderProgress.rawValue
    record.currentRollbackProgress = status.currentRollbackProgress.rawValue
    record.generalStatus = status.generalStatus.rawValue
    recorder.batchStatuses.append(record)
  }
}

extension BatchReleaseState {
  /// Whether pods go back to the good revision.
  fileprivate var isGoingBack: Bool { phase == .rollingBack || phase == .rollingBackAll }

  /// How the batch ended that was under way before this state.
  fileprivate func outcomeOfLastBatch(isNewRelease: Bool) -> BatchRecord.Outcome {
    if failedOrder != nil { return .failed }
    switch phase {
    case .updating, .waiting, .settled: return isNewRelease ? .superseded : .completed
    case .rollingBack, .rollingBackAll, .rolledBack, .abandoned: return .superseded
    }
  }
}
