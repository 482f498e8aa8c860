// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// Where a run takes the values of one metric of an autoscaler from.
enum MetricSource: Sendable, Hashable {
  /// Use of CPU, of the pod or of one container.
  case cpu(container: String?)
  /// Use of memory, of the pod or of one container.
  case memory(container: String?)
  /// A quantity of each pod of the target.
  case pods(CustomMetric.Quantity)
  /// A quantity of one or several workloads as a whole.
  case workloads(CustomMetric.Quantity, [WorkloadReference])
  /// Series of the scenario, by their place; they are added up.
  case series([Int])
  /// The replicas that open cron windows ask for.
  case cron(CronFloor)
  /// Nothing: the call of the metrics API fails.
  case none(MetricFault)
}

/// Why a metric has no values in a run.
struct MetricFault: Sendable, Hashable {
  var found: String
  var hint: String?
}
