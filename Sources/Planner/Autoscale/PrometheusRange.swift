// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Reads the answer of `/api/v1/query_range` of Prometheus.
///
/// Several series are added up instant by instant. Source of the format: Prometheus 3,
/// docs/querying/api.md.
struct PrometheusRange {
  private let path: String
  private let diagnostics: Diagnostics
  /// Faults after which the rest of a file is not looked at.
  private static let mostFaults = 20

  static func read(
    _ document: Value, path: String, into diagnostics: Diagnostics
  ) -> LoadFile? {
    let reader = PrometheusRange(path: path, diagnostics: diagnostics)
    let before = diagnostics.errorCount
    guard let result = reader.result(document) else { return nil }
    var samples: [(point: LoadSeries.Point, count: Double)] = []
    for series in result where diagnostics.errorCount - before < mostFaults {
      reader.read(series, into: &samples)
    }
    if samples.isEmpty, diagnostics.errorCount == before {
      reader.fault(document, "found no samples", expected: "a query that has an answer")
    }
    guard diagnostics.errorCount == before else { return nil }
    return reader.file(of: result, samples)
  }

  private func file(
    of result: [Value], _ samples: [(point: LoadSeries.Point, count: Double)]
  ) -> LoadFile {
    // One series for each pod tells the number of pods as well.
    let isPerPod = result.allSatisfy { $0["metric"]?["pod"] != nil }
    let name = result.first?["metric"]?["__name__"]?.string ?? "load"
    let sums = PrometheusRange.sums(samples)
    var counts: LoadSeries?
    if isPerPod {
      counts = LoadSeries(
        name: LoadFile.replicasColumn,
        points: sums.map {
          LoadSeries.Point(microseconds: $0.point.microseconds, value: $0.count)
        })
    }
    return LoadFile(
      path: path, series: [LoadSeries(name: name, points: sums.map(\.point))], replicas: counts,
      isCalendar: true)
  }

  /// The sum and the number of the samples at each instant, in order of time.
  private static func sums(
    _ samples: [(point: LoadSeries.Point, count: Double)]
  ) -> [(point: LoadSeries.Point, count: Double)] {
    var isSorted = true
    for index in samples.indices.dropFirst() {
      let before = samples[index - 1].point.microseconds
      if samples[index].point.microseconds <= before { isSorted = false }
    }
    if isSorted { return samples }
    // Sums of floating-point numbers depend on their order: equal instants keep that of the file.
    let order = samples.indices.sorted {
      (samples[$0].point.microseconds, $0) < (samples[$1].point.microseconds, $1)
    }
    var sums: [(point: LoadSeries.Point, count: Double)] = []
    for index in order {
      let sample = samples[index]
      if let last = sums.last, last.point.microseconds == sample.point.microseconds {
        sums[sums.count - 1].point.value += sample.point.value
        sums[sums.count - 1].count += 1
      } else {
        sums.append(sample)
      }
    }
    return sums
  }

  /// The list of series, wherever people cut it out of the answer.
  private func result(_ document: Value) -> [Value]? {
    if let items = document.items { return items }
    if document["status"]?.string == "error" {
      let text = document["error"]?.scalarText ?? "no reason"
      fault(
        document["status"] ?? document, "the query failed: \(text)",
        expected: "a successful answer")
      return nil
    }
    let data = document["data"] ?? document
    if let type = data["resultType"], type.string != "matrix" {
      fault(
        type, "found \(type.summary)", expected: "\"matrix\", the answer of /api/v1/query_range")
      return nil
    }
    guard let result = data["result"], let items = result.items else {
      fault(
        data, "found no list \"result\"", expected: "the answer of Prometheus /api/v1/query_range")
      return nil
    }
    return items
  }

  private func read(
    _ series: Value, into samples: inout [(point: LoadSeries.Point, count: Double)]
  ) {
    guard let values = series["values"]?.items else {
      fault(series, "found a series without \"values\"", expected: "pairs of time and value")
      return
    }
    var last: Int64?
    for pair in values {
      guard samples.count < LoadFile.mostSamples else {
        fault(
          pair, "more than \(LoadFile.mostSamples) samples",
          expected: "a longer step, or the sum over the pods")
        return
      }
      guard let point = point(pair) else { return }
      if let last, point.microseconds <= last {
        fault(pair, "found a time that is not later", expected: "times that grow")
        return
      }
      last = point.microseconds
      if point.value.isFinite { samples.append((point, 1)) }
    }
  }

  /// A pair such as `[1762718400, "3.5"]`; NaN and infinities are gaps.
  private func point(_ pair: Value) -> LoadSeries.Point? {
    guard let items = pair.items, items.count == 2, let time = items[0].double,
      time >= 0, time <= LoadFile.mostSeconds
    else {
      fault(pair, "found \(pair.summary)", expected: "a pair such as [1762718400, \"3.5\"]")
      return nil
    }
    guard let text = items[1].scalarText, let value = Double(text),
      !value.isFinite || (value >= 0 && value <= 1e15)
    else {
      fault(items[1], "found \(items[1].summary)", expected: "a number from 0 to 1e15")
      return nil
    }
    return LoadSeries.Point(microseconds: Int64((time * 1e6).rounded()), value: value)
  }

  private func fault(_ node: Value, _ found: String, expected: String) {
    diagnostics.report(
      Diagnostic(at: SourcePlace(file: path, mark: node.mark), found: found, expected: expected))
  }
}
