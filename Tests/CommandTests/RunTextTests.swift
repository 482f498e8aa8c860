// SPDX-License-Identifier: Apache-2.0

import Metrics
import Testing

@testable import springtide

/// The whole summary of a run as text.
struct RunTextTests {
  private let header = RunHeader(
    scenario: "evening", inputHash: "0", seed: 7, version: "1", startUnixSeconds: 1_549_274_400,
    utcOffsetSeconds: 28_800, durationMicroseconds: 28_800_000_000,
    sampleIntervalMicroseconds: 15_000_000)

  private func objective(missed: Int) -> ObjectiveRecord {
    ObjectiveRecord(
      target: "Deployment/default/feed", objective: "p99 latency", bound: 0.2,
      actual: missed > 0 ? 0.75 : 0.1, unit: "seconds", windowsMissed: missed, windows: 480,
      windowMicroseconds: 60_000_000, firstMissMicroseconds: missed > 0 ? 7_200_000_000 : -1,
      lastMissMicroseconds: missed > 0 ? 7_380_000_000 : -1)
  }

  private func text(
    _ objectives: [ObjectiveRecord], digest: String? = "0123456789abcdef"
  ) -> [String] {
    RunText(
      header: header, digest: digest, eventCount: digest.map { _ in 1_234_567 },
      summary: [SummaryRecord(subject: "cluster", name: "pods", value: 3, unit: "count")],
      objectives: objectives
    ).lines()
  }

  @Test func `a run that meets its objective`() {
    #expect(
      text([objective(missed: 0)]) == [
        "scenario    evening",
        "simulated   8h00m, 2019-02-04 18:00:00 to 2019-02-05 02:00:00 UTC+08:00",
        "seed        7",
        "events      1,234,567",
        "digest      0123456789abcdef",
        "",
        "cluster  pods",
        "            3",
        "",
        "objective                                   reached  windows missed",
        "Deployment/feed  p99 latency <= 200ms  met    100ms",
        "",
        "the objective is met",
      ])
  }

  @Test func `the last line of a run counts the missed objectives`() {
    let lines = text([objective(missed: 3), objective(missed: 0)])
    #expect(lines.last == "1 of 2 objectives missed")
    #expect(
      lines.contains(
        "Deployment/feed  p99 latency <= 200ms  MISSED    750ms  3 of 480 x 1m   "
          + "20:00:00 to 20:03:00"))
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test func `a single missed objective is said plainly`() {
    #expect(text([objective(missed: 3)]).last == "the objective is missed")
  }

  @Test func `an incomplete run has neither digest nor verdict`() {
    let lines = text([], digest: nil)
    #expect(!lines.contains { $0.hasPrefix("digest") || $0.hasPrefix("events") })
    #expect(lines.last == "            3")
  }

  @Test func `control characters of a name do not reach the terminal`() {
    #expect(RunText.plain("a\u{1B}[31mb\n") == "a\u{FFFD}[31mb\u{FFFD}")
  }
}
