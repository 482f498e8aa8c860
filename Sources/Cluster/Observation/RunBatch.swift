// SPDX-License-Identifier: Apache-2.0

public import Metrics

/// What a run has recorded since it was last asked, ready to be stored.
public struct RunBatch: Sendable {
  /// Samples.
  public var chunks: [SampleChunk] = []
  /// Events, in order of time.
  public var events: [EventRecord] = []
  /// Pods whose life is over, and at the end of the run those that still live.
  public var pods: [PodRecord] = []

  /// Changes of pods where they are, handed over when the next one begins or the pod ends.
  public var podUpdates: [PodUpdateRecord] = []
  /// Decisions of loops that scale, each when another one follows.
  public var decisions: [ScalingDecisionRecord] = []
  /// Batches of rollouts that are over, and at the end of the run those that are not.
  public var batches: [BatchRecord] = []
  /// What releases in batches have published, in order of time.
  public var batchStatuses: [BatchStatusRecord] = []

  /// Whether there is nothing to store.
  public var isEmpty: Bool {
    chunks.isEmpty && events.isEmpty && pods.isEmpty && podUpdates.isEmpty && decisions.isEmpty
      && batches.isEmpty && batchStatuses.isEmpty
  }
}
