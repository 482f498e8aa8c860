// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MetricStore

/// The verb `export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print the series of a stored run as CSV or JSON.")

  @OptionGroup var options: RunOptions

  @Option(
    help: ArgumentHelp(
      "Only series whose metric or whole name fits, with * and ?; may be given again.",
      valueName: "pattern"))
  var series: [String] = []

  @Option(name: .shortAndLong, help: "How to print.")
  var output = CSVOrJSON.csv

  func run() throws {
    let (reader, run) = try options.open()
    let all = try reading { () throws(RunStoreError) in try reader.series(of: run.id) }
    let chosen = try SeriesChoice(patterns: series).ordinals(in: all)
    let export = SeriesExport(reader: reader, run: run, series: all, ordinals: chosen)
    switch output {
    case .csv: try export.printCSV()
    case .json: try export.printJSON()
    }
  }
}
