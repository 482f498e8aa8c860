// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Testing

/// The same input gives the same bytes.
struct DeterminismTests {
  @Test func `two runs give byte-identical stores, the wall clock apart`() async throws {
    let folder = try TestFolder()
    for name in ["a", "b"] {
      let run = try await CommandRun.of(
        "run", "small.yaml", "--db", "\(name).sqlite", in: folder)
      try #require(run.code == 0, "\(run.errors)")
      let store = try RunStore(path: folder.path("\(name).sqlite"))
      try store.execute("UPDATE run SET wall_started_unix = NULL, wall_seconds = NULL")
      let copy = folder.path("\(name)-copy.sqlite").replacing("'", with: "''")
      try store.execute("VACUUM INTO '\(copy)'")
    }
    let first = try Data(contentsOf: folder.url.appendingPathComponent("a-copy.sqlite"))
    let second = try Data(contentsOf: folder.url.appendingPathComponent("b-copy.sqlite"))
    #expect(first.count > 10_000)
    #expect(first == second)
  }

  @Test func `summary, report and exports repeat themselves, and the seed matters`() async throws {
    let folder = try TestFolder()
    var texts: [[String]] = []
    for (name, seed) in [("a", "7"), ("b", "7"), ("c", "8")] {
      let db = "\(name).sqlite"
      let run = try await CommandRun.of(
        "run", "small.yaml", "--db", db, "--seed", seed, "--report", "\(name).html", in: folder)
      let events = try await CommandRun.of("events", "--db", db, "-o", "csv", in: folder)
      let series = try await CommandRun.of("export", "--db", db, "-o", "csv", in: folder)
      texts.append([run.output, events.output, series.output, try folder.read("\(name).html")])
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0][0] != texts[2][0])
  }

  @Test func `debug and release print the same`() async throws {
    // Without a fresh release build the two are one binary; scripts/test makes it first.
    let folder = try TestFolder()
    let debug = try await CommandRun.of("run", "small.yaml", "--no-store", in: folder)
    let release = try await CommandRun.of(
      "run", "small.yaml", "--no-store", in: folder, binary: Binary.fastest)
    #expect(debug.code == 0)
    #expect(debug.output == release.output)
  }
}
