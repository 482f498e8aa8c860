// SPDX-License-Identifier: Apache-2.0

internal import GRDB
public import Metrics

/// Writes one run into a store.
///
/// The calls come in this order: `begin`, `define`, any number of appends, `finish`. Each call is
/// one transaction, so a process may be killed at any moment: the file then holds all calls that
/// returned, and the run stays marked as incomplete.
public final class RunWriter {
  private let store: RunStore
  private var run: Int64?
  private var isFinished = false
  private var seriesIdentifiers: [Int64] = []
  private var eventCount: Int64 = 0
  private var podCount: Int64 = 0
  private var podUpdateCount: Int64 = 0
  private var decisionCount: Int64 = 0
  private var batchCount: Int64 = 0
  private var batchStatusCount: Int64 = 0
  private var encoder = SampleEncoder()

  /// Creates a writer; nothing is written yet.
  public init(_ store: RunStore) {
    self.store = store
  }

  /// Adds the run to the list of runs, marked as incomplete, and returns its number.
  ///
  /// The machine's clock goes into `wall_started_unix` and nowhere else.
  public func begin(
    _ header: RunHeader, startedAtUnixSeconds: Int64
  ) throws(RunStoreError) -> Int64 {
    guard run == nil else { throw .refused(detail: "this writer has begun a run before") }
    let id = try store.transaction { db in
      try RunRows.insert(header, startedAtUnixSeconds: startedAtUnixSeconds, into: db)
    }
    run = id
    return id
  }

  /// Declares the series that chunks refer to; a second call adds to the first.
  public func define(series: [Series]) throws(RunStoreError) {
    let run = try openRun()
    let first = seriesIdentifiers.count
    seriesIdentifiers += try store.transaction { db in
      try RunRows.insert(series, firstOrdinal: first, run: run, into: db)
    }
  }

  /// Stores chunks of samples.
  ///
  /// Chunks of about 1,000 samples make the cost of a row vanish.
  public func append(chunks: [SampleChunk]) throws(RunStoreError) {
    _ = try openRun()
    for chunk in chunks {
      guard seriesIdentifiers.indices.contains(chunk.series) else {
        throw .refused(detail: "samples of series \(chunk.series), which is not defined")
      }
      guard chunk.isOnGrid else {
        throw .refused(detail: "samples of series \(chunk.series) with a step that makes no sense")
      }
    }
    try store.transaction { db in
      var insert = try BulkInsert(db, sql: RunSchema.insertChunk)
      for chunk in chunks where !chunk.values.isEmpty {
        encoder.encode(chunk)
        try insert.add(chunk, encoder, series: seriesIdentifiers[chunk.series])
      }
    }
  }

  /// Stores events, in the order given.
  public func append(events: [EventRecord]) throws(RunStoreError) {
    try append(events, RunSchema.insertEvent, \.eventCount) { insert, event, run, ordinal in
      try insert.add(event, run: run, ordinal: ordinal)
    }
  }

  /// Stores pods, in the order given; each pod is stored once, when its life is known.
  public func append(pods: [PodRecord]) throws(RunStoreError) {
    try append(pods, RunSchema.insertPod, \.podCount) { insert, pod, run, ordinal in
      try insert.add(pod, run: run, ordinal: ordinal)
    }
  }

  /// Stores changes of pods where they are, each when it is over.
  public func append(podUpdates: [PodUpdateRecord]) throws(RunStoreError) {
    try append(podUpdates, RunSchema.insertPodUpdate, \.podUpdateCount) {
      insert, update, run, ordinal in try insert.add(update, run: run, ordinal: ordinal)
    }
  }

  /// Stores decisions of loops that scale, each when another one follows.
  public func append(decisions: [ScalingDecisionRecord]) throws(RunStoreError) {
    try append(decisions, RunSchema.insertDecision, \.decisionCount) {
      insert, decision, run, ordinal in try insert.add(decision, run: run, ordinal: ordinal)
    }
  }

  /// Stores batches of rollouts, each when it is over.
  public func append(batches: [BatchRecord]) throws(RunStoreError) {
    try append(batches, RunSchema.insertBatch, \.batchCount) { insert, batch, run, ordinal in
      try insert.add(batch, run: run, ordinal: ordinal)
    }
  }

  /// Stores what releases in batches have published, in the order given.
  public func append(batchStatuses: [BatchStatusRecord]) throws(RunStoreError) {
    try append(batchStatuses, RunSchema.insertBatchStatus, \.batchStatusCount) {
      insert, status, run, ordinal in try insert.add(status, run: run, ordinal: ordinal)
    }
  }

  /// Numbers records on and stores them in one transaction.
  private func append<Record>(
    _ records: [Record], _ sql: String, _ count: ReferenceWritableKeyPath<RunWriter, Int64>,
    add: (inout BulkInsert, Record, Int64, Int64) throws -> Void
  ) throws(RunStoreError) {
    let run = try openRun()
    let first = self[keyPath: count]
    try store.transaction { db in
      var insert = try BulkInsert(db, sql: sql)
      for (offset, record) in records.enumerated() {
        try add(&insert, record, run, first + Int64(offset))
      }
    }
    self[keyPath: count] += Int64(records.count)
  }

  /// Stores the outcome and marks the run as complete, in one transaction.
  ///
  /// How long the run took on the machine goes into `wall_seconds` and nowhere else.
  public func finish(_ outcome: RunOutcome, wallSeconds: Double) throws(RunStoreError) {
    let run = try openRun()
    try store.transaction { db in
      try RunRows.insert(outcome, wallSeconds: wallSeconds, run: run, into: db)
    }
    isFinished = true
  }

  private func openRun() throws(RunStoreError) -> Int64 {
    guard let run else { throw .refused(detail: "the run has not begun") }
    guard !isFinished else { throw .refused(detail: "run \(run) is complete") }
    return run
  }
}
