// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// What the autoscalers of a scenario look at, found before anything is built.
enum AutoscalerNeeds {
  /// The names of the resources that an object of a kind with metrics looks at.
  static func metrics(of object: KubernetesObject) -> [String] {
    switch object {
    case .horizontalPodAutoscaler(let manifest): manifest.spec.metrics.map(name)
    case .effectiveHorizontalPodAutoscaler(let manifest): manifest.metrics.map(name)
    case .scaledObject(let manifest): manifest.triggers.map(\.type)
    case .poolAutoscaler: ["http_request_duration_seconds_p99"]
    default: []
    }
  }

  /// Whether any autoscaler may look at something beside CPU and memory.
  static func isScraped(_ scenario: Scenario) -> Bool {
    ClusterPlan.allItems(of: scenario).contains { item in
      metrics(of: item.object).contains { $0 != "cpu" && $0 != "memory" && $0 != "cron" }
    }
  }

  /// Whether any autoscaler looks at a quantile of the latency.
  static func readsLatencies(_ scenario: Scenario) -> Bool {
    ClusterPlan.allItems(of: scenario).contains { item in
      if case .scaledObject(let manifest) = item.object {
        return manifest.triggers.contains {
          $0.metadata["query"].flatMap(PromQuery.quantity).map(isLatency) ?? false
            || $0.metadata.labels.contains { isLatency(named: $0.value) }
        }
      }
      return metrics(of: item.object).contains(where: isLatency(named:))
    }
  }

  private static func isLatency(named name: String) -> Bool {
    CustomMetric.named(name).map { isLatency($0.quantity) } ?? false
  }

  private static func isLatency(_ quantity: CustomMetric.Quantity) -> Bool {
    if case .latency = quantity { true } else { false }
  }

  private static func name(_ metric: MetricSpec) -> String {
    switch metric {
    case .resource(let name, _), .containerResource(let name, _, _): name
    case .pods(let metric, _), .object(let metric, _, _), .external(let metric, _): metric.name
    }
  }
}
