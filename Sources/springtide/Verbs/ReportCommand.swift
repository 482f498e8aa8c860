// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MetricStore

/// The verb `report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Draw stored runs as one HTML file.",
    discussion: "With several runs, each stands in its own colour or column.")

  @OptionGroup var store: StoreOptions

  @Argument(
    help: ArgumentHelp(
      "Numbers of runs, 'latest', or scenarios for their latest runs.", valueName: "run"))
  var references = ["latest"]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The HTML file, '-' for stdout.", discussion: "Default: reports/SCENARIO.html",
      valueName: "file"))
  var output: String?

  func run() throws {
    let reader = try store.openForReading().reader
    let runs = try references.map { reference in
      try reading { () throws(RunStoreError) in try reader.run(matching: reference) }
    }
    let path = output ?? ReportFile.defaultPath(for: runs)
    if path != "-" { try OutputFile.check(path) }
    let html = try ReportFile.html(of: runs, in: reader)
    if path == "-" {
      try DataOutput.print(html)
    } else {
      try OutputFile.write(html, to: path)
      Console.note("report in \(path)")
    }
  }
}
