// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore

/// The store that a run goes into: the user's, one that is thrown away after the report, or none.
struct RunTarget {
  /// The store, if there is one.
  let store: RunStore?
  /// Whether the run is still there afterwards.
  let isKept: Bool
  private let folder: URL?

  /// Opens what is needed.
  ///
  /// - Parameters:
  ///   - options: Where the user's runs are kept.
  ///   - isKept: Whether the run goes there.
  ///   - isNeeded: Whether a store is needed even if nothing is kept.
  /// - Throws: `CommandFailure` when the file or its folder cannot be made.
  init(_ options: StoreOptions, isKept: Bool, isNeeded: Bool) throws(CommandFailure) {
    self.isKept = isKept
    if isKept {
      folder = nil
      store = try options.openForWriting()
    } else if isNeeded {
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("springtide-\(UUID().uuidString)")
      self.folder = folder
      let path = folder.appendingPathComponent("run.sqlite").path
      try OutputFile.makeFolder(of: path)
      store = try reading { () throws(RunStoreError) in try RunStore(path: path) }
    } else {
      folder = nil
      store = nil
    }
  }

  /// Removes a store that nobody wants to keep.
  func discard() {
    if let folder { try? FileManager.default.removeItem(at: folder) }
  }
}
