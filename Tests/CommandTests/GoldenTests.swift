// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The scenarios that come with Springtide print what their goldens say.
///
/// The release build runs them if it is there, and scripts/test makes it first; the debug build
/// takes about ten times as long. `UPDATE_GOLDEN=1 scripts/goldens` rewrites the goldens.
struct GoldenTests {
  static let names: [String] = {
    let folder = Binary.root.appendingPathComponent("scenarios").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  @Test func `every scenario has a golden and stands on a page`() throws {
    #expect(Self.names.count >= 3)
    let folder = Binary.root.appendingPathComponent("scenarios")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    let pages = paths.filter { $0.hasSuffix(".md") }.compactMap {
      try? String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
    for name in Self.names {
      #expect(paths.contains("\(name).out"), "\(name).out is missing")
      let isTold = pages.contains { $0.contains("\(name).yaml") }
      #expect(isTold, "no page under scenarios/ tells what \(name).yaml shows")
    }
  }

  @Test(arguments: names)
  func `a scenario prints its golden, and its exit code tells the verdict`(
    name: String
  ) async throws {
    let folder = try TestFolder()
    let scenarios = Binary.root.appendingPathComponent("scenarios").path
    let run = try await CommandRun.of(
      "run", "\(scenarios)/\(name).yaml", "--no-store", in: folder,
      binary: Binary.fastest)
    let golden = try String(contentsOfFile: "\(scenarios)/\(name).out", encoding: .utf8)
    #expect(run.output == golden)
    #expect(run.code == (golden.hasSuffix("missed\n") ? 1 : 0), "\(run.errors)")
  }
}
