// SPDX-License-Identifier: Apache-2.0

import Metrics
import Planner
import Report
import Testing

@testable import springtide

/// The small parts of the output.
struct OutputTests {
  @Test(
    arguments: [
      (0, "0s"), (1_000_000, "1s"), (1_250_000, "1.250s"), (5, "0.000005s"), (90_000_000, "1m30s"),
      (60_000_000, "1m"),
      (3_600_000_000, "1h00m"), (3_601_000_000, "1h00m01s"), (28_800_000_000, "8h00m"),
      (-90_000_000, "-1m30s"), (3_600_500_000, "1h00m00.500s"),
    ] as [(Int64, String)])
  func `a span is written as Go does`(microseconds: Int64, text: String) {
    #expect(Span.text(microseconds: microseconds) == text)
  }

  @Test(arguments: [
    ("kube_*", "kube_pod", true), ("kube_*", "springtide_kube_", false), ("*", "", true),
    ("?", "", false), ("?", "é", true), ("a*b*c", "a123b45c", true), ("a*b*c", "a123c", false),
    ("*{name=\"hpa\"}", "workqueue_depth{name=\"hpa\"}", true), ("", "", true), ("", "a", false),
  ])
  func `stars and question marks`(pattern: String, text: String, fits: Bool) {
    #expect(Glob(pattern).matches(text) == fits)
  }

  @Test func `a pattern of many stars is answered at once`() {
    let pattern = String(repeating: "a*", count: 200) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 5_000)))
  }

  @Test func `fields of CSV are quoted where they must be`() {
    #expect(CSVText.line(["a", "b,c", "d\"e", "f\ng", ""]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\n")
  }

  @Test(arguments: [
    (1.0, "1"), (0.1, "0.1"), (-2.5, "-2.5"), (.nan, ""), (.infinity, "inf"), (1e20, "1e+20"),
  ])
  func `numbers of CSV are exact and missing ones empty`(value: Double, text: String) {
    #expect(CSVText.number(value) == text)
  }

  @Test func `JSON has null for what is no number`() throws {
    let text = try JSONText.line([JSONNumber(value: 0.5), JSONNumber(value: .nan)])
    #expect(text == "[0.5,null]")
  }

  @Test func `instants carry the offset of the scenario's clock`() {
    var header = RunHeader(
      scenario: "a", inputHash: "", seed: 1, version: "1", startUnixSeconds: 1_549_274_400,
      utcOffsetSeconds: 28_800, durationMicroseconds: 1, sampleIntervalMicroseconds: 1)
    #expect(InstantText(header).iso(15_000_000) == "2019-02-04T18:00:15+08:00")
    #expect(InstantText(header).iso(250_000) == "2019-02-04T18:00:00.250000+08:00")
    #expect(InstantText(header).stamp(15_250_999) == "2019-02-04 18:00:15.250")
    header.utcOffsetSeconds = -12_600
    #expect(InstantText(header).iso(0) == "2019-02-04T06:30:00-03:30")
    header.utcOffsetSeconds = 0
    #expect(InstantText(header).iso(0) == "2019-02-04T10:00:00Z")
  }

  @Test(
    arguments: [
      ("0s", 0), ("2h30m", 9_000_000_000), ("1.5s", 1_500_000), ("350ms", 350_000),
      ("1d", 86_400_000_000),
      ("20:00", 7_200_000_000), ("20:00:15", 7_215_000_000), ("18:00", 0),
      ("17:59", 86_340_000_000),
    ] as [(String, Int64)])
  func `a moment counts from the start or is a time of day`(text: String, expected: Int64) throws {
    let clock = WallClock(startUnixSeconds: 1_549_274_400, utcOffsetSeconds: 28_800)
    #expect(try Moment(text, option: "--from", clock: clock).microseconds == expected)
  }

  @Test(arguments: [
    "", "5", "m", "-1h", "1h-", "1 h", "1e9h", "9999999999999h", "nan", "infs", ".s", "1..5s",
    "24:00", "12:60", "1:2", "12:00:", "12:00:00:00", "１２:00", "20：00",
  ])
  func `what is no moment is bad input`(text: String) {
    let clock = WallClock(startUnixSeconds: 0, utcOffsetSeconds: 0)
    let failure = #expect(throws: CommandFailure.self) {
      try Moment(text, option: "--from", clock: clock)
    }
    #expect(failure?.code == 2)
    #expect(failure?.message?.hasPrefix("--from: found \"") == true)
  }

  @Test func `the progress bar tells share, time and events`() {
    let progress = RunProgress(
      nowMicroseconds: 3_600_000_000, endMicroseconds: 7_200_000_000, eventCount: 12_345)
    #expect(
      ProgressBar.line(progress)
        == "[===============               ]  50%  1h00m of 2h00m  12,345 events")
  }

  @Test func `a pattern that fits no series is bad input with a suggestion`() throws {
    let metric = try #require(MetricCatalog.metric(named: "workqueue_depth"))
    let series = [Series(metric, ["hpa"]), Series(metric, ["deployment"])]
    #expect(try SeriesChoice(patterns: []).ordinals(in: series) == [0, 1])
    #expect(try SeriesChoice(patterns: ["*hpa*"]).ordinals(in: series) == [0])
    #expect(try SeriesChoice(patterns: ["workqueue_*"]).ordinals(in: series) == [0, 1])
    let failure = #expect(throws: CommandFailure.self) {
      try SeriesChoice(patterns: ["workqeue_depth"]).ordinals(in: series)
    }
    #expect(failure?.code == 2)
    #expect(
      failure?.message == "no series fits \"workqeue_depth\"; did you mean \"workqueue_depth\"?")
  }
}
