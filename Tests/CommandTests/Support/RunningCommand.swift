// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The command while it runs.
///
/// What it prints goes to files outside of its folder: pipes may fill up, and tests look at what
/// the command leaves in the folder.
final class RunningCommand {
  private let process = Process()
  private let records: URL
  private let ended: AsyncStream<Void>

  init(
    _ arguments: [String], in folder: TestFolder, binary: URL, environment: [String: String] = [:]
  ) throws {
    records = FileManager.default.temporaryDirectory
      .appendingPathComponent("springtide-output-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: records, withIntermediateDirectories: true)
    process.executableURL = binary
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm"]
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.file(records.appendingPathComponent("output"))
    process.standardError = try Self.file(records.appendingPathComponent("errors"))
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    ended = stream
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
  }

  deinit { try? FileManager.default.removeItem(at: records) }

  private static func file(_ url: URL) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    return try FileHandle(forWritingTo: url)
  }

  /// Sends a signal; SIGKILL leaves the command no time for anything.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Sends a signal a moment after a file has come to be.
  ///
  /// A thread of its own watches: a task could wait long for its turn while the command runs on.
  func signal(_ number: Int32, soonAfter path: String) {
    let process = process
    Thread.detachNewThread {
      while process.isRunning, !FileManager.default.fileExists(atPath: path) {
        Thread.sleep(forTimeInterval: 0.002)
      }
      Thread.sleep(forTimeInterval: 0.05)
      if process.isRunning { kill(process.processIdentifier, number) }
    }
  }

  /// Waits for the end.
  func finish() async throws -> CommandRun {
    for await _ in ended {}
    let status = process.terminationStatus
    return CommandRun(
      code: process.terminationReason == .uncaughtSignal ? 128 + status : status,
      output: try text("output"), errors: try text("errors"))
  }

  private func text(_ name: String) throws -> String {
    let data = try Data(contentsOf: records.appendingPathComponent(name))
    return String(decoding: data, as: UTF8.self)
  }
}
