// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The verb `version`.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version.")

  func run() throws {
    try DataOutput.print("springtide \(Version.current)\n")
  }
}
