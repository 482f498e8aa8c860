// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// Faults of bounds from forecasts and of downsizings.
extension ClusterPlan {
  static func faults(
    of manifest: ForecastBounds, _ item: ManifestSet.Item, items: [ManifestSet.Item]
  ) -> [Diagnostic] {
    let names = items.compactMap { item -> String? in
      guard case .horizontalPodAutoscaler(let other) = item.object,
        other.metadata.namespace == manifest.metadata.namespace
      else { return nil }
      return other.metadata.name
    }
    let target = manifest.scaleTargetRef
    if target.kind == "HorizontalPodAutoscaler", names.contains(target.name) { return [] }
    return [
      Diagnostic(
        .error, at: item.place, path: "spec.scaleTargetRef",
        found: "no \(target.kind) \"\(target.name)\" among the manifests",
        expected: "a HorizontalPodAutoscaler of the same namespace",
        hint: didYouMean(target.name, in: names))
    ]
  }

  static func faults(
    of manifest: StepwiseDownsizing, _ item: ManifestSet.Item, items: [ManifestSet.Item],
    workloads: Set<String>
  ) -> [Diagnostic] {
    let target = WorkloadReference(
      kind: manifest.targetRef.kind, namespace: manifest.metadata.namespace,
      name: manifest.targetRef.name)
    guard workloads.contains(target.description) else {
      return [
        Diagnostic(
          .error, at: item.place, path: "spec.targetRef",
          found: "no \(target.kind) \"\(target.namespace)/\(target.name)\" among the manifests",
          hint: hint(for: target.description, among: workloads))
      ]
    }
    let isAutoscaled = items.contains { item in
      guard case .horizontalPodAutoscaler(let other) = item.object else { return false }
      let reference = other.spec.scaleTargetRef
      return reference.kind == target.kind && reference.name == target.name
        && other.metadata.namespace == target.namespace
    }
    guard isAutoscaled else { return [] }
    return [
      Diagnostic(
        .warning, at: item.place, path: "spec.targetRef",
        found: "a HorizontalPodAutoscaler scales the same workload",
        hint: "the downsizing ends at the first change that is not its own")
    ]
  }
}
