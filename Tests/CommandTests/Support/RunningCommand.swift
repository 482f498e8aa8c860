// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// The command while it runs.
///
/// What it prints goes to files outside of its folder: pipes may fill up, and tests look at what
/// the command leaves in the folder.
final class RunningCommand {
  private let process = Process()
  private let records: URL
  private let ended: AsyncStream<Void>
  private let began: ContinuousClock.Instant
  private let end = Instant()

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
    began = .now
    process.terminationHandler = { [end] _ in
      end.value.withLock { $0 = .now }
      continuation.finish()
    }
    try process.run()
  }

  deinit { try? FileManager.default.removeItem(at: records) }

  private static func file(_ url: URL) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    return try FileHandle(forWritingTo: url)
  }

  /// How long it ran, in seconds; nil before its end.
  ///
  /// The end is noted where it happens, not when a waiting task gets its turn.
  var seconds: Double? { end.value.withLock { $0 }.map { ($0 - began) / .seconds(1) } }

  /// Sends a signal after some seconds, unless it has ended by then.
  ///
  /// A thread of its own waits: a task could wait long for its turn while the command runs on.
  func signal(_ number: Int32, afterSeconds seconds: Double) {
    let process = process
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: seconds)
      if process.isRunning { kill(process.processIdentifier, number) }
    }
  }

  /// Sends a signal a moment after a file has come to be, from a thread of its own, too.
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

  /// An instant that another thread notes.
  private final class Instant: Sendable {
    let value = Mutex<ContinuousClock.Instant?>(nil)
  }
}
