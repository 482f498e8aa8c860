// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension ObjectiveBlock: ScenarioBlock {
  static let blank = ObjectiveBlock(target: .blank)

  static let fields: [Field<ObjectiveBlock>] = [
    Field("target", \.target, .workload(), .required, "The workload."),
    Field(
      section: "latency",
      [
        bound("p50", 0.5, "Bound of the median."),
        bound("p95", 0.95, "Bound of the 95th percentile."),
        bound("p99", 0.99, "Bound of the 99th percentile."),
      ], "Bounds of the time from the arrival of a request to its answer.", absent: "no bound"),
    Field(
      "errors", optional: \.errorRatio, .share, absent: "no bound",
      "The greatest share of requests that may fail."),
    Field(
      "window", \.window, .duration(.seconds(1), to: .hours(24)),
      .convention("as alerts are usually evaluated"),
      "The length of the windows in which each bound must hold."),
  ]

  private static func bound(
    _ key: String, _ quantile: Double, _ summary: String
  ) -> Field<ObjectiveBlock> {
    Field(
      key, .duration(.microseconds(1), to: .hours(1)), .absent("no bound"), summary
    ) { bound, objective in
      objective.latency.append(LatencyBound(quantile: quantile, bound: bound))
    }
  }

  static func check(_ block: inout ObjectiveBlock, at value: Value, _ reading: Reading) {
    if block.latency.isEmpty, block.errorRatio == nil {
      reading.report(
        value, found: "an objective without bounds", expected: "latency, errors or both")
    }
    for (low, high) in zip(block.latency, block.latency.dropFirst()) where high.bound < low.bound {
      let key = "p\(Int((high.quantile * 100).rounded()))"
      reading.report(
        value["latency"]?[key] ?? value, key: "latency.\(key)",
        found: "found \(DurationText.text(high.bound))",
        expected: "at least the bound of the lower percentile, \(DurationText.text(low.bound))")
    }
    if let duration = reading.duration, block.window > duration {
      reading.report(
        value["window"] ?? value, key: "window", found: "found \(DurationText.text(block.window))",
        expected: "at most the run of \(DurationText.text(duration))")
    }
  }
}
