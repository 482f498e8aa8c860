// SPDX-License-Identifier: Apache-2.0

import Cluster
import Metrics
import MetricStore

/// Passes what a simulation records on to a store, if there is one.
struct RunRecorder {
  /// The number of the run in the store; nil without a store.
  private(set) var run: Int64?
  private let writer: RunWriter?
  private let startedAt: ContinuousClock.Instant
  private var joiner = ChunkJoiner()

  /// Adds the run to the store, marked as incomplete.
  init(_ header: RunHeader, series: [Series], in store: RunStore?) throws(RunStoreError) {
    startedAt = ContinuousClock.now
    writer = store.map { RunWriter($0) }
    guard let writer else { return }
    run = try writer.begin(header, startedAtUnixSeconds: MachineClock.unixSeconds())
    try writer.define(series: series)
  }

  /// Stores what was recorded since the last call.
  mutating func record(_ batch: RunBatch) throws(RunStoreError) {
    guard let writer else { return }
    let chunks = joiner.add(batch.chunks)
    if !chunks.isEmpty { try writer.append(chunks: chunks) }
    if !batch.events.isEmpty { try writer.append(events: batch.events) }
    if !batch.pods.isEmpty { try writer.append(pods: batch.pods) }
    if !batch.podUpdates.isEmpty { try writer.append(podUpdates: batch.podUpdates) }
    if !batch.decisions.isEmpty { try writer.append(decisions: batch.decisions) }
    if !batch.batches.isEmpty { try writer.append(batches: batch.batches) }
    if !batch.batchStatuses.isEmpty { try writer.append(batchStatuses: batch.batchStatuses) }
  }

  /// Stores what is held back and marks the run as complete.
  mutating func finish(_ outcome: RunOutcome) throws(RunStoreError) {
    guard let writer else { return }
    let rest = joiner.takeAll()
    if !rest.isEmpty { try writer.append(chunks: rest) }
    let elapsed = (ContinuousClock.now - startedAt).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    try writer.finish(outcome, wallSeconds: seconds)
  }
}
