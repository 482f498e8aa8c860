// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// An SQLite file that holds any number of runs.
///
/// The file is in WAL mode with `synchronous=NORMAL`: whatever was appended before a process is
/// killed is there when the file is opened again. One store may serve several writers and readers
/// on several threads; their calls wait for each other.
public final class RunStore: Sendable {
  /// The version of the format that this build writes, kept in the file's `user_version`.
  public static let formatVersion = RunSchema.migrations.count

  /// The path that the store was opened at.
  public let path: String

  let queue: DatabaseQueue

  /// Opens the store at a path, or creates it in an existing folder.
  ///
  /// A file that is not a run store is left as it was. Each call waits for another process that is
  /// writing, but not longer than the timeout.
  public init(path: String, busyTimeoutSeconds: Double = 10) throws(RunStoreError) {
    self.path = path
    queue = try StoreFile(path: path, busyTimeoutSeconds: busyTimeoutSeconds).openForWriting()
  }

  /// Opens an existing store for reading only.
  ///
  /// A file in a folder that may not be written can be read too, unless its writer was killed and
  /// left a `-wal` file without the `-shm` file.
  public init(
    readingFrom path: String, busyTimeoutSeconds: Double = 10
  ) throws(RunStoreError) {
    self.path = path
    queue = try StoreFile(path: path, busyTimeoutSeconds: busyTimeoutSeconds).openForReading()
  }

  /// A reader of the runs in this store.
  public var reader: RunReader { RunReader(self) }

  /// Folds the `-wal` file into the store and closes it; later calls fail.
  ///
  /// A store that goes out of use closes itself; this call only lets faults be seen.
  public func close() throws(RunStoreError) {
    do { try queue.close() } catch { throw RunStoreError(error, path: path) }
  }

  /// Checks the whole file and lists what is wrong; an empty list is good news.
  ///
  /// Cost: reads every page.
  public func integrityFaults() throws(RunStoreError) -> [String] {
    let found = try withDatabase { db in
      try String.fetchAll(db, sql: "PRAGMA integrity_check")
        + Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { "\($0)" }
    }
    return found == ["ok"] ? [] : found.filter { $0 != "ok" }
  }

  /// Runs statements as they are; for tests that prepare or damage a file.
  package func execute(_ sql: String) throws(RunStoreError) {
    try withDatabase { try $0.execute(sql: sql) }
  }

  /// Runs statements in a transaction, then `body` while it is open, then rolls it back; for tests
  /// of what others see meanwhile.
  package func rollBack(
    _ sql: String, after body: () throws -> Void
  ) throws(RunStoreError) {
    try withDatabase { db in
      try db.inTransaction(.immediate) {
        try db.execute(sql: sql)
        try body()
        return .rollback
      }
    }
  }

  func withDatabase<T>(_ body: (Database) throws -> T) throws(RunStoreError) -> T {
    do { return try queue.inDatabase(body) } catch { throw RunStoreError(error, path: path) }
  }

  /// Runs `body` in one transaction that takes the write lock at once, so it cannot fail half way.
  func transaction<T>(_ body: (Database) throws -> T) throws(RunStoreError) -> T {
    try withDatabase { db in
      var result: T?
      try db.inTransaction(.immediate) {
        result = try body(db)
        return .commit
      }
      guard let result else { throw RunStoreError.failed(path: path, detail: "no result") }
      return result
    }
  }
}
