// SPDX-License-Identifier: Apache-2.0

/// A metric of the custom or external metrics API that the simulation has values of.
public struct CustomMetric: Sendable, Hashable {
  /// What is measured.
  public enum Quantity: Sendable, Hashable, BitwiseCopyable {
    /// Requests that arrive, per second.
    case requestRate
    /// Requests that fail, per second.
    case failureRate
    /// The latency in seconds that a share of the requests does not exceed.
    case latency(quantile: Double)
    /// Requests that wait in the pods for their turn.
    case waiting
  }

  /// The names under which autoscalers may ask for it.
  public var names: [String]
  /// What is measured.
  public var quantity: Quantity
  /// Whether each pod has a value, as metrics of type Pods need.
  public var isOfPods: Bool
  /// What it is, in one sentence.
  public var summary: String

  /// All metrics that have values, in the order of the reference page.
  ///
  /// A new metric is one entry here and, if it is a new quantity, one case that
  /// `MetricsCollector` answers.
  public static let all = [
    CustomMetric(
      names: [
        "http_requests_per_second", "http_requests", "requests_per_second", "requests-per-second",
        "qps",
      ],
      quantity: .requestRate, isOfPods: true,
      summary: "Requests that arrive per second, as the rate of a counter."),
    CustomMetric(
      names: ["http_requests_failed_per_second", "http_requests_failed"],
      quantity: .failureRate, isOfPods: false,
      summary: "Requests that fail per second, as the rate of a counter."),
    CustomMetric(
      names: ["http_request_duration_seconds_p50"], quantity: .latency(quantile: 0.5),
      isOfPods: true, summary: "The median of the latency in seconds."),
    CustomMetric(
      names: ["http_request_duration_seconds_p90"], quantity: .latency(quantile: 0.9),
      isOfPods: true, summary: "The 90th percentile of the latency in seconds."),
    CustomMetric(
      names: ["http_request_duration_seconds_p95"], quantity: .latency(quantile: 0.95),
      isOfPods: true, summary: "The 95th percentile of the latency in seconds."),
    CustomMetric(
      names: ["http_request_duration_seconds_p99"], quantity: .latency(quantile: 0.99),
      isOfPods: true, summary: "The 99th percentile of the latency in seconds."),
    CustomMetric(
      names: ["http_requests_queued", "queue_length", "queue_depth"], quantity: .waiting,
      isOfPods: true, summary: "Requests that wait in the pods, as a gauge."),
  ]

  /// The metric of a name; nil when nothing of that name is simulated.
  public static func named(_ name: String) -> CustomMetric? {
    all.first { $0.names.contains(name) }
  }
}
