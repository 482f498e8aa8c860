// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// A measure of the load of a node over time, under the name that crane-scheduler gives it.
package enum LoadMetric: String, CaseIterable, Sendable {
  /// Mean CPU of five minutes.
  case cpuAverage5m = "cpu_usage_avg_5m"
  /// The greatest such mean of an hour.
  case cpuMaximum1h = "cpu_usage_max_avg_1h"
  /// The greatest such mean of a day.
  case cpuMaximum1d = "cpu_usage_max_avg_1d"
  /// Mean memory of five minutes.
  case memoryAverage5m = "mem_usage_avg_5m"
  /// The greatest such mean of an hour.
  case memoryMaximum1h = "mem_usage_max_avg_1h"
  /// The greatest such mean of a day.
  case memoryMaximum1d = "mem_usage_max_avg_1d"

  var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What an annotator publishes of the load of nodes, and how often.
package struct LoadPolicy: Sendable, Equatable {
  /// Bindings that make a node hot: `count` of them in a range are worth one.
  package struct HotValue: Sendable, Equatable, BitwiseCopyable {
    /// How far back bindings count.
    package var range: SimulationDuration
    /// How many are worth one.
    package var count: Int64
  }

  /// How often each metric is published, in the order of `LoadMetric.allCases`; zero for never.
  package var periods: [SimulationDuration]
  /// When nodes are hot.
  package var hotValues: [HotValue]
}

/// The load of a node as it was published last; shares from 0 to 1.
package struct NodeLoad: Sendable, Equatable {
  /// A value with the time at which it was published.
  package struct Published: Sendable, Equatable, BitwiseCopyable {
    /// The value.
    package var value: Double
    /// When.
    package var at: SimulationTime
  }

  /// The metrics, in the order of `LoadMetric.allCases`; nil before the first time.
  package var metrics = ContiguousArray<Published?>(
    repeating: nil, count: LoadMetric.allCases.count)
  /// How hot the node is; nil before the first time.
  package var hotValue: Published?

  /// Creates the load of a node of which nothing was published.
  package init() {}

  /// A metric, or nil if it was not published yet.
  package subscript(metric: LoadMetric) -> Published? { metrics[metric.place] }
}
