// SPDX-License-Identifier: Apache-2.0

import Metrics

/// The charts of the cluster: room in the pools, waiting pods, queues of the control plane.
enum ClusterSection {
  /// The section.
  static func section(in runs: RunSet) -> ChartSection {
    let builder = ChartBuilder(runs)
    var charts = pools(of: runs).map { pool in
      builder.chart("CPU of pool \(pool)", unitLabel: "cores") {
        isCapacity($0, .cores) && $0.label("pool") == pool
      }
    }
    charts.append(
      builder.chart("Nodes that are ready", unitLabel: "nodes, by pool") {
        isCapacity($0, .count)
      })
    charts += pools(of: runs).map { pool in
      builder.chart("Memory of pool \(pool)", unitLabel: "bytes") {
        isCapacity($0, .bytes) && $0.label("pool") == pool
      }
    }
    charts += pods(builder)
    charts += controlPlane(builder)
    charts.append(
      builder.chart("Autoscalers of other objects", unitLabel: "replicas") {
        $0.series.metric.chart == .replicas && runs.workload(of: $0) == nil
      })
    let figures = charts.compactMap { $0 }
      .map { Figure($0, time: runs.time, plotHeight: 120) }
    return ChartSection(
      anchor: "cluster", heading: "Cluster", verdict: "", verdictClass: "", figures: figures,
      remarks: figures.isEmpty ? ["Nothing was recorded of the cluster."] : [])
  }

  private static func pools(of runs: RunSet) -> [String] {
    var seen = Set<String>()
    return runs.runs.flatMap(\.lines)
      .filter { isCapacity($0, .cores) }
      .compactMap { $0.label("pool") }
      .filter { seen.insert($0).inserted }
  }

  private static func isCapacity(_ series: ReportedSeries, _ unit: Metric.Unit) -> Bool {
    series.series.metric.chart == .capacity && series.series.metric.unit == unit
  }

  /// Running pods would flatten all others, so the phases in which pods wait have their own chart.
  private static func pods(_ builder: ChartBuilder) -> [TimeChart?] {
    let phase = "kube_pod_status_phase"
    return [
      builder.chart("Pods by phase", unitLabel: "pods") { $0.series.metric.name == phase },
      builder.chart("Pods that wait", unitLabel: "pods pending, and by scheduler queue") {
        let metric = $0.series.metric
        let isPending = metric.name == phase && $0.label("phase") == "Pending"
        return isPending || metric.chart == .pending && metric.name != phase && $0.workload == nil
      },
    ]
  }

  private static func controlPlane(_ builder: ChartBuilder) -> [TimeChart?] {
    [
      builder.chart("Work queues", unitLabel: "keys that wait, by controller") {
        $0.series.metric.chart == .controlPlane && $0.series.metric.kind != .counter
      },
      builder.chart("Requests to the API server", unitLabel: "per second, by client") {
        $0.series.metric.chart == .controlPlane && $0.series.metric.kind == .counter
      },
    ]
  }
}
