// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Metrics
import Testing

/// A process that is killed leaves the files as they are on the disk: so the tests copy them at
/// some moment and open the copy.
struct CrashTests {
  private let folder: ScratchFolder
  private let run = SampleRun()

  init() throws { folder = try ScratchFolder() }

  @Test func `a copy after each call holds that call and says incomplete`() throws {
    let store = try RunStore(path: folder.file())
    let writer = RunWriter(store)
    let id = try writer.begin(run.header, startedAtUnixSeconds: 1)
    var copies = 0
    var calls: [(RunReader) throws -> Bool] = []
    func survive(_ check: @escaping (RunReader) throws -> Bool) throws {
      calls.append(check)
      copies += 1
      let name = "copy\(copies).sqlite"
      try folder.copy("runs.sqlite", to: name)
      let copy = try RunStore(readingFrom: folder.file(name))
      #expect(try copy.integrityFaults().isEmpty)
      for (number, call) in calls.enumerated() {
        #expect(try call(copy.reader), "call \(number) of \(calls.count)")
      }
    }
    try survive { try $0.run(id).header == run.header }
    try writer.define(series: run.series)
    try survive { try $0.series(of: id) == run.series }
    try writer.append(chunks: run.chunks)
    try survive { try $0.samples(of: id, series: 10) == [run.chunks[10]] }
    try writer.append(events: run.events)
    try survive { try $0.events(of: id, EventFilter(warningsOnly: true)).count == 2 }
    try writer.append(pods: run.pods)
    try survive { try $0.pods(of: id) == run.pods }
    try survive { try $0.run(id).status == .incomplete }
    calls.removeLast()
    try writer.finish(run.outcome, wallSeconds: 1)
    try survive { try $0.run(id).status == .complete }
    try survive { try $0.summary(of: id) == run.outcome.summary }
  }

  @Test func `a copy in the middle of a transaction shows nothing of it`() throws {
    let store = try RunStore(path: folder.file())
    let id = try run.write(to: store)
    // A small cache makes SQLite write pages to the log before the transaction ends.
    let sql = """
      PRAGMA cache_size = 5;
      UPDATE run SET status = 'incomplete', digest = NULL;
      DELETE FROM pod;
      WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO event SELECT 1, i, i, 'Normal', 'Pod', 'p' || i, 'Made', 'in vain' FROM n;
      """
    let size = { try FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int ?? 0 }
    let before = try size(folder.file() + "-wal")
    try store.rollBack(sql) {
      let during = try size(folder.file() + "-wal")
      #expect(during > before + 100_000)
      try folder.copy("runs.sqlite", to: "copy.sqlite")
    }
    let copy = try RunStore(path: folder.file("copy.sqlite"))
    #expect(try copy.integrityFaults().isEmpty)
    #expect(try copy.reader.run(id).status == .complete)
    #expect(try copy.reader.pods(of: id) == run.pods)
    #expect(
      try copy.reader.events(of: id, EventFilter(includesPodStages: false)) == run.events)
    // And the copy can be gone on with.
    #expect(try run.write(to: copy) == id + 1)
  }

  @Test func `a log cut off anywhere leaves a store that tells the truth`() throws {
    let store = try RunStore(path: folder.file())
    try store.execute("PRAGMA wal_autocheckpoint = 0; PRAGMA wal_checkpoint(TRUNCATE)")
    try run.write(to: store)
    let file = try folder.bytes("runs.sqlite")
    let log = try folder.bytes("runs.sqlite-wal")
    let seed: UInt64 = 0x7EA5_0001
    print("cutting the log with seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var seen: Set<String> = []
    for number in 0..<60 {
      let length = Int.random(in: 0...log.count, using: &generator)
      let name = "cut\(number).sqlite"
      try folder.write(file, to: name)
      try folder.write(log.prefix(length), to: name + "-wal")
      let copy = try RunStore(readingFrom: folder.file(name))
      #expect(try copy.integrityFaults().isEmpty)
      let reader = copy.reader
      guard let record = try reader.runs().first else {
        seen.insert("none")
        continue
      }
      seen.insert(record.status.rawValue)
      let isComplete = record.status == .complete
      #expect(isComplete == (record.digest != nil))
      #expect(try reader.summary(of: 1) == (isComplete ? run.outcome.summary : []))
      #expect(try reader.objectives(of: 1) == (isComplete ? run.outcome.objectives : []))
      let pods = try reader.pods(of: 1)
      #expect(pods == Array(run.pods.prefix(pods.count)))
      if isComplete { #expect(pods.count == run.pods.count) }
    }
    #expect(seen.isSuperset(of: ["none", "incomplete"]), "the cuts were not spread")
  }
}
