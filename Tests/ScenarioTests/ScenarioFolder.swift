// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests
import Scenario

/// A temporary copy of the fixture `festival`, removed when nobody holds it any more.
final class ScenarioFolder {
  /// The folder of the fixtures in the sources.
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  /// The temporary folder, with a slash at its end.
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "springtide-scenario-\(UUID().uuidString)")
    path = folder.path + "/"
    try FileManager.default.copyItem(
      at: Self.fixtures.appendingPathComponent("festival"), to: folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The text of a file of the folder.
  func text(_ name: String = "scenario.yaml") throws -> String {
    try String(contentsOfFile: path + name, encoding: .utf8)
  }

  /// Writes a file of the folder.
  func write(_ text: String, to name: String = "scenario.yaml") throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + name))
  }

  /// Replaces the one occurrence of a text in the scenario.
  func replace(_ old: String, with new: String) throws {
    let text = try text()
    guard text.components(separatedBy: old).count == 2 else {
      throw Mistake(description: "\"\(old)\" is not exactly once in the fixture")
    }
    try write(text.replacingOccurrences(of: old, with: new))
  }

  /// Reads a scenario of the folder.
  func read(_ name: String = "scenario.yaml", set: [String] = []) -> ScenarioReadResult {
    ScenarioReader.read(path: path + name, overrides: set.map { Override($0) })
  }

  /// Diagnostics as `line:column: message`, without the name of the temporary folder.
  func faults(_ result: ScenarioReadResult) -> [String] {
    result.diagnostics.filter { $0.severity == .error }.map { fault in
      let file = fault.file.replacingOccurrences(of: path, with: "")
      let prefix = file == "scenario.yaml" ? "" : file + ":"
      return "\(prefix)\(fault.line):\(fault.column): \(fault.message)"
        .replacingOccurrences(of: path, with: "")
    }
  }
}

/// A mistake in a test itself.
struct Mistake: Error, CustomStringConvertible {
  var description: String
}
