// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Report

/// The HTML page of stored runs.
enum ReportFile {
  /// The file that a report goes to when the user names none.
  static func defaultPath(for runs: [RunRecord]) -> String {
    let names = runs.reduce(into: [String]()) { names, run in
      if !names.contains(run.header.scenario) { names.append(run.header.scenario) }
    }
    return "reports/\(names.map(safe).joined(separator: "-vs-")).html"
  }

  /// Reads the runs and draws them.
  ///
  /// A run is called by its scenario; the number tells runs of one scenario apart.
  static func html(of runs: [RunRecord], in reader: RunReader) throws(CommandFailure) -> String {
    let names = runs.map(\.header.scenario)
    var reported: [ReportedRun] = []
    for run in runs {
      let scenario = run.header.scenario
      let isAlone = names.count { $0 == scenario } == 1
      let name = isAlone ? scenario : "\(scenario), run \(run.id)"
      reported.append(
        try reading { () throws(RunStoreError) in
          try ReportedRun(reading: run, from: reader, name: name)
        })
    }
    do {
      return try ReportPage.render(reported)
    } catch {
      throw .fault("cannot draw the report: \(error)")
    }
  }

  /// A name from a file as part of a path: nothing that leaves the folder or hides the file.
  private static func safe(_ name: String) -> String {
    let kept = name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" }
    let text = String(kept.drop { $0 == "." }.prefix(80))
    return text.isEmpty ? "run" : text
  }
}
