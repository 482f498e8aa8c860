// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// What autoscalers with metrics ask for that a run has no values of.
extension ClusterPlan {
  /// Warnings about metrics without values, each with its place in the list.
  static func metricFaults(
    _ metrics: [MetricSpec], _ target: CrossVersionObjectReference, of metadata: ObjectMeta,
    _ item: ManifestSet.Item, _ sources: MetricSources
  ) -> [Diagnostic] {
    let reference = WorkloadReference(target, of: metadata)
    return metrics.enumerated().compactMap { index, metric in
      guard case .none(let fault) = sources.source(of: metric, target: reference) else {
        return nil
      }
      return Diagnostic(
        .warning, at: item.place, path: "spec.metrics[\(index)]",
        found: fault.found + "; the call of the metrics API fails", hint: fault.hint)
    }
  }

  /// Whether the API server takes a least count of zero.
  static func zeroFaults(
    _ least: Int32, _ item: ManifestSet.Item, _ scenario: Scenario
  ) -> [Diagnostic] {
    guard least == 0, !scenario.cluster.controlPlane.hpaScalesToZero else { return [] }
    return [
      Diagnostic(
        .error, at: item.place, path: "spec.minReplicas", found: "found 0",
        expected: "at least 1 without the feature gate HPAScaleToZero",
        hint: "set controlPlane.featureGates.HPAScaleToZero")
    ]
  }

  /// Faults of KEDA's ScaledObject.
  static func faults(
    of manifest: ScaledObject, _ item: ManifestSet.Item, workloads: Set<String>,
    sources: MetricSources, scenario: Scenario
  ) -> [Diagnostic] {
    let plan = ScaledObjectPlan(
      manifest, at: item.place, sources: sources,
      clocks: ScheduleClocks(scenario))
    return targetFaults(
      manifest.scaleTargetRef, of: manifest.metadata, item, workloads: workloads) + plan.faults
  }

  /// Faults of Crane's EffectiveHorizontalPodAutoscaler.
  static func faults(
    of manifest: EffectiveHorizontalPodAutoscaler, _ item: ManifestSet.Item,
    workloads: Set<String>, sources: MetricSources, scenario: Scenario
  ) -> [Diagnostic] {
    let plan = EffectiveAutoscalerPlan(
      manifest, at: item.place, sources: sources,
      clocks: ScheduleClocks(scenario))
    let target = manifest.scaleTargetRef
    return targetFaults(target, of: manifest.metadata, item, workloads: workloads)
      + metricFaults(manifest.metrics, target, of: manifest.metadata, item, sources)
      + zeroFaults(manifest.minReplicas, item, scenario) + plan.faults
  }

  /// Faults of a PoolAutoscaler.
  static func faults(
    of manifest: PoolAutoscaler, _ item: ManifestSet.Item, workloads: Set<String>,
    scenario: Scenario
  ) -> [Diagnostic] {
    let target = WorkloadReference(manifest.scaleTargetRef, of: manifest.metadata)
    let found = targetFaults(
      manifest.scaleTargetRef, of: manifest.metadata, item, workloads: workloads)
    guard found.isEmpty, !scenario.traffic.contains(where: { $0.target == target }) else {
      return found
    }
    return [
      Diagnostic(
        .warning, at: item.place, path: "spec.scaleTargetRef",
        found: "\(target.description) gets no requests", hint: "the autoscaler never acts")
    ]
  }
}
