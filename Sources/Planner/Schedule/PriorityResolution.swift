// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Gives pods the priority that admission would give them.
///
/// Rules: kubernetes v1.36 plugin/pkg/admission/priority/admission.go.
struct PriorityResolution {
  private var classes: [String: PriorityClass] = [:]
  private var names: [String] = []
  private var global: PriorityClass?
  private let faults: Diagnostics

  /// Classes that every cluster has, kubernetes v1.36 pkg/apis/scheduling/v1/helpers.go.
  private static let builtin: [(String, Int32)] = [
    ("system-cluster-critical", 2_000_000_000), ("system-node-critical", 2_000_001_000),
  ]

  init(_ set: ManifestSet, _ faults: Diagnostics) {
    self.faults = faults
    for (name, value) in Self.builtin {
      var one = PriorityClass()
      one.metadata.name = name
      one.value = value
      take(one)
    }
    for one in set.priorityClasses { take(one) }
  }

  private mutating func take(_ one: PriorityClass) {
    if classes.updateValue(one, forKey: one.metadata.name) == nil {
      names.append(one.metadata.name)
    }
    // Of several default classes the one with the smallest value counts.
    if one.globalDefault, one.value < global?.value ?? .max { global = one }
  }

  /// The pod with its priority; one that is told already stays.
  func resolved(_ pod: Pod, at place: SourcePlace) -> Pod {
    guard pod.spec.priority == nil else { return pod }
    var pod = pod
    resolve(&pod.spec, at: place, path: "spec.priorityClassName")
    return pod
  }

  /// Sets the priority of a specification.
  func resolve(_ spec: inout PodSpec, at place: SourcePlace, path: String) {
    guard spec.priority == nil else { return }
    guard let name = spec.priorityClassName else {
      if let global { set(global, &spec) }
      return
    }
    guard let found = classes[name] else {
      faults.report(
        Diagnostic(
          at: place, path: path, found: "there is no PriorityClass \"\(name)\"",
          hint: didYouMean(name, in: names) ?? "add its manifest to the files"))
      return
    }
    set(found, &spec)
  }

  private func set(_ found: PriorityClass, _ spec: inout PodSpec) {
    spec.priority = found.value
    if spec.preemptionPolicy == nil { spec.preemptionPolicy = found.preemptionPolicy }
  }
}
