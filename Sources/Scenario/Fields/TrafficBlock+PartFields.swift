// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension TrafficBlock.Point: ScenarioBlock {
  static let blank = TrafficBlock.Point(at: .zero, rate: 0)

  static let fields: [Field<TrafficBlock.Point>] = [
    Field("at", \.at, .moment(withinRun: false), .required, "The instant."),
    Field("rate", \.rate, .rate, .required, "Requests per second."),
  ]
}

extension TrafficBlock.RecordingBlock: ScenarioBlock {
  static let blank = TrafficBlock.RecordingBlock(path: "")
  static let shapeName: String? = "recording"

  static let fields: [Field<TrafficBlock.RecordingBlock>] = [
    Field(
      "path", \.path, .path(to: "a CSV file"), .required, "The file, relative to the scenario."),
    Field(
      "column", optional: \.column, .text(atMost: 200), absent: "the second of two columns",
      "The column of the rate, by its name in the header."),
  ]
}

extension TrafficBlock.DailyBlock: ScenarioBlock {
  static let blank = TrafficBlock.DailyBlock(low: 0, high: 0, peakSecondOfDay: 0)

  static let fields: [Field<TrafficBlock.DailyBlock>] = [
    Field("low", \.low, .rate, .required, "The least rate of the day, twelve hours from the peak."),
    Field("high", \.high, .rate, .required, "The greatest rate of the day."),
    Field("peakAt", \.peakSecondOfDay, .timeOfDay, .required, "The local time of the peak."),
  ]

  static func check(_ block: inout TrafficBlock.DailyBlock, at value: Value, _ reading: Reading) {
    guard block.high < block.low else { return }
    reading.report(
      value["high"] ?? value, key: "high", found: "found \(UnitText.numberText(block.high))",
      expected: "at least low, which is \(UnitText.numberText(block.low))")
  }
}

extension TrafficBlock.BurstBlock: ScenarioBlock {
  static let blank = TrafficBlock.BurstBlock(at: .zero)

  static let fields: [Field<TrafficBlock.BurstBlock>] = [
    Field(
      "at", \.at, .moment(withinRun: false), .required, "The instant at which the rise begins."),
    Field(
      "times", \.times, .number(0...10_000), .convention("the height is that of rate alone"),
      "The height as a multiple of the rate without bursts at that instant."),
    Field(
      "rate", \.rate, .rate, .convention("the height is that of times alone"),
      "The height in requests per second; adds to times."),
    Field(
      "rise", \.rise, .duration(.milliseconds(1), to: .hours(24)),
      .derived("the middle of 30 to 60 s, from reports of televised galas of 2014 to 2016"),
      "The length of the linear rise."),
    Field(
      "decay", \.decay, .duration(.milliseconds(1), to: .hours(24)),
      .derived("within 120 to 300 s, from reports of the same galas"),
      "The time constant of the fall."),
  ]

  static func check(_ block: inout TrafficBlock.BurstBlock, at value: Value, _ reading: Reading) {
    if block.times == 0, block.rate == 0 {
      reading.report(value, found: "a burst of no height", expected: "times, rate or both")
    } else if let duration = reading.duration, block.at.sinceStart >= duration {
      reading.report(
        .warning, (value["at"] ?? value).mark, "at", found: "the burst begins after the run",
        hint: "it has no effect")
    }
  }
}
