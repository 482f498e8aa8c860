// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Testing

struct RunWriterTests {
  @Test func `a run comes back as it was written`() throws {
    let folder = try ScratchFolder()
    let run = SampleRun()
    let id = try run.write(to: RunStore(path: folder.file()))
    let reader = try RunStore(readingFrom: folder.file()).reader
    let record = try reader.run(id)
    #expect(record.header == run.header)
    #expect(record.status == .complete)
    #expect(record.digest == run.outcome.digest)
    #expect(record.eventCount == run.outcome.eventCount)
    #expect(record.wallStartedUnixSeconds == 1_700_000_000)
    #expect(record.wallSeconds == 0.25)
    #expect((record.objectivesMet, record.objectivesMissed) == (1, 1))
    #expect(try reader.series(of: id) == run.series)
    #expect(try reader.pods(of: id) == run.pods)
    #expect(
      try reader.events(of: id, EventFilter(includesPodStages: false)) == run.events)
    #expect(try reader.objectives(of: id) == run.outcome.objectives)
    #expect(try reader.summary(of: id) == run.outcome.summary)
    for chunk in run.chunks {
      let found = try reader.samples(of: id, series: chunk.series)
      #expect(found.count == 1)
      #expect(found.first?.startMicroseconds == chunk.startMicroseconds)
      #expect(found.first?.stepMicroseconds == chunk.stepMicroseconds)
      #expect(found.first?.values.map(\.bitPattern) == chunk.values.map(\.bitPattern))
    }
  }

  @Test func `a run is incomplete from its first row to its last`() throws {
    let folder = try ScratchFolder()
    let store = try RunStore(path: folder.file())
    let run = SampleRun()
    let writer = RunWriter(store)
    let id = try writer.begin(run.header, startedAtUnixSeconds: 1)
    #expect(try store.reader.run(id).status == .incomplete)
    #expect(try store.reader.run(id).digest == nil)
    try writer.define(series: run.series)
    try writer.append(chunks: run.chunks)
    try writer.append(pods: run.pods)
    let record = try store.reader.run(id)
    #expect(record.status == .incomplete)
    #expect(record.eventCount == nil)
    #expect(record.wallSeconds == nil)
    #expect((record.objectivesMet, record.objectivesMissed) == (0, 0))
    try writer.finish(run.outcome, wallSeconds: 2)
    #expect(try store.reader.run(id).status == .complete)
  }

  @Test func `the greatest seed and an offset west of Greenwich survive`() throws {
    let folder = try ScratchFolder()
    let store = try RunStore(path: folder.file())
    var run = SampleRun(seed: .max)
    run.header.utcOffsetSeconds = -(3 * 3600 + 1800)
    let id = try run.write(to: store)
    #expect(try store.reader.run(id).header == run.header)
    let table = try store.reader.table(sql: "SELECT seed, start_clock FROM runs")
    #expect(
      table.rows == [[.text("18446744073709551615"), .text("2019-02-04T06:30:00-03:30")]])
  }

  @Test func `calls out of order are refused and change nothing`() throws {
    let folder = try ScratchFolder()
    let store = try RunStore(path: folder.file())
    let run = SampleRun()
    let writer = RunWriter(store)
    #expect(throws: RunStoreError.self) { try writer.append(pods: run.pods) }
    let id = try writer.begin(run.header, startedAtUnixSeconds: 1)
    #expect(throws: RunStoreError.self) {
      try writer.begin(run.header, startedAtUnixSeconds: 1)
    }
    #expect(throws: RunStoreError.self) { try writer.append(chunks: run.chunks) }
    try writer.finish(run.outcome, wallSeconds: 1)
    #expect(throws: RunStoreError.refused(detail: "run \(id) is complete")) {
      try writer.append(events: run.events)
    }
    #expect(throws: RunStoreError.self) { try writer.finish(run.outcome, wallSeconds: 1) }
    #expect(try store.reader.runs().count == 1)
    #expect(try store.reader.events(of: id).isEmpty)
  }

  @Test(arguments: [0, -1, Int64.max])
  func `a step that makes no sense is refused`(step: Int64) throws {
    let folder = try ScratchFolder()
    let writer = RunWriter(try RunStore(path: folder.file()))
    let run = SampleRun()
    _ = try writer.begin(run.header, startedAtUnixSeconds: 1)
    try writer.define(series: run.series)
    let chunk = SampleChunk(
      series: 0, startMicroseconds: 0, stepMicroseconds: step, values: [1, 2])
    #expect(throws: RunStoreError.self) { try writer.append(chunks: [chunk]) }
  }

  @Test func `a batch that fails leaves nothing behind`() throws {
    let folder = try ScratchFolder()
    let store = try RunStore(path: folder.file())
    let run = SampleRun()
    let writer = RunWriter(store)
    let id = try writer.begin(run.header, startedAtUnixSeconds: 1)
    try writer.define(series: run.series)
    try writer.append(chunks: [run.chunks[0]])
    // The second of these is there already.
    #expect(throws: RunStoreError.self) {
      try writer.append(chunks: [run.chunks[1], run.chunks[0]])
    }
    #expect(try store.reader.samples(of: id, series: 1).isEmpty)
    try writer.append(chunks: [run.chunks[1]])
    #expect(try store.reader.samples(of: id, series: 1) == [run.chunks[1]])
  }

  @Test func `two writers share a file`() throws {
    let folder = try ScratchFolder()
    let (first, second) = (
      try RunStore(path: folder.file()), try RunStore(path: folder.file())
    )
    let (one, two) = (SampleRun(scenario: "one"), SampleRun(scenario: "two", slowness: 2))
    let (left, right) = (RunWriter(first), RunWriter(second))
    let ids = (
      try left.begin(one.header, startedAtUnixSeconds: 1),
      try right.begin(two.header, startedAtUnixSeconds: 2)
    )
    // Declaring by turns gives neither a closed range of rows.
    for (a, b) in zip(one.series, two.series) {
      try left.define(series: [a])
      try right.define(series: [b])
    }
    for (a, b) in zip(one.chunks, two.chunks) {
      try left.append(chunks: [a])
      try right.append(chunks: [b])
    }
    try left.finish(one.outcome, wallSeconds: 1)
    #expect(try first.reader.series(of: ids.0) == one.series)
    #expect(try first.reader.series(of: ids.1) == two.series)
    #expect(try first.reader.samples(of: ids.1, series: 3) == [two.chunks[3]])
    #expect(try first.reader.run(ids.1).status == .incomplete)
    #expect(try first.reader.table(sql: "SELECT count(*) FROM metric").rows == [[.integer(6)]])
  }
}
