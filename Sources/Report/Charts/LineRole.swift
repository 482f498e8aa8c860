// SPDX-License-Identifier: Apache-2.0

import Metrics

/// How the line of a metric looks and is called; the same in all charts.
package struct LineRole: Sendable, Equatable {
  /// The name in the legend.
  package let name: String
  /// The colour.
  package let slot: Palette.Slot
  /// The pattern.
  package var dash: Palette.Dash
  /// Whether the line is drawn when several runs share a chart, which then has room for few.
  package let isPrincipal: Bool

  /// Whether the metric has a role of its own, and is drawn even where it stays at zero.
  package private(set) var isNamed = true

  private init(_ name: String, _ slot: Palette.Slot, _ dash: Palette.Dash, principal: Bool) {
    self.name = name
    self.slot = slot
    self.dash = dash
    isPrincipal = principal
  }

  /// The role of a series; one that has none of its own is called by its labels, or its metric.
  ///
  /// `position` is the place among the lines of its chart.
  package init(_ series: ReportedSeries, position: Int) {
    let metric = series.series.metric
    if metric.name == "springtide_request_latency_seconds" {
      self = Self.quantile(series.label("quantile") ?? "", position: position)
    } else if let known = Self.known[metric.name] {
      self = known
    } else {
      let style = Palette.style(at: position)
      let label = series.series.labelValues.last ?? ""
      self.init(label.isEmpty ? metric.name : label, style.slot, style.dash, principal: true)
      isNamed = false
    }
  }

  private static let known: [String: LineRole] = [
    "springtide_requests_demand": LineRole("demand", .ink, .dashed, principal: false),
    "springtide_requests_served": LineRole("served", .blue, .solid, principal: true),
    "springtide_requests_failed": LineRole("failed", .vermillion, .solid, principal: true),
    "kube_deployment_spec_replicas": LineRole("wanted", .ink, .dashed, principal: true),
    "kube_deployment_status_replicas": LineRole("existing", .sky, .longDashed, principal: false),
    "kube_deployment_status_replicas_updated":
      LineRole("newest template", .purple, .dotted, principal: false),
    "kube_deployment_status_replicas_ready": LineRole("ready", .green, .solid, principal: true),
    "kube_statefulset_replicas": LineRole("wanted", .ink, .dashed, principal: true),
    "kube_statefulset_status_replicas": LineRole("existing", .sky, .longDashed, principal: false),
    "kube_statefulset_status_replicas_updated":
      LineRole("newest template", .purple, .dotted, principal: false),
    "kube_statefulset_status_replicas_ready": LineRole("ready", .green, .solid, principal: true),
    "kruise_cloneset_spec_replicas": LineRole("wanted", .ink, .dashed, principal: true),
    "kruise_cloneset_status_replicas": LineRole("existing", .sky, .longDashed, principal: false),
    "kruise_cloneset_status_replicas_updated":
      LineRole("newest template", .purple, .dotted, principal: false),
    "kruise_cloneset_status_replicas_ready": LineRole("ready", .green, .solid, principal: true),
    "kube_horizontalpodautoscaler_status_desired_replicas":
      LineRole("HPA asks for", .orange, .dashDotted, principal: false),
    "springtide_workload_cpu_usage_cores": LineRole("used", .blue, .solid, principal: true),
    "springtide_workload_cpu_requests_cores":
      LineRole("requested", .orange, .dashed, principal: true),
    "springtide_workload_pods_pending": LineRole("pending", .vermillion, .solid, principal: true),
    "springtide_pool_cpu_allocatable_cores":
      LineRole("allocatable", .ink, .longDashed, principal: true),
    "springtide_pool_cpu_requests_cores":
      LineRole("requested", .orange, .dashed, principal: true),
    "springtide_pool_memory_allocatable_bytes":
      LineRole("allocatable", .ink, .longDashed, principal: true),
    "springtide_pool_memory_requests_bytes":
      LineRole("requested", .orange, .dashed, principal: true),
    "springtide_pool_cpu_usage_cores": LineRole("used", .blue, .solid, principal: true),
  ]

  private static func quantile(_ label: String, position: Int) -> LineRole {
    let name = Self.quantileName(label)
    return switch name {
    case "p50": LineRole(name, .green, .dotted, principal: false)
    case "p95": LineRole(name, .blue, .dashed, principal: false)
    case "p99": LineRole(name, .purple, .solid, principal: true)
    default:
      LineRole(
        name, Palette.style(at: position).slot, Palette.style(at: position).dash, principal: false)
    }
  }

  /// `p99` for the label `0.99`; other labels as they are.
  package static func quantileName(_ label: String) -> String {
    guard let share = Double(label), share > 0, share < 1 else { return label }
    return "p" + NumberFormat.significant(share * 100)
  }
}
