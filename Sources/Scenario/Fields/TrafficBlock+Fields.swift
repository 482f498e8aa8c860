// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension TrafficBlock: ScenarioBlock {
  static let blank = TrafficBlock(target: .blank, rate: RateBlock())

  static let fields: [Field<TrafficBlock>] = [
    Field("target", \.target, .workload(uniqueIn: "traffic"), .required, "The workload."),
    Field("rate", \.rate, .block(RateBlock.self), .required, "The parts of the rate; they add up."),
  ]
}

extension TrafficBlock.RateBlock: ScenarioBlock {
  static let blank = TrafficBlock.RateBlock()

  /// A recorded curve before it is scaled and moved.
  private struct Recording {
    var block: TrafficBlock.RecordingBlock
    var points: [TrafficBlock.Point]
  }

  static let fields: [Field<TrafficBlock.RateBlock>] = [
    Field(
      "constant", \.constant, .rate, .convention("a part that is not given adds nothing"),
      "A rate that never changes."),
    Field(
      "points", \.points,
      .list(of: .block(TrafficBlock.Point.self), count: 1...100_000).also(checkOrder),
      .convention("a part that is not given adds nothing"),
      "Straight lines between points; the first and last rates hold outside."),
    Field(
      "csv", recordingForm, .absent("no recorded curve"),
      "A recorded curve: a CSV file with a header, seconds in the first column, a rate in another."
    ) { recording, rate in
      rate.recording = recording.block
      rate.csv = recording.points
    },
    Field(
      "scale", .number(0...1_000_000), .convention("the curve as it was recorded"),
      "Factor for the rates of the recorded curve.", default: "1"
    ) { scale, rate in rate.recording?.scale = scale },
    Field(
      "csvStart", .duration(), .convention("the run begins where the curve does"),
      "The instant of the recorded curve that is the start of the run.", default: "0s"
    ) { start, rate in rate.recording?.start = start },
    Field(
      "daily", optional: \.daily, .block(TrafficBlock.DailyBlock.self), absent: "no daily wave",
      "A cosine over 24 hours."),
    Field(
      "bursts", \.bursts, .list(of: .block(TrafficBlock.BurstBlock.self)),
      .convention("a part that is not given adds nothing"),
      "Short rises on top of the rest, with a linear rise and an exponential fall."),
  ]

  private static var recordingForm: Form<Recording> {
    let path = Form<String>.path(to: "a CSV file")
    let long = Form.block(TrafficBlock.RecordingBlock.self)
    return Form(
      shape: .either(
        ScalarShape(name: "path", bounds: "of a CSV file", notation: .string),
        BlockShape(name: "recording", fields: TrafficBlock.RecordingBlock.fieldShapes)),
      read: { value, reading in
        let isLong = value.entries != nil
        let block =
          isLong
          ? long.read(value, reading)
          : path.read(value, reading).map { TrafficBlock.RecordingBlock(path: $0) }
        guard let block else { return nil }
        return load(block, value["path"] ?? value, reading)
      },
      text: { $0.block.path })
  }

  private static func load(
    _ block: TrafficBlock.RecordingBlock, _ value: Value, _ reading: Reading
  ) -> Recording? {
    let file = reading.inputs.resolve(block.path)
    do throws(TextFault) {
      let bytes = try reading.inputs.read(file, as: .curve, atMost: CSVCurve.mostBytes)
      let points = CSVCurve.points(
        bytes, file: file, column: block.column, into: reading.diagnostics)
      return points.map { Recording(block: block, points: $0) }
    } catch {
      reading.report(value, expected: error.expected, hint: error.hint)
      return nil
    }
  }

  @Sendable private static func checkOrder(
    _ points: [TrafficBlock.Point], _ value: Value, _ reading: Reading
  ) {
    for index in points.indices.dropFirst() where points[index].at <= points[index - 1].at {
      let text = DurationText.text(points[index].at.sinceStart)
      reading.report(
        value.items?[index]["at"] ?? value, key: "[\(index)].at",
        found: "\(text) after the start", expected: "a moment after that of the point before")
      return
    }
  }

  static func check(_ block: inout TrafficBlock.RateBlock, at value: Value, _ reading: Reading) {
    let parts = ["constant", "points", "csv", "daily", "bursts"]
    if parts.allSatisfy({ value[$0]?.isNull ?? true }) {
      reading.report(
        value, found: "a rate without parts", expected: "one of " + parts.joined(separator: ", "))
    }
    guard let recording = block.recording else {
      for key in ["scale", "csvStart"] {
        guard let stray = value[key], !stray.isNull else { continue }
        reading.report(stray, key: key, found: "found without csv", expected: "a recorded curve")
      }
      return
    }
    if let highest = block.csv.map(\.rate).max(), highest * recording.scale > 1e9 {
      reading.report(
        value["scale"] ?? value, key: "scale",
        found: "the highest rate becomes \(UnitText.numberText(highest * recording.scale))",
        expected: "at most 1000000000 requests/s")
    }
    if let last = block.csv.last, recording.start > last.at.sinceStart {
      reading.report(
        value["csvStart"] ?? value, key: "csvStart",
        found: "found \(DurationText.text(recording.start))",
        expected: "at most the end of the curve at \(DurationText.text(last.at.sinceStart))")
    }
    block.csv = moved(block.csv, by: recording)
  }

  /// The curve as the run sees it: scaled, begun at time zero, with a value there if one is known.
  private static func moved(
    _ points: [TrafficBlock.Point], by recording: TrafficBlock.RecordingBlock
  ) -> [TrafficBlock.Point] {
    let start = SimulationTime.zero + recording.start
    let scale = recording.scale
    guard let first = points.firstIndex(where: { $0.at >= start }) else { return [] }
    var result: [TrafficBlock.Point] = []
    if first > 0, points[first].at > start {
      let (before, after) = (points[first - 1], points[first])
      let share = (start - before.at).seconds / (after.at - before.at).seconds
      let rate = before.rate + (after.rate - before.rate) * share
      result.append(TrafficBlock.Point(at: .zero, rate: rate * scale))
    }
    result += points[first...].map {
      TrafficBlock.Point(at: .zero + ($0.at - start), rate: $0.rate * scale)
    }
    return result
  }
}
