// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MetricStore
import Metrics
import Report

/// The verb `runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List the stored runs.",
    discussion: "A run that is still going on or was killed is listed as incomplete.")

  @OptionGroup var store: StoreOptions

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableOrJSON.table

  func run() throws {
    let reader = try store.openForReading().reader
    let runs = try reading { () throws(RunStoreError) in try reader.runs() }
    switch output {
    case .table: try DataOutput.print(table(runs).lines().joined(separator: "\n") + "\n")
    case .json: try DataOutput.print(JSONText.text(RunList(runs: runs.map(RunDocument.Head.init))))
    }
  }

  private func table(_ runs: [RunRecord]) -> TextTable {
    var table = TextTable([
      TextTable.Column("RUN", isNumber: true), TextTable.Column("SCENARIO"),
      TextTable.Column("STATUS"), TextTable.Column("SPAN", isNumber: true),
      TextTable.Column("SEED", isNumber: true), TextTable.Column("OBJECTIVES"),
      TextTable.Column("DIGEST"), TextTable.Column("STARTED"),
    ])
    table.rows = runs.map { run in
      [
        "\(run.id)", RunText.plain(run.header.scenario), run.status.rawValue,
        Span.text(microseconds: run.header.durationMicroseconds), "\(run.header.seed)",
        objectives(run), run.digest ?? "-", started(run),
      ]
    }
    return table
  }

  private func objectives(_ run: RunRecord) -> String {
    let all = run.objectivesMet + run.objectivesMissed
    guard run.status == .complete, all > 0 else { return "-" }
    return run.objectivesMissed == 0 ? "\(all) met" : "\(run.objectivesMissed) of \(all) missed"
  }

  private func started(_ run: RunRecord) -> String {
    guard let seconds = run.wallStartedUnixSeconds else { return "-" }
    return WallClock(startUnixSeconds: seconds, utcOffsetSeconds: 0).stamp(0) + "Z"
  }

  /// The list as JSON.
  private struct RunList: Encodable {
    var version = Version.json
    var kind = "RunList"
    var runs: [RunDocument.Head]
  }
}
