// SPDX-License-Identifier: Apache-2.0

/// A measured quantity: its name, unit, kind and the chart that shows it.
///
/// Names follow kube-state-metrics, cAdvisor or the component's own metric where one exists, so
/// that PromQL habits carry over; the rest start with `springtide_`.
public struct Metric: Sendable, Hashable {
  /// The name as it stands in the store, in exports and in charts.
  public let name: String
  /// The unit of one sample.
  public let unit: Unit
  /// Whether a sample is a level, a rate over its step or a running total.
  public let kind: Kind
  /// The names of the labels, in the order of a series' label values.
  public let labels: [String]
  /// The chart group that draws this metric, if any.
  public let chart: ChartGroup?
  /// One sentence that says what is measured.
  public let help: String

  /// Creates a catalogue entry.
  public init(
    _ name: String, _ unit: Unit, _ kind: Kind, labels: [String], chart: ChartGroup? = nil,
    help: String
  ) {
    self.name = name
    self.unit = unit
    self.kind = kind
    self.labels = labels
    self.chart = chart
    self.help = help
  }

  /// How the samples of a metric are to be read.
  public enum Kind: String, Sendable, CaseIterable {
    /// The level at the instant of the sample.
    case gauge
    /// The mean over the step that ends at the instant of the sample.
    case mean
    /// The total since the start of the run.
    case counter
  }

  /// What one sample counts.
  public enum Unit: String, Sendable, CaseIterable {
    /// A plain count of objects.
    case count
    /// CPU cores.
    case cores
    /// Bytes of memory.
    case bytes
    /// Requests per second.
    case requestsPerSecond = "requests/s"
    /// Requests.
    case requests
    /// Units of whatever the labels name, such as cores or bytes.
    case amount
    /// Seconds.
    case seconds
    /// Money, in the currency of the prices that a scenario gives.
    case cost

    /// A value without the digits that mean nothing: thousandths of cores and rates, microseconds.
    ///
    /// Short numbers also keep the run store small.
    public func rounded(_ value: Double) -> Double {
      switch self {
      case .count, .bytes: value.rounded()
      case .cores, .requestsPerSecond, .requests, .amount: (value * 1e3).rounded() / 1e3
      case .seconds: (value * 1e6).rounded() / 1e6
      case .cost: (value * 1e3).rounded() / 1e3
      }
    }
  }

  /// The panel of the report that a metric belongs to.
  public enum ChartGroup: String, Sendable, CaseIterable {
    /// Demand, served and timed-out requests of a workload.
    case traffic
    /// Replicas wanted, existing and ready.
    case replicas
    /// CPU used against requested.
    case cpu
    /// Latency quantiles.
    case latency
    /// Pods that wait, by reason.
    case pending
    /// Capacity of the node pools.
    case capacity
    /// Queues and clients of the control plane.
    case controlPlane
  }
}
