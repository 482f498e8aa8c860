// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// What Crane makes of an EffectiveHorizontalPodAutoscaler: an autoscaler with one metric more.
///
/// Source: gocrane/crane pkg/controller/ehpa/hpa.go.
struct EffectiveAutoscalerPlan: Sendable {
  /// The HorizontalPodAutoscaler.
  private(set) var autoscaler = HorizontalPodAutoscaler()
  /// Where its metrics have their values, in its order.
  private(set) var sources: [MetricSource] = []
  /// What is wrong or left out.
  private(set) var faults: [Diagnostic] = []

  /// Reads the windows; one that cannot be read is told and left out.
  init(
    _ object: EffectiveHorizontalPodAutoscaler, at place: SourcePlace,
    sources known: MetricSources, clocks: ScheduleClocks
  ) {
    let target = WorkloadReference(object.scaleTargetRef, of: object.metadata)
    autoscaler.metadata = object.metadata
    autoscaler.metadata.name = "ehpa-\(object.metadata.name)"
    autoscaler.spec.scaleTargetRef = object.scaleTargetRef
    autoscaler.spec.minReplicas = object.minReplicas
    autoscaler.spec.maxReplicas = object.maxReplicas
    autoscaler.spec.behavior = object.behavior
    autoscaler.spec.metrics = object.metrics
    sources = object.metrics.map { known.source(of: $0, target: target) }
    if object.hasPrediction {
      faults.append(
        Diagnostic(
          .warning, at: place, path: "spec.prediction", found: "the forecast is not simulated",
          hint: "its metrics are left out; metrics and crons count"))
    }
    var windows: [CronWindow] = []
    for (index, cron) in object.crons.enumerated() {
      do throws(CronScheduleError) {
        // An unknown zone is no error for Crane, which then takes that of its process.
        let clock = clocks.clock(ofZone: cron.timezone ?? "UTC")
        if clock == nil {
          faults.append(
            Diagnostic(
              .warning, at: place, path: "spec.crons[\(index)].timezone",
              found: "no time zone \"\(cron.timezone ?? "")\"",
              hint: didYouMean(cron.timezone ?? "", in: ZoneRules.names)
                ?? "Crane takes the zone of its own process then"))
        }
        windows.append(
          try CronWindow(
            start: cron.start, end: cron.end, replicas: cron.targetReplicas,
            clock: clock ?? clocks.controller))
      } catch {
        faults.append(
          Diagnostic(
            .error, at: place, path: "spec.crons[\(index)]",
            found: "the schedule of \"\(cron.name)\" can not be read: \(error)",
            expected: "five fields: minute hour day month weekday"))
      }
    }
    guard !windows.isEmpty else { return }
    let labels: LabelSet = [
      "targetKind": target.kind, "targetName": target.name, "targetNamespace": target.namespace,
      "resourceIdentifier": "cron",
    ]
    autoscaler.spec.metrics.append(
      .external(
        metric: MetricIdentifier(name: "cron", selector: LabelSelector(matchLabels: labels)),
        target: .averageValue(Quantity(1))))
    sources.append(.cron(.crane(windows, minReplicas: object.minReplicas)))
  }
}
