// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One finished run of the command: its exit code and all that it printed.
struct CommandRun: Sendable {
  /// The exit code; 128 and the signal if a signal ended the process, as shells have it.
  let code: Int32
  let output: String
  let errors: String

  var lines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false) }

  /// Runs the command in a folder and waits for its end.
  static func of(
    _ arguments: String..., in folder: TestFolder, binary: URL = Binary.tested,
    environment: [String: String] = [:]
  ) async throws -> CommandRun {
    try await inTurn {
      try RunningCommand(arguments, in: folder, binary: binary, environment: environment)
    }
  }

  /// Runs a line of the shell in which `$springtide` is the command.
  static func shell(_ line: String, in folder: TestFolder) async throws -> CommandRun {
    try await inTurn {
      try RunningCommand(
        ["-c", line], in: folder, binary: URL(fileURLWithPath: "/bin/bash"),
        environment: ["springtide": Binary.tested.path])
    }
  }

  /// Begins a command when there is a turn for it, and waits for its end.
  private static func inTurn(_ begin: () throws -> RunningCommand) async throws -> CommandRun {
    await Turns.ofCommands.take()
    do {
      let run = try await begin().finish()
      await Turns.ofCommands.giveBack()
      return run
    } catch {
      await Turns.ofCommands.giveBack()
      throw error
    }
  }

  /// The output as a JSON object.
  func json() throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
    return value as? [String: Any] ?? [:]
  }
}
