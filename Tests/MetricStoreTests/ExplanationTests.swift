// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Testing

/// What tells why comes back as it was stored, also from a file of the first format.
struct ExplanationTests {
  private let folder: ScratchFolder
  private let store: RunStore
  private let run = SampleRun()

  init() throws {
    folder = try ScratchFolder()
    store = try RunStore(path: folder.file())
    try run.write(to: store)
  }

  @Test func `decisions come back in order of time with all that they looked at`() throws {
    let found = try store.reader.decisions(of: 1)
    #expect(found.map(\.timeMicroseconds) == [60_000_000, 90_000_000, 105_000_000])
    #expect(found[0] == run.decisions[2])
    #expect(found[0].inputs == nil)
    #expect(found[1] == run.decisions[0])
    // Not a number equals nothing, so this one is compared by what it is made of.
    #expect(found[2].count == 12)
    #expect(found[2].lastMicroseconds == 280_000_000)
    let inputs = try #require(found[2].inputs)
    #expect(inputs.metric == nil && inputs.recommendation == nil && inputs.value.isNaN)
    #expect(inputs.delays == ScalingDecisionRecord.Delays())
    #expect(inputs.stabilized == 18)
  }

  @Test func `decisions are chosen by target`() throws {
    #expect(try store.reader.decisions(of: 1, target: "Deployment/default/feed").count == 3)
    #expect(try store.reader.decisions(of: 1, target: "Deployment/default/search").isEmpty)
    #expect(try store.reader.decisions(of: 2).isEmpty)
  }

  @Test func `batches and what releases published come back`() throws {
    #expect(try store.reader.batches(of: 1) == run.batches)
    #expect(
      try store.reader.batches(of: 1, workload: "StatefulSetPlus/default/im")
        == [run.batches[1]])
    #expect(try store.reader.batchStatuses(of: 1) == run.batchStatuses)
    #expect(try store.reader.batchStatuses(of: 1, workload: "Deployment/default/feed").isEmpty)
  }

  @Test func `changes in place and all stages of pods come back`() throws {
    #expect(try store.reader.podUpdates(of: 1) == run.podUpdates)
    #expect(try store.reader.pods(of: 1) == run.pods)
    #expect(
      try store.reader.pods(of: 1).map(\.ending).prefix(4) == [
        .preemption, .controller, .controller, nil,
      ])
  }

  @Test func `an ending that nobody knows is damage`() throws {
    try store.execute("UPDATE pod SET ending = 'whim' WHERE ordinal = 0")
    #expect(throws: RunStoreError.self) { try store.reader.pods(of: 1) }
    try store.execute("UPDATE batch SET outcome = 'fine' WHERE ordinal = 0")
    #expect(throws: RunStoreError.self) { try store.reader.batches(of: 1) }
  }

  @Test func `the view of a release shows the clock of its deadline`() throws {
    let table = try store.reader.table(
      sql: """
        SELECT clock, batchDeadlineTime, currentDeployComplete, generalStatus
        FROM batch_deploy_status ORDER BY time LIMIT 1
        """)
    #expect(
      table.rows == [
        [
          .text("2019-02-04T18:03:20+08:00"), .text("2019-02-04T18:18:20+08:00"), .integer(0),
          .text("Progressing"),
        ]
      ])
  }

  // MARK: The first format

  /// Takes away all that the second format added.
  private func downgrade() throws {
    try store.execute(
      """
      DROP VIEW pods; DROP VIEW pod_updates; DROP VIEW decisions; DROP VIEW batches;
      DROP VIEW batch_deploy_status; DROP TABLE pod_update; DROP TABLE decision;
      DROP TABLE batch; DROP TABLE batch_status;
      """)
    for column in [
      "known_us", "requested_us", "seen_us", "sandboxed_us", "pulling_us", "answering_us",
      "available_us", "end_requested_us", "ending",
    ] {
      try store.execute("ALTER TABLE pod DROP COLUMN \(column)")
    }
    try store.execute(
      """
      CREATE VIEW pods AS SELECT run_id AS run, name AS pod FROM pod;
      PRAGMA user_version = 1;
      """)
    try store.close()
  }

  @Test func `a file of the first format is read as it is`() throws {
    try downgrade()
    let old = try RunStore(readingFrom: folder.file())
    let pods = try old.reader.pods(of: 1)
    #expect(pods.map(\.stages.ready) == run.pods.map(\.stages.ready))
    #expect(pods.allSatisfy { $0.stages.requested == -1 && $0.ending == nil })
    #expect(try old.reader.decisions(of: 1).isEmpty)
    #expect(try old.reader.batches(of: 1).isEmpty)
    #expect(try old.reader.batchStatuses(of: 1).isEmpty)
    #expect(try old.reader.podUpdates(of: 1).isEmpty)
    let known = try old.reader.events(of: 1, EventFilter(object: "feed-1")).count
    #expect(known == 7, "stages are events as before")
    #expect(try old.reader.table(sql: "PRAGMA user_version").rows == [[.integer(1)]])
  }

  @Test func `a file of the first format gets the second when a run is written`() throws {
    try downgrade()
    let newer = try RunStore(path: folder.file())
    #expect(try newer.reader.pods(of: 1).count == run.pods.count)
    let second = try run.write(to: newer)
    #expect(try newer.reader.pods(of: second) == run.pods)
    #expect(try newer.reader.batches(of: second) == run.batches)
    #expect(
      try newer.reader.table(sql: "PRAGMA user_version").rows
        == [[.integer(Int64(RunStore.formatVersion))]])
    #expect(try newer.reader.table(sql: "SELECT pod FROM pods WHERE run = 1").rows.count == 12)
  }
}
