// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The verb `verify` on recordings of the test fixtures.
struct VerifyTests {
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("ClusterTests/Fixtures")

  private static let hpa = fixtures.appendingPathComponent("hpa")

  @Test func `recorded decisions are replayed without a mismatch`() async throws {
    let result = try await CommandRun.of("verify", Self.hpa.path, in: TestFolder())
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.lines[0].hasPrefix("family"))
    let fields = result.lines[1].split(separator: " ").map(String.init)
    #expect(fields[0] == "hpa")
    #expect((Int(fields[2]) ?? 0) > 100)
    #expect(fields[3...] == ["0", "0"])
  }

  @Test func `a changed recording is a mismatch and exits with 1`() async throws {
    let folder = try TestFolder()
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.hpa.path).sorted()
    let name = try #require(names.first { $0.hasPrefix("hand-tolerance") })
    let text = try String(contentsOf: Self.hpa.appendingPathComponent(name), encoding: .utf8)
    let recorded = "\"statusDesiredReplicas\":10,"
    let changed = text.replacing(
      recorded, with: "\"statusDesiredReplicas\":17,", maxReplacements: 1)
    try #require(changed != text)
    let target = folder.url.appendingPathComponent("recordings")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    try Data(changed.utf8).write(to: target.appendingPathComponent(name))
    let result = try await CommandRun.of("verify", "recordings", in: folder)
    #expect(result.code == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("recorded 17, here 10"))
  }

  @Test func `a folder without recordings is bad input`() async throws {
    let result = try await CommandRun.of("verify", "nowhere", in: TestFolder())
    #expect(result.code == 2)
    #expect(result.errors.contains("no such folder"))
  }
}
