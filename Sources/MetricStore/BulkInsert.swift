// SPDX-License-Identifier: Apache-2.0

import Foundation
internal import GRDB
import GRDBSQLite
internal import Metrics

/// Inserts many rows through SQLite's own calls, which cost less than binding through GRDB.
///
/// The statement comes from GRDB's cache, which also finalizes it. Marked safe because no pointer
/// leaves this file.
@safe struct BulkInsert {
  private let db: Database
  private let statement: Statement
  private let handle: OpaquePointer
  private var index: Int32 = 0

  init(_ db: Database, sql: String) throws {
    self.db = db
    statement = try db.cachedStatement(sql: sql)
    unsafe handle = statement.sqliteStatement
  }

  mutating func add(_ chunk: SampleChunk, _ encoder: SampleEncoder, series: Int64) throws {
    start()
    bind(series)
    bind(chunk.startMicroseconds)
    bind(chunk.stepMicroseconds)
    bind(Int64(chunk.values.count))
    bind(Int64(encoder.present))
    for statistic in [encoder.minimum, encoder.maximum, encoder.sum] {
      bind(encoder.present == 0 ? .nan : statistic)
    }
    bind(encoder.divisor)
    index += 1
    // The bytes outlive the step, so SQLite need not copy them.
    try unsafe encoder.bytes.withUnsafeBytes { bytes in
      unsafe sqlite3_bind_text64(
        handle, index, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
        UInt64(bytes.count), nil, UInt8(SQLITE_UTF8))
      try step()
    }
  }

  mutating func add(_ event: EventRecord, run: Int64, ordinal: Int64) throws {
    start()
    bind(run)
    bind(ordinal)
    bind(event.timeMicroseconds)
    bind(event.isWarning ? "Warning" : "Normal")
    bind(event.kind)
    bind(event.object)
    bind(event.reason)
    bind(event.message)
    try step()
  }

  mutating func add(_ pod: PodRecord, run: Int64, ordinal: Int64) throws {
    start()
    bind(run)
    bind(ordinal)
    bind(pod.name)
    bind(pod.workload)
    bind(Int64(pod.revision))
    bind(pod.node)
    bind(reached: pod.stages.created)
    bind(reached: pod.stages.scheduled)
    bind(reached: pod.stages.pulled)
    bind(reached: pod.stages.started)
    bind(reached: pod.stages.ready)
    bind(reached: pod.stages.terminating)
    bind(reached: pod.stages.deleted)
    let stages = pod.stages
    for instant in [
      stages.known, stages.requested, stages.seen, stages.sandboxed, stages.pulling,
      stages.answering, stages.available, stages.endRequested,
    ] {
      bind(reached: instant)
    }
    bind(pod.ending?.rawValue)
    try step()
  }

  mutating func start() {
    unsafe sqlite3_reset(handle)
    index = 0
  }

  mutating func bind(_ value: Int64) {
    index += 1
    unsafe sqlite3_bind_int64(handle, index, value)
  }

  /// Binds a number; SQLite makes NULL of what is not a number.
  mutating func bind(_ value: Double) {
    index += 1
    unsafe sqlite3_bind_double(handle, index, value)
  }

  mutating func bind(reached microseconds: Int64) {
    if microseconds < 0 { bindNull() } else { bind(microseconds) }
  }

  mutating func bindNull() {
    index += 1
    unsafe sqlite3_bind_null(handle, index)
  }

  mutating func bind(_ value: String?) {
    index += 1
    guard var value else {
      unsafe sqlite3_bind_null(handle, index)
      return
    }
    let isBound = value.withUTF8 { bytes in
      unsafe bind(bytes)
    }
    guard !isBound else { return }
    value = value.storable
    _ = value.withUTF8 { bytes in
      unsafe bind(bytes)
    }
  }

  /// Binds text, which SQLite copies; false if it holds a NUL, which to SQLite ends it.
  private func bind(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Swift gives even the empty string an address.
    guard let start = unsafe UnsafeRawPointer(text.baseAddress) else { return false }
    if unsafe memchr(start, 0, text.count) != nil { return false }
    // SQLITE_TRANSIENT, as a macro, is not visible here.
    let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let characters = unsafe start.assumingMemoryBound(to: CChar.self)
    unsafe sqlite3_bind_text64(
      handle, index, characters, UInt64(text.count), copied, UInt8(SQLITE_UTF8))
    return true
  }

  func step() throws {
    let code = unsafe sqlite3_step(handle)
    guard code != SQLITE_DONE else { return }
    let message = unsafe sqlite3_errmsg(db.sqliteConnection).map { unsafe String(cString: $0) }
    unsafe sqlite3_reset(handle)
    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }
}
