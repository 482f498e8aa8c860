// SPDX-License-Identifier: Apache-2.0

/// One batch of a rollout; a rollout without batches is one batch.
public struct BatchRecord: Sendable, Equatable {
  /// How a batch ended.
  public enum Outcome: String, Sendable, CaseIterable {
    /// All of its pods got the new revision and are available.
    case completed
    /// It was not done at its deadline and goes back, or the rollout stopped making progress.
    case failed
    /// Its pods have gone back to the revision before.
    case rolledBack
    /// Another template came before it was done.
    case superseded
    /// The run ended before it did.
    case unfinished
  }

  /// The workload as `Kind/namespace/name`.
  public var workload: String
  /// Which rollout of the workload it belongs to, counted from 1.
  public var rollout: Int
  /// Which batch of the rollout it is, counted from 1.
  public var batch: Int
  /// The revision that its pods get, as pods have it; nil if no pod of it was ever to be made.
  public var revision: Int?
  /// The number of its pods.
  public var replicas: Int
  /// When it began, in microseconds since the start of the run.
  public var startedMicroseconds: Int64
  /// When it ended; -1 if it did not.
  public var endedMicroseconds: Int64 = -1
  /// When it had failed or would have; -1 without a deadline.
  public var deadlineMicroseconds: Int64 = -1
  /// How it ended.
  public var outcome = Outcome.unfinished

  /// Creates a batch that begins.
  public init(
    workload: String, rollout: Int, batch: Int, replicas: Int, startedMicroseconds: Int64
  ) {
    self.workload = workload
    self.rollout = rollout
    self.batch = batch
    self.replicas = replicas
    self.startedMicroseconds = startedMicroseconds
  }
}
