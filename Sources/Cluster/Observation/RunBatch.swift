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

  /// Whether there is nothing to store.
  public var isEmpty: Bool { chunks.isEmpty && events.isEmpty && pods.isEmpty }
}
