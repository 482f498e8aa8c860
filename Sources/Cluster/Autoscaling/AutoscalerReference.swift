// SPDX-License-Identifier: Apache-2.0

/// The page that lists the autoscalers and the metrics that they may ask for, from the registries.
package enum AutoscalerReference {
  /// The page `docs/autoscalers.md`.
  package static func markdown() -> String {
    var lines = [
      "# Autoscalers and their metrics", "",
      "Generated from the registries; do not edit. Manifests of these kinds act in a run as they are.",
      "", "| kind | group | looks every | what it does |", "| --- | --- | --- | --- |",
    ]
    for entry in AutoscalerRegistry.entries {
      let period = entry.syncSeconds.map { "\($0) s" } ?? "acts on time"
      let groups = entry.apiGroups.map { "`\($0)`" }.joined(separator: ", ")
      lines.append("| `\(entry.kind)` | \(groups) | \(period) | \(entry.summary) |")
    }
    lines += [
      "", "## Metrics", "",
      "`Resource` and `ContainerResource`: `cpu` and `memory`, by way of the kubelets and",
      "metrics-server. All others come by way of Prometheus and its adapter, with the scrapes and the",
      "window of `clusters[].customMetrics`, so they are as old as there.", "",
      "| names | of each pod | what it is |", "| --- | --- | --- |",
    ]
    for metric in CustomMetric.all {
      let names = metric.names.map { "`\($0)`" }.joined(separator: ", ")
      lines.append("| \(names) | \(metric.isOfPods ? "yes" : "no") | \(metric.summary) |")
    }
    lines += [
      "", "- `Pods`: the value of each pod of the target; a quantile is that of the whole target.",
      "- `Object`: of a workload, a `Service` by its selector, or an `Ingress` by its backends.",
      "- `External`: a series of `clusters[].customMetrics.external`, all that the selector matches",
      "  added up; else one of the names above, of the target or of the workload that a label such as",
      "  `deployment: worker` names.", "", "## Triggers of KEDA", "",
      "`cron`, `cpu` and `memory`, and those below, whose value is the first of: the series of",
      "`clusters[].customMetrics.external` that has the name of the trigger or one of its settings for",
      "a name; for `query`, the rate of `http_requests_total` (of failures where `code` or `status`",
      "is matched with 5) or a `histogram_quantile` of `http_request_duration_seconds_bucket`, of the",
      "scaled workload; a metric of the list above that a setting names. Other triggers, `fallback`",
      "and `scalingModifiers` are told as not simulated.", "",
      "| type | target | without one | active above |", "| --- | --- | --- | --- |",
    ]
    for kind in ScalerKind.all {
      let standard = kind.defaultTarget.map { "\(Int($0))" } ?? "an error"
      lines.append(
        "| `\(kind.type)` | `\(kind.targetKey)` | \(standard) | `\(kind.activationKey)` |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
