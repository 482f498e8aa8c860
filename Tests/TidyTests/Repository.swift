// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The checkout that holds this test.
enum Repository {
  /// The root, found from the place of this file.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All Swift files of the package, sorted by path.
  static let swiftFiles = files(under: ["Sources", "Tests", "Benchmarks/Sources"]) {
    $0.hasSuffix(".swift")
  }

  /// All text that is ours, besides test fixtures: code, scripts, scenarios and pages.
  static let textFiles = files(
    under: ["Sources", "Tests", "Benchmarks/Sources", "scripts", ".ci", "docs", "scenarios"]
  ) { path in
    if path.hasPrefix("scenarios/data/") { return false }
    let name = path.split(separator: "/").last ?? ""
    let ends = [".swift", ".md", ".yaml", ".json", ".html", ".mustache"]
    return ends.contains { name.hasSuffix($0) } || !name.contains(".")
  }

  /// The package description.
  static let packageText = try? String(
    contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)

  private static func files(under folders: [String], _ isWanted: (String) -> Bool) -> [SourceFile] {
    folders.flatMap { paths(under: $0) }.filter(isWanted).sorted().compactMap { path in
      let url = root.appendingPathComponent(path)
      return (try? String(contentsOf: url, encoding: .utf8)).map {
        SourceFile(path: path, text: $0)
      }
    }
  }

  private static func paths(under folder: String) -> [String] {
    let url = root.appendingPathComponent(folder).resolvingSymlinksInPath()
    let found = try? FileManager.default.subpathsOfDirectory(atPath: url.path)
    return (found ?? []).filter { !$0.contains(".build/") && !$0.contains("Fixtures/") }
      .map { "\(folder)/\($0)" }
  }
}
