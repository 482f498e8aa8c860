// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What is published of a release.
extension BatchReleaseRule {
  /// The status of the release after a sync, with the pods as the sync found them.
  static func status(
    _ view: View, _ places: Places, _ state: BatchReleaseState
  ) -> BatchDeployStatus {
    var status = BatchDeployStatus()
    status.generalStatus = generalStatus(view, state)
    status.action = action(view, state)
    status.batchDeadlineTime = state.deadline
    status.batchOrder = state.batches.count
    (status.currentOrderProgress, status.currentRollbackProgress) = progress(state)
    guard let batch = state.batches.last else {
      status.currentDeployComplete = state.phase == .settled
      status.currentOrderSuccessPer = state.phase == .settled ? 100 : 0
      return status
    }
    let tally = Tally(batch, places, revision: state.targetRevision)
    status.batchOrdinal = batch.last ?? 0
    status.batchReplicas = batch.count
    status.currentOrderSuccessPer = tally.count == 0 ? 100 : tally.good * 100 / tally.count
    status.currentDeployComplete = state.phase == .waiting || state.phase == .settled
    return status
  }

  private static func generalStatus(
    _ view: View, _ state: BatchReleaseState
  ) -> BatchDeployStatus.GeneralStatus {
    switch state.phase {
    case .settled: .completed
    case .abandoned, .rolledBack: .rolledBack
    case _ where view.isPaused: .paused
    case .rollingBack, .rollingBackAll: .rollingBack
    case .waiting where state.nextBatchAt == nil && !state.isConfirmed: .waitToConfirm
    case .updating, .waiting: .progressing
    }
  }

  private static func action(
    _ view: View, _ state: BatchReleaseState
  ) -> BatchDeployStatus.Action {
    switch state.phase {
    case .settled, .abandoned: .completed
    case .rolledBack: .waitToConfirm
    case .waiting: state.nextBatchAt == nil && !state.isConfirmed ? .waitToConfirm : .next
    case .updating, .rollingBack, .rollingBackAll: .next
    }
  }

  private static func progress(
    _ state: BatchReleaseState
  ) -> (order: BatchDeployStatus.Progress, rollback: BatchDeployStatus.Progress) {
    let order: BatchDeployStatus.Progress = state.failedOrder == nil ? .none : .failed
    switch state.phase {
    case .settled: return (state.batches.isEmpty ? .none : .succeeded, .none)
    case .updating: return (.progressing, .none)
    case .waiting: return (state.batches.isEmpty ? .progressing : .succeeded, .none)
    case .rollingBack, .rollingBackAll: return (order, .progressing)
    case .rolledBack, .abandoned: return (order, .succeeded)
    }
  }
}
