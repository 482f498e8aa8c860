// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Testing

struct HostileNamesTests {
  private static let names = [
    "", "'", "\"", "''; DROP TABLE run; --", "back\\slash", "tab\tline\nreturn\r", "\u{1}\u{1F}",
    "日本語", "👩‍👩‍👧‍👦", "e\u{301}", "\u{FEFF}bom", "%_*?[a-z]", "{\"a\":1}", "</script>", "\u{2028}",
    "\u{10FFFF}", String(repeating: "x", count: 100_000),
  ]

  @Test(arguments: names) func `a name comes back as it went in`(name: String) throws {
    try expect(name, isReadAs: name)
  }

  @Test func `a NUL is made visible`() throws {
    try expect("a\0b\0", isReadAs: "a\u{2400}b\u{2400}")
  }

  private func expect(_ name: String, isReadAs seen: String) throws {
    let folder = try ScratchFolder()
    let store = try RunStore(path: folder.file())
    var run = SampleRun(scenario: name)
    run.header.overrides = [name, name]
    run.header.inputHash = name
    run.header.version = name
    let metric = Metric("m", .count, .gauge, labels: ["a", "b"], help: "Help's \"text\".")
    run.series = [Series(metric, [name, "x"]), Series(metric, ["x", name])]
    run.chunks = []
    run.events = [
      EventRecord(
        timeMicroseconds: 1, isWarning: false, kind: name, object: name, reason: name,
        message: name)
    ]
    run.pods = [
      PodRecord(name: name, workload: name, revision: 1, node: name, stages: .init())
    ]
    run.outcome.summary = [SummaryRecord(subject: name, name: name, value: 1, unit: name)]
    let id = try run.write(to: store)

    let reader = store.reader
    #expect(try reader.run(id).header.scenario == seen)
    #expect(try reader.run(id).header.overrides == [seen, seen])
    #expect(try reader.run(matching: seen).id == id)
    #expect(try reader.series(of: id).map(\.labelValues) == [[seen, "x"], ["x", seen]])
    #expect(
      try reader.pods(of: id).map { [$0.name, $0.workload, $0.node] } == [[seen, seen, seen]])
    let events = try reader.events(of: id, EventFilter(kind: seen, object: seen, reason: seen))
    #expect(events.map(\.message) == [seen])
    #expect(try reader.summary(of: id).map(\.subject) == [seen])
    let label = try reader.table(sql: "SELECT labels ->> 'a' FROM series ORDER BY ordinal")
    #expect(label.rows == [[.text(seen)], [.text("x")]])
    #expect(try store.integrityFaults().isEmpty)
  }

  @Test func `names of series are escaped as Prometheus does`() throws {
    let folder = try ScratchFolder()
    let store = try RunStore(path: folder.file())
    let writer = RunWriter(store)
    _ = try writer.begin(SampleRun().header, startedAtUnixSeconds: 1)
    let plain = Metric("up", .count, .gauge, labels: [], help: "Whether it is up.")
    let labelled = Metric("m", .count, .gauge, labels: ["a"], help: "Help.")
    try writer.define(series: [Series(plain, []), Series(labelled, ["\"q\"\\\n"])])
    let names = try store.reader.table(sql: "SELECT name FROM series ORDER BY ordinal")
    #expect(names.rows == [[.text("up")], [.text(#"m{a="\"q\"\\\n"}"#)]])
  }
}
