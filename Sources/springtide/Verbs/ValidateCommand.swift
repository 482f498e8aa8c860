// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Manifests

/// The verb `validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check scenarios and manifests and list all faults.",
    discussion: """
      Folders are read with all that is in them. Objects of kinds that are not simulated are \
      listed as skipped. Exits with 2 when there is a fault.
      """)

  @Argument(help: ArgumentHelp("Scenarios, manifests or folders of them.", valueName: "file"))
  var files: [String]

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableOrJSON.table

  func run() throws {
    let checks = files.map(InputCheck.init(path:))
    switch output {
    case .table:
      let lines = checks.flatMap { $0.lines() } + [InputCheck.verdict(checks)]
      try DataOutput.print(lines.joined(separator: "\n") + "\n")
    case .json: try DataOutput.print(JSONText.text(InputCheck.Document(checks)))
    }
    if checks.contains(where: { $0.errorCount > 0 }) { throw CommandFailure.badInput(nil) }
  }
}
