// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests
import Planner
import Testing

struct SchedulerReplayTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("ClusterTests/Fixtures/scheduler").path

  @Test func `the recorded decisions are made again without a mismatch`() throws {
    let (cases, faults) = Verifier().replay(folder: Self.folder)
    #expect(faults.isEmpty)
    #expect(cases.count >= 60)
    for one in cases {
      #expect(one.diagnostics.isEmpty, "\(one.path)")
      #expect(one.mismatches.isEmpty, "\(one.path)")
    }
    let rows = Verifier.rows(cases)
    let row = try #require(rows.first)
    #expect(rows.count == 1)
    #expect(row.family == "scheduler")
    #expect(row.mismatches == 0)
    #expect(row.decisions > 1_500)
  }

  @Test func `a changed recording is a mismatch that names the pod and the field`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "replay-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = URL(fileURLWithPath: Self.folder).appendingPathComponent("fit-cpu")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let copy = folder.appendingPathComponent("fit-cpu")
    try FileManager.default.copyItem(at: source, to: copy)
    let file = copy.appendingPathComponent("expected.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    let place = try #require(text.range(of: "\"bestScore\":465"))
    let changed = text.replacingCharacters(in: place, with: "\"bestScore\":466")
    try changed.write(to: file, atomically: true, encoding: .utf8)
    let (cases, _) = Verifier().replay(folder: folder.path)
    #expect(cases.count == 1)
    let replayed = try #require(cases.first)
    #expect(replayed.mismatchCount == 1)
    #expect(
      replayed.mismatches == [
        .init(decision: "p-00", field: "bestScore", recorded: "466", actual: "465")
      ])

    try FileManager.default.removeItem(at: file)
    let (unrecorded, _) = Verifier().replay(folder: folder.path)
    #expect(unrecorded.map(\.unrecordedCount) == [1])
    let output = folder.appendingPathComponent("out")
    try Verifier.write(unrecorded, to: output.path)
    let written = try String(
      contentsOf: output.appendingPathComponent("fit-cpu/expected.json"), encoding: .utf8)
    #expect(written == text)
  }
}
