// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MetricStore

/// The verb `show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the summary of a stored run.")

  @OptionGroup var options: RunOptions

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableOrJSON.table

  func run() throws {
    let (reader, run) = try options.open()
    let summary = try reading { () throws(RunStoreError) in try reader.summary(of: run.id) }
    let objectives = try reading { () throws(RunStoreError) in try reader.objectives(of: run.id) }
    switch output {
    case .table:
      let text = RunText(
        header: run.header, digest: run.digest, eventCount: run.eventCount, summary: summary,
        objectives: objectives)
      let head = ["run         \(run.id), \(run.status.rawValue)"]
      try DataOutput.print((head + text.lines()).joined(separator: "\n") + "\n")
    case .json:
      var document = RunDocument(
        run.header, digest: run.digest, eventCount: run.eventCount, summary: summary,
        objectives: objectives)
      document.run = RunDocument.Head(run)
      try DataOutput.print(JSONText.text(document))
    }
  }
}
