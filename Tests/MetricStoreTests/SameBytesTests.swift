// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Metrics
import Testing

struct SameBytesTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Writes two runs and returns the bytes of the file without what the machine's clock said.
  private func file(
    _ name: String, startedAt: Int64, wallSeconds: Double, batch: Int, slowness: Double = 1,
    isWallKept: Bool = false
  ) throws -> Data {
    let store = try RunStore(path: folder.file(name))
    try SampleRun().write(
      to: store, startedAtUnixSeconds: startedAt, wallSeconds: wallSeconds, batch: batch)
    try SampleRun(scenario: "again", slowness: slowness).write(
      to: store, startedAtUnixSeconds: startedAt + 1, wallSeconds: wallSeconds, batch: batch)
    if !isWallKept {
      try store.execute("UPDATE run SET wall_started_unix = NULL, wall_seconds = NULL")
    }
    try store.execute("VACUUM INTO '\(folder.file("small-" + name))'")
    return try folder.bytes("small-" + name)
  }

  @Test func `the same input gives the same bytes but for the machine's clock`() throws {
    let first = try file("a", startedAt: 1_700_000_000, wallSeconds: 0.25, batch: 1)
    let second = try file("b", startedAt: 1_800_000_000, wallSeconds: 7.5, batch: 100)
    #expect(first == second)
  }

  @Test func `other input, or the clock left in, gives other bytes`() throws {
    let first = try file("a", startedAt: 1_700_000_000, wallSeconds: 0.25, batch: 1)
    let other = try file("b", startedAt: 1_700_000_000, wallSeconds: 0.25, batch: 1, slowness: 2)
    let kept = try file(
      "c", startedAt: 1_700_000_000, wallSeconds: 0.25, batch: 1, isWallKept: true)
    #expect(first != other)
    #expect(first != kept)
  }
}
