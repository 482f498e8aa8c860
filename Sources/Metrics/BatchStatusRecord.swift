// SPDX-License-Identifier: Apache-2.0

/// The state of a release in batches as its object published it, one record for each change.
///
/// The names are those of `status.batchDeployStatus` of a StatefulSetPlus.
public struct BatchStatusRecord: Sendable, Equatable {
  /// When it was published, in microseconds since the start of the run.
  public var timeMicroseconds: Int64
  /// The workload as `Kind/namespace/name`.
  public var workload: String
  /// What comes next: `Next`, `WaitToConfirm` or `Completed`.
  public var action = "Completed"
  /// When the current batch has failed, in microseconds since the start of the run; -1 for never.
  public var batchDeadlineTime: Int64 = -1
  /// The current batch, counted from one; zero before the first.
  public var batchOrder = 0
  /// The lowest ordinal of the current batch.
  public var batchOrdinal = 0
  /// Pods of the current batch.
  public var batchReplicas = 0
  /// Whether all pods of the current batch have the target and are ready, but for borne failures.
  public var currentDeployComplete = true
  /// Percent of the pods of the current batch that have the target and are ready, rounded down.
  public var currentOrderSuccessPer = 100
  /// Whether the current batch succeeded: empty, `Progressing`, `Succeeded` or `Failed`.
  public var currentOrderProgress = ""
  /// Whether the current batch has gone back, in the same words.
  public var currentRollbackProgress = ""
  /// How the release as a whole stands, such as `Progressing` or `WaitToConfirm`.
  public var generalStatus = "Completed"

  /// Creates the status of a workload without a release.
  public init(timeMicroseconds: Int64, workload: String) {
    self.timeMicroseconds = timeMicroseconds
    self.workload = workload
  }
}
