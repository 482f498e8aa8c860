// SPDX-License-Identifier: Apache-2.0

import Metrics
import Testing

@testable import springtide

/// The figures of a summary become tables without a list of the figures there are.
struct SummaryTablesTests {
  private func record(
    _ subject: String, _ name: String, _ value: Double, _ unit: String = "count"
  ) -> SummaryRecord {
    SummaryRecord(subject: subject, name: name, value: value, unit: unit)
  }

  @Test func `workloads of one kind share a table with grouped columns`() {
    let lines = SummaryTables([
      record("Deployment/default/feed", "replicas_min", 3),
      record("Deployment/default/feed", "replicas_max", 120),
      record("Deployment/default/feed", "latency_p99", 0.1234, "seconds"),
      record("Deployment/default/search", "replicas_min", 1),
      record("Deployment/default/search", "latency_p99", .nan, "seconds"),
      record("Deployment/default/search", "requests_demand", 12_345, "requests/s"),
    ]).lines()
    #expect(
      lines == [
        "            replicas  latency  requests",
        "Deployment  min  max      p99    demand",
        "                                     /s",
        "feed          3  120    123ms         -",
        "search        1    -        -     12.3k",
      ])
  }

  @Test func `namespaces are shown as soon as one is not the default`() {
    let lines = SummaryTables([
      record("Deployment/default/a", "x", 1), record("Deployment/shop/b", "x", 2),
    ]).lines()
    #expect(lines == ["Deployment  x", "default/a   1", "shop/b      2"])
  }

  @Test func `a subject without a kind has a row of its own`() {
    let lines = SummaryTables([record("cluster", "pods", 12)]).lines()
    #expect(lines == ["cluster  pods", "           12"])
  }

  @Test func `the unit stands below the heading and not in it`() {
    let lines = SummaryTables([
      record("Pool/a", "cpu_usage_cores_mean", 2, "cores"), record("Pool/a", "pods", 5),
      record("Pool/a", "pods_pending", 1), record("Pool/a", "rollout_seconds", 90, "seconds"),
    ]).lines()
    #expect(
      lines == [
        "      -- cpu ---  --- pods ---",
        "Pool  usage mean  all  pending  rollout",
        "           cores",
        "a              2    5        1  1min30s",
      ])
  }

  @Test func `a figure keeps its group even if that is its unit`() {
    let lines = SummaryTables([
      record("Pool/a", "requests_total", 9, "requests"),
      record("Pool/a", "requests_failed_ratio", 0.5, "ratio"),
    ]).lines()
    #expect(lines == ["      - requests --", "Pool  total  failed", "a         9     50%"])
  }

  @Test func `classes stand one below the other`() {
    let lines = SummaryTables([record("cluster", "pods", 1), record("Pool/a", "nodes", 2)]).lines()
    #expect(lines == ["cluster  pods", "            1", "", "Pool  nodes", "a         2"])
  }

  @Test func `many figures are spread over tables within a hundred columns`() {
    let records = (0..<40).map { record("Pool/online", "group\($0 / 4)_figure\($0)", 1) }
    let lines = SummaryTables(records).lines()
    #expect(lines.allSatisfy { $0.count <= SummaryTables.mostColumns })
    for index in 0..<40 {
      #expect(lines.contains { $0.contains("figure\(index)") }, "figure \(index) is lost")
    }
    #expect(lines.count { $0.hasPrefix("online") } > 1)
  }

  @Test(arguments: [
    (0.25, "ratio", "25%"), (0.0, "ratio", "0%"), (1e-9, "ratio", "<0.001%"),
    (1e-5, "ratio", "0.001%"), (1.5, "seconds", "1.5s"),
    (2048.0, "bytes", "2Ki"), (12_345.0, "requests", "12.3k"), (99.5, "cores", "99.5"),
    (.infinity, "seconds", "-"),
  ])
  func `a cell is short`(value: Double, unit: String, text: String) {
    #expect(SummaryTables.cell(value, unit: unit) == text)
  }
}
