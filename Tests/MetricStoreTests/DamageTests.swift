// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Metrics
import Testing

/// What a file holds may come from anywhere: reading it ends with an answer or with an error.
struct DamageTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Reads all that a reader can.
  private func readAll(_ store: RunStore) throws {
    let reader = store.reader
    for run in try reader.runs() {
      for ordinal in try reader.series(of: run.id).indices {
        _ = try reader.samples(of: run.id, series: ordinal)
      }
      for chart in Metric.ChartGroup.allCases {
        _ = try reader.samples(of: run.id, chart: chart)
      }
      _ = try reader.events(of: run.id)
      _ = try reader.pods(of: run.id)
      _ = try reader.objectives(of: run.id)
      _ = try reader.summary(of: run.id)
    }
    for view in ["runs", "samples", "series_stats", "events", "pods", "objectives", "summary"] {
      _ = try reader.table(sql: "SELECT * FROM \(view)")
    }
  }

  @Test(arguments: [
    "UPDATE chunk SET samples = '{\"a\":1}'", "UPDATE chunk SET samples = ''",
    "UPDATE chunk SET samples = '[1,2'", "UPDATE chunk SET samples = '[1,2]'",
    "UPDATE chunk SET samples = '[' || samples || ']'",
    "UPDATE chunk SET samples = samples || ' '",
    "UPDATE chunk SET samples = '[true]', steps = 1",
    "UPDATE chunk SET samples = '[\"1\"]', steps = 1",
    "UPDATE chunk SET samples = '[,]', steps = 2", "UPDATE chunk SET samples = '[nan]', steps = 1",
    "UPDATE chunk SET samples = '[0x1p3]', steps = 1",
    "UPDATE chunk SET samples = '[+1]', steps = 1",
    "UPDATE chunk SET samples = '[' || replace(hex(zeroblob(5000)), '0', '9') || ']', steps = 1",
    "UPDATE chunk SET steps = 9223372036854775807", "UPDATE chunk SET divisor = 0",
    "UPDATE chunk SET divisor = -1", "UPDATE chunk SET divisor = 9e999",
    "UPDATE chunk SET step_us = 0", "UPDATE chunk SET step_us = 9223372036854775807",
    "UPDATE chunk SET start_us = 9223372036854775807", "UPDATE series SET labels = '[]'",
    "UPDATE series SET labels = '{\"namespace\":1}'", "UPDATE series SET ordinal = ordinal + 1000",
    "UPDATE metric SET labels = '{}'", "UPDATE metric SET unit = 'furlongs'",
    "UPDATE metric SET kind = 'x'", "UPDATE metric SET chart = 'x'", "UPDATE run SET seed = '-1'",
    "UPDATE run SET overrides = '{'", "DROP TABLE pod", "DROP VIEW event_log",
    "ALTER TABLE run RENAME COLUMN digest TO sum",
  ])
  func `a damaged row is an error`(sql: String) throws {
    let store = try RunStore(path: folder.file())
    try SampleRun().write(to: store)
    try readAll(store)
    // The checks of the database stand in the way of a few of these.
    try store.execute("PRAGMA ignore_check_constraints = TRUE; PRAGMA legacy_alter_table = TRUE")
    try store.execute(sql)
    try store.close()
    #expect {
      try readAll(RunStore(readingFrom: folder.file()))
    } throws: { error in
      guard case RunStoreError.damaged = error else {
        Issue.record("\(error)")
        return false
      }
      return true
    }
  }

  @Test func `broken bytes end in an answer or an error`() throws {
    try SampleRun().write(to: RunStore(path: folder.file()))
    let bytes = try folder.bytes("runs.sqlite")
    let seed: UInt64 = 0xBAD_B17E5
    print("breaking bytes with seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var errors = 0
    for number in 0..<150 {
      var broken = bytes
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        let place = Int.random(in: 0..<broken.count, using: &generator)
        broken[place] = UInt8.random(in: 0...255, using: &generator)
      }
      if number % 5 == 0 {
        broken = broken.prefix(Int.random(in: 0...broken.count, using: &generator))
      }
      let name = "broken\(number).sqlite"
      try folder.write(broken, to: name)
      do {
        try readAll(RunStore(readingFrom: folder.file(name)))
      } catch is RunStoreError {
        errors += 1
      }
    }
    #expect(errors > 10, "the damage was not felt")
  }
}
