// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// What a StatefulSetPlus publishes of its release, as `status.batchDeployStatus`.
package struct BatchDeployStatus: Hashable, BitwiseCopyable, Sendable {
  /// What comes next.
  package enum Action: String, BitwiseCopyable, Sendable {
    case next = "Next"
    case waitToConfirm = "WaitToConfirm"
    case completed = "Completed"
  }

  /// How far an operation on the current batch is.
  package enum Progress: String, BitwiseCopyable, Sendable {
    case none = ""
    case progressing = "Progressing"
    case succeeded = "Succeeded"
    case failed = "Failed"
  }

  /// How the release as a whole stands.
  package enum GeneralStatus: String, BitwiseCopyable, Sendable {
    case progressing = "Progressing"
    case paused = "Paused"
    case waitToConfirm = "WaitToConfirm"
    case rollingBack = "RollingBack"
    case rolledBack = "RolledBack"
    case completed = "Completed"
  }

  /// What comes next.
  package var action = Action.completed
  /// When the current batch has failed; nil for never.
  package var batchDeadlineTime: SimulationTime?
  /// The current batch, counted from one; zero before the first.
  package var batchOrder = 0
  /// The lowest ordinal of the current batch.
  package var batchOrdinal = 0
  /// Pods of the current batch.
  package var batchReplicas = 0
  /// Whether all pods of the current batch have the target and are ready, but for borne failures.
  package var currentDeployComplete = true
  /// Percent of the pods of the current batch that have the target and are ready, rounded down.
  package var currentOrderSuccessPer = 100
  /// Whether the current batch succeeded.
  package var currentOrderProgress = Progress.none
  /// Whether the current batch has gone back.
  package var currentRollbackProgress = Progress.none
  /// How the release as a whole stands.
  package var generalStatus = GeneralStatus.completed

  /// Creates the status of a set without a release.
  package init() {}
}
