// SPDX-License-Identifier: Apache-2.0

import Foundation
internal import GRDB

/// A path on which a run store is opened or created.
struct StoreFile {
  let path: String
  let busyTimeoutSeconds: Double

  /// Opens the file, creates it if it is missing, and brings an older format up to date.
  func openForWriting() throws(RunStoreError) -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration(readonly: false))
      try queue.inDatabase { db in
        _ = try formatVersion(db)
        try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
        try migrate(db)
      }
      return queue
    } catch {
      throw RunStoreError(error, path: path)
    }
  }

  /// Opens the file without changing it; an older format reads as if what it lacks had not been
  /// recorded.
  func openForReading() throws(RunStoreError) -> DatabaseQueue {
    guard FileManager.default.fileExists(atPath: path) else { throw .notFound(path: path) }
    do {
      return try openForReading(path)
    } catch let error as DatabaseError where canBeReadAsItIs(after: error) {
      do {
        return try openForReading(immutableAddress)
      } catch {
        throw RunStoreError(error, path: path)
      }
    } catch {
      throw RunStoreError(error, path: path)
    }
  }

  private func openForReading(_ address: String) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(path: address, configuration: configuration(readonly: true))
    try queue.inDatabase { db in
      let version = try formatVersion(db)
      guard version > 0 else { throw RunStoreError.notARunStore(path: path) }
      if version < 2 { try db.execute(sql: RunSchema.explanationsForReading) }
    }
    return queue
  }

  /// Whether SQLite failed only because it cannot place the files of the WAL next to a file that
  /// needs none: no writer has left anything to fold in.
  private func canBeReadAsItIs(after error: DatabaseError) -> Bool {
    guard [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) else { return false }
    guard FileManager.default.isReadableFile(atPath: path) else { return false }
    let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    return log == nil || (log?[.size] as? Int) == 0
  }

  /// The path as an address that asks SQLite not to lock and not to look for a WAL.
  private var immutableAddress: String {
    let full = URL(fileURLWithPath: path).path
    let kept = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "?#%"))
    return "file:\(full.addingPercentEncoding(withAllowedCharacters: kept) ?? full)?immutable=1"
  }

  private func configuration(readonly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readonly
    // A check of the run for each row would cost a tenth of the row; the writer knows its run.
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(busyTimeoutSeconds)
    configuration.label = "springtide.run-store"
    return configuration
  }

  /// The format of the file; 0 for an empty one.
  private func formatVersion(_ db: Database) throws -> Int {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let objects = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    if application == 0, version == 0, objects == 0 { return 0 }
    guard application == RunSchema.application, version > 0 else {
      throw RunStoreError.notARunStore(path: path)
    }
    let known = RunStore.formatVersion
    guard version <= known else {
      throw RunStoreError.newerFormat(path: path, found: version, known: known)
    }
    return version
  }

  /// Applies the missing migrations; another process may have done so a moment ago.
  private func migrate(_ db: Database) throws {
    guard try formatVersion(db) < RunStore.formatVersion else { return }
    try db.inTransaction(.immediate) {
      for step in RunSchema.migrations.dropFirst(try formatVersion(db)) {
        try db.execute(sql: step)
      }
      try db.execute(
        sql: """
          PRAGMA application_id = \(RunSchema.application);
          PRAGMA user_version = \(RunStore.formatVersion);
          """)
      return .commit
    }
  }
}
