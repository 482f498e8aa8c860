// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Manifests
import Planner

/// The verb `verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Replay decisions recorded from Kubernetes and count the mismatches.",
    discussion: """
      The recorded outputs are read for the comparison alone. Where there are none, the case is \
      computed all the same and counted as not recorded. Exits with 1 on a mismatch.
      """)

  @Argument(help: ArgumentHelp("Folders of recordings.", valueName: "dir"))
  var folders: [String]

  @Option(help: "Write what this build decides into this folder, laid out as the input.")
  var actual: String?

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableOrJSON.table

  /// Mismatches that are printed one by one.
  private static let mostShown = 20

  func run() throws {
    let verifier = Verifier(families: RecordedFamilies.all)
    var cases: [ReplayedCase] = []
    var faultCount = 0
    for folder in folders {
      let replay = verifier.replay(folder: folder)
      cases += replay.cases
      for diagnostic in replay.diagnostics + replay.cases.flatMap(\.diagnostics) {
        Console.note(diagnostic.description)
        if diagnostic.severity == .error { faultCount += 1 }
      }
    }
    if let actual { try write(cases, to: actual) }
    try report(cases)
    if faultCount > 0 { throw CommandFailure.badInput("\(faultCount) faults in the recordings") }
    if cases.isEmpty {
      throw CommandFailure.badInput("no recordings in \(folders.joined(separator: ", "))")
    }
    if cases.contains(where: { $0.mismatchCount > 0 }) { throw CommandFailure.mismatch }
  }

  private func write(_ cases: [ReplayedCase], to folder: String) throws {
    do {
      try Verifier.write(cases, to: folder)
    } catch {
      throw CommandFailure.badInput("cannot write below \(folder): \(error.localizedDescription)")
    }
  }

  private func report(_ cases: [ReplayedCase]) throws {
    let rows = Verifier.rows(cases)
    guard output == .table else {
      try DataOutput.print(JSONText.text(Document(rows)))
      return
    }
    var table = TextTable([
      .init("family"), .init("cases", isNumber: true), .init("decisions", isNumber: true),
      .init("mismatches", isNumber: true), .init("not recorded", isNumber: true),
    ])
    table.rows = rows.map {
      [$0.family, "\($0.cases)", "\($0.decisions)", "\($0.mismatches)", "\($0.notRecorded)"]
    }
    let lines = table.lines() + Self.mismatchLines(cases)
    try DataOutput.print(lines.joined(separator: "\n") + "\n")
  }

  private static func mismatchLines(_ cases: [ReplayedCase]) -> [String] {
    let all = cases.flatMap { one in one.mismatches.map { (one.path, $0) } }
    guard !all.isEmpty else { return [] }
    let shown = all.prefix(mostShown).map { path, mismatch in
      "\(path) \(mismatch.decision) \(mismatch.field): recorded \(mismatch.recorded), "
        + "here \(mismatch.actual)"
    }
    let rest = all.count - shown.count
    return [""] + shown + (rest > 0 ? ["and \(rest) more differences"] : [])
  }

  /// The result for programs.
  private struct Document: Encodable {
    struct Family: Encodable {
      let family: String
      let cases: Int
      let decisions: Int
      let mismatches: Int
      let notRecorded: Int
    }

    let version = 1
    let families: [Family]

    init(_ rows: [Verifier.Row]) {
      families = rows.map {
        Family(
          family: $0.family, cases: $0.cases, decisions: $0.decisions, mismatches: $0.mismatches,
          notRecorded: $0.notRecorded)
      }
    }
  }
}
