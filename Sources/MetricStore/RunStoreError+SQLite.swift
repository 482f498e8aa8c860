// SPDX-License-Identifier: Apache-2.0

import Foundation
internal import GRDB

extension RunStoreError {
  /// Puts an error of SQLite into words; passes a `RunStoreError` through.
  init(_ error: any Error, path: String) {
    if let known = error as? RunStoreError {
      self = known
      return
    }
    guard let fault = error as? DatabaseError else {
      self = .failed(path: path, detail: String(describing: error))
      return
    }
    let detail = fault.message ?? fault.resultCode.description
    switch fault.resultCode {
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
    case .SQLITE_FULL: self = .diskFull(path: path)
    // The statements are ours: if one cannot be prepared, a table is missing or changed.
    case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_SCHEMA: self = .damaged(path: path, detail: detail)
    case .SQLITE_READONLY, .SQLITE_PERM:
      self = .noPermission(path: path, detail: "the file or its folder may not be written")
    case .SQLITE_CANTOPEN: self = .unopened(path: path, detail: detail)
    default: self = .failed(path: path, detail: detail)
    }
  }

  /// SQLite gives one code for all reasons why a file cannot be opened; the folder tells them apart.
  private static func unopened(path: String, detail: String) -> RunStoreError {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    let exists = unsafe files.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, isFolder.boolValue {
      return .failed(path: path, detail: "this is a folder; name a file in it")
    }
    if exists {
      return files.isReadableFile(atPath: path)
        ? .noPermission(path: path, detail: "the file or its folder may not be written")
        : .noPermission(path: path, detail: "the file may not be read")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return files.fileExists(atPath: folder)
      ? .noPermission(path: path, detail: "no file can be created in this folder")
      : .failed(path: path, detail: "the folder \(folder) does not exist")
  }
}
