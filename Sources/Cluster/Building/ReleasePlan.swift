// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// What manifests ask of releases in place that can not be done, found before anything is built.
enum ReleasePlan {
  /// Faults of one object; `earlier` are the objects that come before it.
  static func faults(
    of item: ManifestSet.Item, after earlier: ArraySlice<ManifestSet.Item>
  ) -> [Diagnostic] {
    if case .configMap(let map) = item.object { return faults(of: map, item, after: earlier) }
    guard let template = WorkloadKind.podTemplate(of: item.object) else { return [] }
    return standbyFaults(of: template, item)
  }

  /// Names of containers that swap roles and that the template does not have.
  private static func standbyFaults(
    of template: PodTemplateSpec, _ item: ManifestSet.Item
  ) -> [Diagnostic] {
    guard let text = template.metadata.annotations[StandbyContainers.annotation] else { return [] }
    let path = "spec.template.metadata.annotations"
    guard case .statefulSetPlus = item.object else {
      return [
        Diagnostic(
          .warning, at: item.place, path: path,
          found: "\(StandbyContainers.annotation) means nothing to a \(item.kind)",
          hint: "only a StatefulSetPlus swaps containers; this one starts its container anew")
      ]
    }
    let names = StandbyContainers.names(in: text)
    let containers = template.spec.containers.map(\.name)
    guard names.count == 2, names[0] != names[1] else {
      return [
        Diagnostic(
          at: item.place, path: path, found: "\(StandbyContainers.annotation) is \"\(text)\"",
          expected: "the names of two containers, the serving one first")
      ]
    }
    return names.filter { !containers.contains($0) }.map { name in
      Diagnostic(
        at: item.place, path: path,
        found: "\(StandbyContainers.annotation) names no container \"\(name)\"",
        expected: "one of " + containers.joined(separator: ", "),
        hint: didYouMean(name, in: containers))
    }
  }

  /// A change of a map that was made immutable (kubernetes v1.36
  /// pkg/apis/core/validation/validation.go, ValidateConfigMapUpdate).
  private static func faults(
    of map: ConfigMap, _ item: ManifestSet.Item, after earlier: ArraySlice<ManifestSet.Item>
  ) -> [Diagnostic] {
    let known = earlier.last {
      if case .configMap(let old) = $0.object {
        return old.metadata.name == map.metadata.name
          && old.metadata.namespace == map.metadata.namespace
      }
      return false
    }
    guard case .configMap(let old)? = known?.object, old.immutable,
      old.data != map.data || old.binaryData != map.binaryData || !map.immutable
    else { return [] }
    return [
      Diagnostic(
        at: item.place, path: "data",
        found: "ConfigMap \"\(map.metadata.name)\" was applied as immutable before",
        expected: "the same content", hint: "give the new content a name of its own")
    ]
  }
}
