// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics

/// Series of a run as text, read and printed one at a time.
struct SeriesExport {
  var reader: RunReader
  var run: RunRecord
  var series: [Series]
  var ordinals: [Int]

  /// Prints one sample a line below a heading; a missing sample has an empty value.
  func printCSV() throws(CommandFailure) {
    let instants = InstantText(run.header)
    var output = DataOutput()
    output.write(CSVText.line(["time", "seconds", "series", "unit", "value"]))
    for ordinal in ordinals {
      let one = series[ordinal]
      for chunk in try samples(ordinal) {
        for (index, value) in chunk.values.enumerated() {
          let time = chunk.startMicroseconds + chunk.stepMicroseconds * Int64(index)
          output.write(
            CSVText.line([
              instants.iso(time), CSVText.number(Double(time) / 1e6), one.description,
              one.metric.unit.rawValue, CSVText.number(value),
            ]))
          try output.flushIfLarge()
        }
      }
    }
    try output.flush()
  }

  /// Prints one JSON object with a series a line.
  func printJSON() throws(CommandFailure) {
    var output = DataOutput()
    output.write("{\"kind\":\"SeriesList\",\"version\":\(Version.json),\"run\":")
    output.write(try JSONText.line(RunDocument.Head(run)) + ",\"series\":[")
    for (index, ordinal) in ordinals.enumerated() {
      let one = series[ordinal]
      let item = Item(
        metric: one.metric.name, labels: Labels(one), unit: one.metric.unit.rawValue,
        kind: one.metric.kind.rawValue, chunks: try samples(ordinal).map(Item.Chunk.init))
      output.write((index == 0 ? "\n" : ",\n") + (try JSONText.line(item)))
      try output.flushIfLarge()
    }
    output.write("\n]}\n")
    try output.flush()
  }

  private func samples(_ ordinal: Int) throws(CommandFailure) -> [SampleChunk] {
    try reading { () throws(RunStoreError) in
      try reader.samples(of: run.id, series: ordinal)
    }
  }

  private struct Item: Encodable {
    var metric: String
    var labels: Labels
    var unit: String
    var kind: String
    var chunks: [Chunk]

    struct Chunk: Encodable {
      var startMicroseconds: Int64
      var stepMicroseconds: Int64
      var values: [JSONNumber]

      init(_ chunk: SampleChunk) {
        startMicroseconds = chunk.startMicroseconds
        stepMicroseconds = chunk.stepMicroseconds
        values = chunk.values.map { JSONNumber(value: $0) }
      }
    }
  }

  /// The labels of a series as a JSON object.
  private struct Labels: Encodable {
    let names: [String]
    let values: [String]

    init(_ series: Series) {
      names = series.metric.labels
      values = series.labelValues
    }

    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      for (name, value) in zip(names, values) {
        try container.encode(value, forKey: Key(stringValue: name))
      }
    }
  }
}
