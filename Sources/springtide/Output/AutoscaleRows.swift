// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Planner

/// Replayed autoscalers as CSV: one row for each decision.
enum AutoscaleRows {
  static let columns = [
    "name", "time", "seconds", "load", "needed_pods", "recorded_pods", "ready_pods", "replicas",
    "desired_replicas", "recommendation", "metric", "average_utilization",
    "average_value_milli", "value_milli", "limited_by", "scaling_limited", "able_to_scale",
    "scaling_active", "is_unmet",
  ]

  static func print(_ outcomes: [AutoscaleOutcome]) throws(CommandFailure) {
    var output = DataOutput()
    output.write(CSVText.line(columns))
    for outcome in outcomes {
      for (index, sync) in outcome.syncs.enumerated() {
        output.write(CSVText.line(fields(sync, index, outcome)))
        try output.flushIfLarge()
      }
    }
    try output.flush()
  }

  private static func fields(
    _ sync: AutoscaleOutcome.Sync, _ index: Int, _ outcome: AutoscaleOutcome
  ) -> [String] {
    // The load of the metric that decided, or of the first.
    let place = max(0, Int(sync.decidingMetric))
    let load = outcome.loads.indices.contains(place) ? outcome.loads[place][index] : .nan
    return [
      outcome.name, moment(sync.time, of: outcome) ?? "",
      CSVText.number(Double(sync.time.microseconds) / 1e6), CSVText.number(load),
      CSVText.number(sync.neededPods), CSVText.number(sync.recordedPods), "\(sync.readyPods)",
      "\(sync.currentReplicas)", "\(sync.resultingReplicas)", text(sync.recommendation),
      metric(sync, of: outcome), text(sync.value.averageUtilization),
      text(sync.value.averageValueMilli), text(sync.value.valueMilli), "\(sync.limitedBy)",
      sync.limitingReason?.name ?? "", sync.ableToScaleReason?.name ?? "",
      sync.scalingActiveReason?.name ?? "", sync.isUnmet ? "1" : "0",
    ]
  }

  private static func text(_ number: (some BinaryInteger)?) -> String {
    number.map { "\($0)" } ?? ""
  }

  /// The name of the deciding metric; empty when none was looked at.
  static func metric(_ sync: AutoscaleOutcome.Sync, of outcome: AutoscaleOutcome) -> String {
    let index = Int(sync.decidingMetric)
    let metrics = outcome.autoscaler.metrics
    return metrics.indices.contains(index) ? metrics[index].name : ""
  }

  /// The instant in RFC 3339; nil when times are relative.
  static func moment(_ time: SimulationTime, of outcome: AutoscaleOutcome) -> String? {
    outcome.startMicroseconds.map {
      Timestamp(microsecondsSince1970: $0 + time.microseconds).description
    }
  }
}
