// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Testing

struct RunReaderTests {
  private let folder: ScratchFolder
  private let store: RunStore
  private let run = SampleRun()

  init() throws {
    folder = try ScratchFolder()
    store = try RunStore(path: folder.file())
    try run.write(to: store)
  }

  @Test func `a run goes by its number, as the latest, and by its scenario`() throws {
    try SampleRun(scenario: "other").write(to: store)
    try SampleRun().write(to: store)
    try SampleRun(scenario: "1").write(to: store)
    let reader = store.reader
    #expect(try reader.runs().map(\.id) == [1, 2, 3, 4])
    #expect(try reader.run(matching: "2").header.scenario == "other")
    #expect(try reader.run(matching: "latest").id == 4)
    #expect(try reader.run(matching: "spring-festival").id == 3)
    #expect(try reader.run(matching: "1").id == 1, "a number wins")
    #expect(
      throws: RunStoreError.noSuchRun(
        reference: "spring", known: ["1", "other", "spring-festival"])
    ) {
      try reader.run(matching: "spring")
    }
    #expect(throws: RunStoreError.self) { try reader.run(99) }
  }

  @Test func `neighbouring chunks are joined and others are not`() throws {
    let writer = RunWriter(store)
    let id = try writer.begin(run.header, startedAtUnixSeconds: 1)
    try writer.define(series: run.series)
    let chunks = [(0, [1.0, 2]), (20, [3]), (30, [.nan, 5]), (70, [6])].map {
      SampleChunk(series: 0, startMicroseconds: $0.0, stepMicroseconds: 10, values: $0.1)
    }
    // Chunks may come in any order.
    try writer.append(chunks: chunks.reversed())
    let found = try store.reader.samples(of: id, series: 0)
    #expect(found.map(\.startMicroseconds) == [0, 70])
    #expect(found.map(\.values.count) == [5, 1])
    #expect(found[0].values[3].isNaN)
    #expect(found[0].values[4] == 5)
  }

  @Test(
    arguments: [
      (0...300_000_000, 0, 20), (15_000_000...30_000_000, 15_000_000, 2),
      (14_999_999...30_000_001, 15_000_000, 2), (15_000_001...29_999_999, 0, 0),
      (Int64.min...0, 0, 1), (285_000_000...Int64.max, 285_000_000, 1),
    ] as [(ClosedRange<Int64>, Int64, Int)])
  func `a range of time gives the samples in it`(
    range: ClosedRange<Int64>, start: Int64, count: Int
  ) throws {
    let found = try store.reader.samples(of: 1, series: 10, in: range)
    #expect(found.map(\.values.count) == (count == 0 ? [] : [count]))
    guard let chunk = found.first else { return }
    #expect(chunk.startMicroseconds == start)
    #expect(chunk.values.first == 7 * Double(start / SampleRun.step))
  }

  @Test func `a chart gets the series of its group in order`() throws {
    let found = try store.reader.samples(of: 1, chart: .traffic)
    #expect(found.map(\.ordinal) == [2, 3, 7, 8])
    #expect(found.map(\.series) == [2, 3, 7, 8].map { run.series[$0] })
    #expect(found.map(\.chunks) == [2, 3, 7, 8].map { [run.chunks[$0]] })
    #expect(try store.reader.samples(of: 1, metric: "workqueue_depth").map(\.ordinal) == [10])
    #expect(try store.reader.samples(of: 1, metric: "nothing").isEmpty)
  }

  @Test func `a series that is not there is an error`() {
    #expect(throws: RunStoreError.noSuchSeries(run: 1, series: 11)) {
      try store.reader.samples(of: 1, series: 11)
    }
  }

  @Test func `the stages of pods are events, in order of time`() throws {
    let events = try store.reader.events(of: 1)
    let stages = run.pods.flatMap { pod in
      let at = pod.stages
      return [
        at.created, at.scheduled, at.pulled, at.started, at.ready, at.terminating, at.deleted,
      ]
    }
    #expect(events.count == run.events.count + stages.count { $0 >= 0 })
    #expect(events.map(\.timeMicroseconds) == events.map(\.timeMicroseconds).sorted())
    let life = try store.reader.events(of: 1, EventFilter(object: "feed-1"))
    #expect(
      life.map(\.reason) == [
        "Created", "Scheduled", "Pulled", "Started", "Ready", "Killing", "Deleted",
      ])
    #expect(life[1].timeMicroseconds == 1_012_345)
    #expect(life[1].message == "Bound to online-1")
    #expect(life.allSatisfy { $0.object == "default/feed-1" && $0.kind == "Pod" })
  }

  @Test func `events are filtered by every field`() throws {
    func reasons(_ filter: EventFilter) throws -> [String] {
      try store.reader.events(of: 1, filter).map(\.reason)
    }
    let failed = "FailedScheduling"
    #expect(try reasons(EventFilter(warningsOnly: true)) == [failed, failed])
    #expect(try reasons(EventFilter(reason: failed, limit: 1)) == [failed])
    #expect(try reasons(EventFilter(kind: "HorizontalPodAutoscaler")) == ["SuccessfulRescale"])
    #expect(try reasons(EventFilter(kind: "Deployment", object: "feed")) == ["ScalingReplicaSet"])
    #expect(try reasons(EventFilter(object: "default/search")).isEmpty)
    #expect(try reasons(EventFilter(object: "%feed%")).isEmpty)
    #expect(
      try reasons(
        EventFilter(fromMicroseconds: 60_000_000, throughMicroseconds: 60_999_999)) == [failed])
    #expect(try reasons(EventFilter(limit: 0)).isEmpty)
    #expect(try reasons(EventFilter(limit: -5)).isEmpty)
    // At one instant, what was decided comes before what came of it.
    #expect(try reasons(EventFilter(limit: 2)) == ["ScalingReplicaSet", "Created"])
  }

  @Test func `pods are those of one workload if it is named`() throws {
    #expect(try store.reader.pods(of: 1, workload: "Deployment/default/feed") == run.pods)
    #expect(try store.reader.pods(of: 1, workload: "Deployment/default/fee").isEmpty)
    #expect(try store.reader.pods(of: 2).isEmpty)
  }

  @Test(arguments: [
    "DELETE FROM run", "PRAGMA user_version = 7", "SELECT 1; SELECT 2", "", "SELEC",
  ])
  func `a query may only read`(sql: String) throws {
    #expect {
      try store.reader.table(sql: sql)
    } throws: { error in
      guard case RunStoreError.query = error else { return false }
      return true
    }
    #expect(try store.reader.runs().count == 1)
  }

  @Test func `a query stops at its limit and keeps the types`() throws {
    let table = try store.reader.table(
      sql: "SELECT 1 AS a, 0.5 AS b, 'x' AS c, NULL AS d, x'00ff' AS e FROM pod", limit: 2)
    #expect(table.columns == ["a", "b", "c", "d", "e"])
    #expect(
      table.rows
        == [[.integer(1), .real(0.5), .text("x"), .null, .blob([0, 255])]] + [table.rows[0]])
  }
}
