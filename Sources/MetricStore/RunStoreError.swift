// SPDX-License-Identifier: Apache-2.0

/// Why a run store cannot be opened, read or written.
public enum RunStoreError: Error, Equatable, Sendable {
  /// There is no file at the path.
  case notFound(path: String)
  /// The file is not an SQLite database.
  case notADatabase(path: String)
  /// The file is an SQLite database, but not a run store.
  case notARunStore(path: String)
  /// The file was written by a newer Springtide, in a format that this one does not know.
  case newerFormat(path: String, found: Int, known: Int)
  /// Another process holds the file and did not let go of it in time.
  case locked(path: String)
  /// The file or its folder may not be read or written.
  case noPermission(path: String, detail: String)
  /// No room is left on the disk.
  case diskFull(path: String)
  /// The content of the file is not what it should be.
  case damaged(path: String, detail: String)
  /// No run goes by the name.
  case noSuchRun(reference: String, known: [String])
  /// The run has no series at the position.
  case noSuchSeries(run: Int64, series: Int)
  /// A record cannot be stored: it makes no sense here, or the run has not begun or is complete.
  case refused(detail: String)
  /// The SQL text is refused or fails.
  case query(detail: String)
  /// Any other fault of the file or of the machine.
  case failed(path: String, detail: String)
}

extension RunStoreError: CustomStringConvertible {
  /// The message for people, in one line.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path): there is no run store here"
    case .notADatabase(let path): "\(path): this file is not an SQLite database"
    case .notARunStore(let path):
      "\(path): this SQLite database is not a run store; choose another file"
    case .newerFormat(let path, let found, let known):
      "\(path): written in format \(found) by a newer Springtide; this one knows up to \(known)"
    case .locked(let path): "\(path): another process is using the file; try again when it is done"
    case .noPermission(let path, let detail): "\(path): no permission: \(detail)"
    case .diskFull(let path): "\(path): no room is left on the disk"
    case .damaged(let path, let detail): "\(path): the file is damaged: \(detail)"
    case .noSuchRun(let reference, let known): Self.missing(reference, known)
    case .noSuchSeries(let run, let series): "run \(run) has no series number \(series)"
    case .refused(let detail): detail
    case .query(let detail): "the query failed: \(detail)"
    case .failed(let path, let detail): "\(path): \(detail)"
    }
  }

  private static func missing(_ reference: String, _ known: [String]) -> String {
    guard !known.isEmpty else { return "there is no run '\(reference)': the store is empty" }
    let names = known.joined(separator: ", ")
    return "there is no run '\(reference)'; give a number, 'latest' or a scenario: \(names)"
  }
}
