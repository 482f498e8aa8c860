// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Metrics
import Report
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct ReportPageTests {
  @Test func `a page is well-formed and shows what identifies the run`() throws {
    let html = try page([Sample.run()])
    for words in [
      "evening", "0123456789abcdef", "1.2.3", "2019-02-04 18:00:00", "UTC+08:00", "12,345",
      "✗ objective missed", "default/feed", "objective: p99 ≤ 200 ms", "3 of 60 × 1 min",
      "2019-02-04 18:10:00", "2019-02-04 18:12:00", "CPU of pool online", "max 500 ms",
    ] { #expect(html.contains(words), "\(words)") }
    for strange in ["src=", "href=\"http", "url(", "@import"] {
      #expect(!html.contains(strange), "\(strange)")
    }
  }

  @Test func `the same run gives the same bytes`() throws {
    #expect(try page([Sample.run()]) == page([Sample.run()]))
    #expect(try page([Sample.run()]) != page([Sample.run(workload: "other")]))
  }

  @Test func `the span in which the objective is missed is shaded once`() throws {
    let html = try page([Sample.run()])
    #expect(html.components(separatedBy: "class=\"miss\"").count == 2)
    let met = try page([Sample.run(outcome: Sample.outcome())])
    #expect(!met.contains("class=\"miss\""))
  }

  @Test(
    arguments: [
      "<script>alert(1)</script>", "\"><img onerror=x>", "'&amp;", "]]>", "{{style}}",
      "a\u{0}b\u{1B}",
      "\"\u{301} onload=x", "<\u{301}b>", "\u{202E}evil", "&#x3c;b",
    ])
  func `names from files cannot become markup`(name: String) throws {
    let hostile = try [
      hostilePage(name, isComparison: false), hostilePage(name, isComparison: true),
    ]
    let plain = try [hostilePage("x", isComparison: false), hostilePage("x", isComparison: true)]
    #expect(hostile[0].isSubset(of: plain[0]) && hostile[1].isSubset(of: plain[1]))
    #expect(hostile[0].contains("script") && !hostile[0].contains("img"))
  }

  /// The names of all elements and attributes of a page on which every name is `name`.
  private func hostilePage(_ name: String, isComparison: Bool) throws -> Set<String> {
    var stages = PodRecord.Stages()
    stages.created = 0
    let objective = Sample.objective(missed: 2, target: "Deployment/default/\(name)")
    let summary = [SummaryRecord(subject: name, name: name, value: 1, unit: name)]
    var run = try Sample.run(
      name: name, workload: name, outcome: Sample.outcome([objective], summary: summary),
      events: [
        EventRecord(
          timeMicroseconds: 5, isWarning: true, kind: name, object: name, reason: name,
          message: name)
      ],
      pods: [PodRecord(name: name, workload: name, revision: 1, node: name, stages: stages)])
    run.header.scenario = name
    run.header.version = name
    run.header.overrides = [name]
    try Sample.add("workqueue_depth", [name], to: &run) { Double($0) }
    let html = try page(isComparison ? [run, Sample.run()] : [run])
    let names = MarkupNames()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = names
    #expect(parser.parse())
    #expect(names.scripts == 1)
    return names.found
  }

  @Test func `several runs share the charts and each has its colour and name`() throws {
    let html = try page([
      Sample.run(name: "with warm-up"),
      Sample.run(name: "without", outcome: Sample.outcome([Sample.objective(missed: 0)])),
    ])
    for words in [
      "2 runs laid over each other", "served, with warm-up", "served, without",
      "with warm-up: ✗ objective missed", "without: ✓ objective met", "✗ 1 of 2 objectives missed",
    ] { #expect(html.contains(words), "\(words)") }
    #expect(!html.contains("demand, without"), "only principal lines are drawn")
    #expect(html.contains("class=\"line k1\"") && html.contains("class=\"line k2\""))
  }

  @Test func `changes against the first run are shown in the summary`() throws {
    func run(_ name: String, _ value: Double) throws -> ReportedRun {
      let figure = SummaryRecord(
        subject: "Deployment/default/feed", name: "latency_p99_max", value: value, unit: "seconds")
      return try Sample.run(name: name, outcome: Sample.outcome(summary: [figure]))
    }
    let html = try page([run("a", 0.2), run("b", 0.3), run("c", 0.2)])
    #expect(html.contains("latency p99 max"))
    #expect(html.contains(">+50%<"))
    #expect(html.contains(">=<"))
  }

  @Test func `runs beyond the most that can be told apart are left out and counted`() throws {
    let runs = try (1...10).map { try Sample.run(name: "number \($0)") }
    let html = try page(runs)
    #expect(html.contains("2 more runs are left out."))
    #expect(html.contains("number 8") && !html.contains("number 9"))
  }

  @Test func `a run without traffic, objectives, events and pods says so`() throws {
    let empty = ReportedRun(name: "r", header: Sample.header(), outcome: Sample.outcome())
    let html = try page([empty])
    for words in [
      "complete, without objectives", "The scenario sets no objectives.",
      "Nothing was recorded of the cluster.", "Nothing happened that a timeline would show.",
      "The run recorded no pods.",
    ] { #expect(html.contains(words), "\(words)") }
    #expect(!html.contains("NaN") && !html.contains("<svg class=\"chart\""))

    var idle = empty
    try Sample.add(
      "kube_deployment_status_replicas_ready", ["default", "idle"], to: &idle
    ) { _ in 2 }
    #expect(try page([idle]).contains("No traffic was directed at this workload."))
  }

  @Test func `no run at all is still a page`() throws {
    #expect(try page([]).contains("No runs"))
  }

  @Test func `a run that did not end is called incomplete`() throws {
    let html = try page([Sample.run(outcome: nil)])
    #expect(html.contains("this run is not complete"))
    #expect(html.contains("ends at 2019-02-04 18:59:00 instead of 2019-02-04 19:00:00"))
    #expect(html.contains("Objectives are judged at the end of a run, which was not reached."))
    #expect(!html.contains("✓"))
  }

  @Test func `the slowest pods are listed first and one that waits is marked`() throws {
    let pods = (0..<40).map { index in
      var stages = PodRecord.Stages()
      stages.created = Sample.minute
      stages.scheduled = stages.created + 1_000_000
      stages.pulled = stages.scheduled + Int64(index) * 1_000_000
      stages.started = stages.pulled + 500_000
      stages.ready = stages.started + 250_000
      return PodRecord(
        name: "feed-\(index)", workload: "Deployment/default/feed", revision: 1, node: "n",
        stages: stages)
    }
    var stuck = PodRecord.Stages()
    stuck.created = 30 * Sample.minute
    let waiting = PodRecord(
      name: "feed-stuck", workload: "Deployment/default/feed", revision: 1, node: nil,
      stages: stuck)
    let run = try Sample.run(pods: pods + [waiting])
    #expect(run.slowestPods.map(\.name).prefix(3) == ["feed-stuck", "feed-39", "feed-38"])
    let html = try page([run])
    #expect(html.contains("15 of 41 pods that the run recorded."))
    #expect(html.contains("&gt; 30 min"))
    #expect(!html.contains(">feed-3<"))
    // 39 s of the 40.75 s that the slowest ready pod took; the waiting pod's bar is full.
    #expect(html.contains("y=\"0\" width=\"153.1\""))
    #expect(html.contains("x=\"0\" y=\"0\" width=\"160\""))
  }

  @Test func `a stored run is read with its series, events and outcome`() throws {
    let path = NSTemporaryDirectory() + "report-\(ProcessInfo.processInfo.processIdentifier).sqlite"
    defer {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
    let store = try RunStore(path: path)
    let writer = RunWriter(store)
    _ = try writer.begin(Sample.header(), startedAtUnixSeconds: 0)
    let metric = try #require(MetricCatalog.metric(named: "springtide_requests_served"))
    try writer.define(series: [Series(metric, ["default", "feed", "deployment"])])
    try writer.append(chunks: [
      SampleChunk(
        series: 0, startMicroseconds: 0, stepMicroseconds: Sample.minute,
        values: (0..<60).map { Double($0) })
    ])
    try writer.append(events: [
      EventRecord(
        timeMicroseconds: 7, isWarning: true, kind: "Node", object: "n-1",
        reason: "NodeNotReady", message: "gone")
    ])
    let open = try page([ReportedRun(reading: store.reader.run(1), from: store.reader)])
    #expect(open.contains("this run is not complete"))
    try writer.finish(Sample.outcome([Sample.objective(missed: 1)]), wallSeconds: 1)
    let html = try page([ReportedRun(reading: store.reader.run(1), from: store.reader)])
    for words in ["max 59", "NodeNotReady", "0123456789abcdef", "✗ objective missed"] {
      #expect(html.contains(words), "\(words)")
    }
    try store.close()
  }

  @Test func `eight hours of six services stay below a megabyte and a half`() throws {
    var run = try Sample.run()
    var luck: UInt64 = 3
    for service in 0..<6 {
      for metric in MetricCatalog.all where metric.labels.first == "namespace" {
        let labels = ["default", "s\(service)", "0.99", "used"].prefix(metric.labels.count)
        try Sample.add(metric.name, Array(labels), to: &run, count: 28_800) { _ in
          luck = luck &* 6_364_136_223_846_793_005 &+ 1
          return Double(luck >> 44)
        }
      }
    }
    #expect(try page([run]).utf8.count < 1_500_000)
  }

  /// The page, parsed as XML: what is not well-formed throws.
  private func page(_ runs: [ReportedRun]) throws -> String {
    let html = try ReportPage.render(runs)
    let parser = XMLParser(data: Data(html.utf8))
    if !parser.parse() {
      Issue.record("line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }
    return html
  }
}

/// Gathers the names of elements and attributes.
private final class MarkupNames: NSObject, XMLParserDelegate {
  var found = Set<String>()
  var scripts = 0

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    found.insert(elementName)
    found.formUnion(attributes.keys)
    if elementName == "script" { scripts += 1 }
  }
}
