// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MetricStore

/// Where the runs are kept.
struct StoreOptions: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: ArgumentHelp("The file that holds the runs.", valueName: "file"))
  var path = "reports/springtide.sqlite"

  /// Opens the store for reading; a store that is not there is bad input.
  func openForReading() throws(CommandFailure) -> RunStore {
    do {
      return try RunStore(readingFrom: path)
    } catch RunStoreError.notFound {
      throw .badInput("\(path): there is no run store; `springtide run SCENARIO` makes one")
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Opens the store for writing, and makes it and its folder when missing.
  func openForWriting() throws(CommandFailure) -> RunStore {
    try OutputFile.makeFolder(of: path)
    do { return try RunStore(path: path) } catch { throw CommandFailure(error) }
  }
}
