// SPDX-License-Identifier: Apache-2.0

/// One line of samples: a metric with the values of its labels.
public struct Series: Sendable, Hashable {
  /// The metric measured.
  public let metric: Metric
  /// The values of the metric's labels, in the metric's order.
  public let labelValues: [String]

  /// Creates a series; there must be one value for each label of the metric.
  public init(_ metric: Metric, _ labelValues: [String]) {
    precondition(
      labelValues.count == metric.labels.count,
      "\(metric.name) has labels \(metric.labels), found \(labelValues.count) values")
    self.metric = metric
    self.labelValues = labelValues
  }

  /// The series in the notation of Prometheus, such as `workqueue_depth{name="hpa"}`.
  public var description: String {
    let pairs = zip(metric.labels, labelValues).map { "\($0)=\"\($1)\"" }
    return pairs.isEmpty ? metric.name : "\(metric.name){\(pairs.joined(separator: ","))}"
  }
}
