// SPDX-License-Identifier: Apache-2.0

import Manifests

/// A disruption budget of the cluster.
struct DisruptionBudgetState: Sendable {
  let namespace: String
  let spec: PodDisruptionBudget.Spec

  init(_ manifest: PodDisruptionBudget) {
    namespace = manifest.metadata.namespace
    spec = manifest.spec
  }

  /// Whether it counts pods of a template.
  func matches(_ template: PodTemplate) -> Bool {
    namespace == template.namespace && spec.selector?.matches(template.labels) == true
  }
}

/// What a budget counts now.
struct DisruptionBudgetCount: Equatable, Sendable {
  var allowed: Int
  var healthy: Int
  var desiredHealthy: Int
}
