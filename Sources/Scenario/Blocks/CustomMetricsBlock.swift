// SPDX-License-Identifier: Apache-2.0

public import EventKernel
public import Manifests

/// How metrics beside CPU and memory reach autoscalers: Prometheus with an adapter.
public struct CustomMetricsBlock: Sendable, Equatable {
  /// The distance of two scrapes of a pod.
  public var scrapeInterval: SimulationDuration = .seconds(30)
  /// The window of the rates and quantiles that the adapter asks for.
  public var rateWindow: SimulationDuration = .minutes(2)
  /// Metrics that come from outside the cluster, in the order of the file.
  public var external: [ExternalSeriesBlock] = []

  /// Creates the default pipeline without external metrics.
  public init() {}

  /// One series of an external metric.
  public struct ExternalSeriesBlock: Sendable, Equatable {
    /// The name of the metric.
    public var name = ""
    /// The labels of the series, for selectors of autoscalers.
    public var labels = LabelSet()
    /// The value over time.
    public var value = TrafficBlock.RateBlock()

    /// Creates a series that is zero.
    public init() {}
  }
}
