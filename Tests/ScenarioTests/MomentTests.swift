// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@Suite struct MomentTests {
  /// What is written, and the seconds after 2026-01-01T00:00:00Z that it means.
  @Test(arguments: [
    ("0s", 0), ("0", 0), ("90s", 90), ("1m30s", 90), ("0.5h", 1800), ("1h0.5m", 3630),
    ("00:00", 0), ("00:00:00", 0), ("00:01", 60), ("23:59:59", 86_399),
    ("2026-01-01T00:00:00Z", 0), ("2026-01-01T08:00:00+08:00", 0),
    ("2026-01-01 00:00:10Z", 10), ("2025-12-31T23:00:00-02:00", 3600), ("1d", 86_400),
  ])
  func `a moment is a duration, a time of day or an instant`(_ text: String, _ seconds: Int) throws
  {
    let result = try read(start: "2026-01-01T00:00:00Z", at: text)
    #expect(result == Int64(seconds) * 1_000_000)
  }

  /// A start, a time of day, and the seconds until clocks first show it.
  @Test(arguments: [
    ("2019-02-04T18:00:00+08:00", "20:00", 7200), ("2019-02-04T18:00:00+08:00", "18:00:00", 0),
    ("2019-02-04T18:00:00+08:00", "17:59:59", 86_399),
    ("2019-02-04T18:00:00+08:00", "00:00:30", 21_630),
    ("2019-02-04T02:00:00-11:30", "01:59", 86_340), ("1970-01-01T00:00:00+14:00", "00:00", 0),
    ("1970-01-01T00:00:00-14:00", "12:00", 43_200),
  ])
  func `a time of day is read on the clock of the start`(
    _ start: String, _ text: String, _ seconds: Int
  ) throws {
    #expect(try read(start: start, at: text) == Int64(seconds) * 1_000_000)
  }

  @Test(arguments: [
    "24:00", "8:00", "20:60", "20:00:60", "20-00", "", "h", "1", "1.s", ".5s", "1s ", "1e3s",
    "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00", "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00+25:00", "2026-01-01T00:00:00+08",
    "1969-12-31T00:00:00Z", "0.0000001s", "401d", "٣s", "+1s", "99999999999999999999s",
  ])
  func `what is no moment is refused`(_ text: String) throws {
    let folder = try ScenarioFolder()
    let result = folder.read(
      "minimal.yaml", set: ["spec.timeline=[{at: '\(text)', apply: x.yaml}]"])
    #expect(result.scenario == nil)
    let paths = result.diagnostics.map(\.path)
    #expect(paths.contains("spec.timeline[0].at"))
  }

  @Test func `leap years follow the calendar`() throws {
    let days = [
      ("2024-02-29T00:00:00Z", 1_709_164_800), ("2000-02-29T12:00:00Z", 951_825_600),
      ("2400-03-01T00:00:00Z", 13_574_649_600),
    ]
    for (text, unix) in days {
      let result = try ScenarioFolder().read("minimal.yaml", set: ["spec.start='\(text)'"])
      #expect(result.scenario?.start.unixSeconds == Int64(unix))
    }
    let result = try ScenarioFolder().read(
      "minimal.yaml", set: ["spec.start='2100-02-29T00:00:00Z'"])
    #expect(result.scenario == nil)
  }

  private func read(start: String, at text: String) throws -> Int64? {
    let burst = "spec.traffic=[{target: {kind: Deployment, name: feed}, rate: {points: "
    let result = try ScenarioFolder().read(
      "minimal.yaml",
      set: [
        "spec.start='\(start)'", "spec.duration=2d",
        "spec.clusters[0].manifests=[manifests/feed-v2.yaml]",
        "spec.behavior=[{target: {kind: Deployment, name: feed}, request: {cpu: 1ms}}]",
        burst + "[{at: '\(text)', rate: 1}]}}]",
      ])
    return result.scenario?.traffic.first?.rate.points.first?.at.microseconds
  }
}
