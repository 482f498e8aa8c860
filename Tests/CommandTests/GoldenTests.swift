// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The scenarios that come with Springtide print what their goldens say.
///
/// They are long, so the release build runs them; scripts/test makes it first. `scripts/goldens`
/// with UPDATE_GOLDEN=1 rewrites the goldens.
struct GoldenTests {
  static let names: [String] = {
    let folder = Binary.root.appendingPathComponent("scenarios").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  @Test func `there are scenarios, each with a golden and a page`() {
    #expect(Self.names.count >= 3)
    let folder = Binary.root.appendingPathComponent("scenarios")
    for name in Self.names {
      for kind in ["out", "md"] {
        let file = folder.appendingPathComponent("\(name).\(kind)")
        #expect(FileManager.default.fileExists(atPath: file.path), "\(name).\(kind) is missing")
      }
    }
  }

  @Test(
    .enabled(if: Binary.release != nil, "scripts/build makes the release build"), arguments: names)
  func `a scenario prints its golden, and its exit code tells the verdict`(
    name: String
  ) async throws {
    let binary = try #require(Binary.release)
    let folder = try TestFolder()
    let scenarios = Binary.root.appendingPathComponent("scenarios").path
    let run = try await CommandRun.of(
      "run", "\(scenarios)/\(name).yaml", "--no-store", in: folder, binary: binary)
    let golden = try String(contentsOfFile: "\(scenarios)/\(name).out", encoding: .utf8)
    #expect(run.output == golden)
    #expect(run.code == (golden.hasSuffix("missed\n") ? 1 : 0), "\(run.errors)")
  }
}
