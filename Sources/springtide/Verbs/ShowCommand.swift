// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MetricStore

/// The verb `show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the summary of a stored run.")

  @OptionGroup var options: RunOptions

  @Flag(help: "All that releases in batches published, not only what they published last.")
  var history = false

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableOrJSON.table

  func run() throws {
    let (reader, run) = try options.open()
    let summary = try reading { () throws(RunStoreError) in try reader.summary(of: run.id) }
    let objectives = try reading { () throws(RunStoreError) in try reader.objectives(of: run.id) }
    let statuses = try reading { () throws(RunStoreError) in
      try reader.batchStatuses(of: run.id)
    }
    let releases = BatchStatusText(run, statuses, isHistory: history)
    switch output {
    case .table:
      let text = RunText(
        header: run.header, digest: run.digest, eventCount: run.eventCount, summary: summary,
        objectives: objectives)
      let head = ["run         \(run.id), \(run.status.rawValue)"]
      let told = releases.lines()
      let lines = head + text.lines() + (told.isEmpty ? [] : [""] + told)
      try DataOutput.print(lines.joined(separator: "\n") + "\n")
    case .json:
      var document = RunDocument(
        run.header, digest: run.digest, eventCount: run.eventCount, summary: summary,
        objectives: objectives)
      document.run = RunDocument.Head(run)
      if !statuses.isEmpty { document.batchDeployStatus = releases.documents }
      try DataOutput.print(JSONText.text(document))
    }
  }
}
