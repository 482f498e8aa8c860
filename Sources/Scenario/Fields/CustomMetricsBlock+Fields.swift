// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension CustomMetricsBlock: ScenarioBlock {
  static let blank = CustomMetricsBlock()

  static let fields: [Field<CustomMetricsBlock>] = [
    Field(
      "scrapeInterval", \.scrapeInterval, .duration(.seconds(1), to: .hours(1)),
      .preset(
        DefaultSource(
          grade: .code, text: "prometheus-operator pkg/apis/monitoring/v1/prometheus_types.go")),
      "The distance of two scrapes of a pod."),
    Field(
      "rateWindow", \.rateWindow, .duration(.seconds(2), to: .hours(24)),
      .preset(
        DefaultSource(
          grade: .code, text: "kubernetes-sigs/prometheus-adapter docs/config-walkthrough.md")),
      "The window of the rates and quantiles that the adapter asks for."),
    Field(
      "external", \.external, .list(of: .block(ExternalSeriesBlock.self), count: 0...1000),
      .convention("no metric comes from outside"),
      "Series of metrics that come from outside the cluster, such as the length of a queue."),
  ]

  /// The most scrapes that a window may hold, which bounds what is kept of each pod.
  private static let mostScrapes: Int64 = 1000

  static func check(_ block: inout CustomMetricsBlock, at value: Value, _ reading: Reading) {
    let scrapes = block.rateWindow / block.scrapeInterval
    guard scrapes < 2 || scrapes > mostScrapes else { return }
    reading.report(
      value["rateWindow"] ?? value, key: "rateWindow",
      found: "found \(DurationText.text(block.rateWindow))",
      expected: scrapes < 2
        ? "at least two scrapes of \(DurationText.text(block.scrapeInterval)), as a rate needs"
        : "at most \(mostScrapes) scrapes of \(DurationText.text(block.scrapeInterval))")
  }
}

extension CustomMetricsBlock.ExternalSeriesBlock: ScenarioBlock {
  static let blank = CustomMetricsBlock.ExternalSeriesBlock()

  static let fields: [Field<CustomMetricsBlock.ExternalSeriesBlock>] = [
    Field(
      "name", \.name, .text(atMost: 253), .required,
      "The name of the metric, as autoscalers and triggers give it."),
    Field(
      "labels", \.labels, .labels, .convention("no labels"),
      "The labels of the series, for the selectors of autoscalers."),
    Field(
      "value", \.value, .block(TrafficBlock.RateBlock.self), .required,
      "The value over time, in parts that add up as those of a rate of requests."),
  ]
}
