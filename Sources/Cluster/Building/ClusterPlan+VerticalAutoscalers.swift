// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// Faults of vertical autoscalers.
extension ClusterPlan {
  static func faults(
    of manifest: VerticalPodAutoscaler, _ item: ManifestSet.Item, items: [ManifestSet.Item],
    workloads: Set<String>, scenario: Scenario
  ) -> [Diagnostic] {
    let target = manifest.target
    if WorkloadKind(named: target.kind) == nil {
      return [
        Diagnostic(
          .warning, at: item.place, path: "spec.targetRef.kind",
          found: "the target kind \(target.kind) is not simulated by this version",
          hint: "the autoscaler is left out of the run")
      ]
    }
    guard workloads.contains(target.description) else {
      return [
        Diagnostic(
          .error, at: item.place, path: "spec.targetRef.name",
          found: "no \(target.kind) \"\(target.namespace)/\(target.name)\" among the manifests",
          hint: hint(for: target.description, among: workloads))
      ]
    }
    return conflicts(of: manifest, item, items: items)
      + memoryFaults(of: manifest, item, scenario: scenario)
  }

  /// Two autoscalers that act on one resource of one workload push each other.
  private static func conflicts(
    of manifest: VerticalPodAutoscaler, _ item: ManifestSet.Item, items: [ManifestSet.Item]
  ) -> [Diagnostic] {
    guard manifest.updateMode != .off else { return [] }
    var found: [Diagnostic] = []
    for case .horizontalPodAutoscaler(let other) in items.map(\.object) {
      let reference = other.spec.scaleTargetRef
      guard reference.kind == manifest.target.kind, reference.name == manifest.target.name,
        other.metadata.namespace == manifest.metadata.namespace
      else { continue }
      for name in ["cpu", "memory"] where manifest.controls(name) && other.usesShare(of: name) {
        found.append(
          Diagnostic(
            .warning, at: item.place, path: "spec.targetRef",
            found: "HorizontalPodAutoscaler \"\(other.metadata.name)\" scales the same workload on "
              + "its use of \(name)",
            hint: "set controlledResources without \(name), or another metric for the other one"))
      }
    }
    return found
  }

  private static func memoryFaults(
    of manifest: VerticalPodAutoscaler, _ item: ManifestSet.Item, scenario: Scenario
  ) -> [Diagnostic] {
    guard manifest.controls("memory"),
      scenario.behavior.first(where: { $0.target == manifest.target })?.idleMemoryBytes == nil
    else { return [] }
    return [
      Diagnostic(
        .warning, at: item.place, path: "spec.resourcePolicy",
        found: "the memory of \(manifest.target.kind) \"\(manifest.target.name)\" is not simulated",
        hint: "its requests of memory stay; give behavior[].idleMemory to have them sized")
    ]
  }

  static func faults(
    of manifest: VerticalPodAutoscalerCheckpoint, _ item: ManifestSet.Item,
    items: [ManifestSet.Item]
  ) -> [Diagnostic] {
    let names = items.compactMap { item -> String? in
      guard case .verticalPodAutoscaler(let other) = item.object,
        other.metadata.namespace == manifest.metadata.namespace
      else { return nil }
      return other.metadata.name
    }
    guard !names.contains(manifest.vpaObjectName) else { return [] }
    return [
      Diagnostic(
        .warning, at: item.place, path: "spec.vpaObjectName",
        found: "no VerticalPodAutoscaler \"\(manifest.vpaObjectName)\" among the manifests",
        hint: didYouMean(manifest.vpaObjectName, in: names) ?? "the checkpoint is not used")
    ]
  }
}

extension VerticalPodAutoscaler {
  /// Whether it sets a resource of some container.
  func controls(_ resource: String) -> Bool {
    guard !containerPolicies.isEmpty else { return true }
    let coversAll = containerPolicies.contains { $0.containerName == "*" }
    return !coversAll
      || containerPolicies.contains {
        $0.mode == .auto && $0.controlledResources.contains(resource)
      }
  }
}

extension HorizontalPodAutoscaler {
  /// Whether it scales on the use of a resource, relative to what pods ask for or not.
  func usesShare(of resource: String) -> Bool {
    spec.metrics.contains { metric in
      switch metric {
      case .resource(let name, _), .containerResource(let name, _, _): name == resource
      case .pods, .object, .external: false
      }
    }
  }
}
