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
    let run = try openRun()
    let first = eventCount
    try store.transaction { db in
      var insert = try BulkInsert(db, sql: RunSchema.insertEvent)
      for (offset, event) in events.enumerated() {
        try insert.add(event, run: run, ordinal: first + Int64(offset))
      }
    }
    eventCount += Int64(events.count)
  }

  /// Stores pods, in the order given; each pod is stored once, when its life is known.
  public func append(pods: [PodRecord]) throws(RunStoreError) {
    let run = try openRun()
    let first = podCount
    try store.transaction { db in
      var insert = try BulkInsert(db, sql: RunSchema.insertPod)
      for (offset, pod) in pods.enumerated() {
        try insert.add(pod, run: run, ordinal: first + Int64(offset))
      }
    }
    podCount += Int64(pods.count)
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
