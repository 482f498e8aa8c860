// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MetricStore

/// Which stored run a verb is about.
struct RunOptions: ParsableArguments {
  @OptionGroup var store: StoreOptions

  @Argument(
    help: ArgumentHelp(
      "The number of a run, 'latest', or a scenario for its latest run.", valueName: "run"))
  var reference = "latest"

  /// Opens the store and finds the run.
  func open() throws(CommandFailure) -> (reader: RunReader, run: RunRecord) {
    let reader = try store.openForReading().reader
    do {
      return (reader, try reader.run(matching: reference))
    } catch {
      throw CommandFailure(error)
    }
  }
}

/// Calls the store and turns its errors into failures of the command.
func reading<T>(_ body: () throws(RunStoreError) -> T) throws(CommandFailure) -> T {
  do { return try body() } catch { throw CommandFailure(error) }
}
