// SPDX-License-Identifier: Apache-2.0

import Manifests

/// A PodDisruptionBudget of the cluster.
struct BudgetState: Sendable {
  var manifest: PodDisruptionBudget
  /// Whether it was applied already.
  var exists: Bool

  /// Whether it counts pods of a template.
  func matches(_ template: PodTemplate) -> Bool {
    manifest.metadata.namespace == template.namespace
      && manifest.spec.selector?.matches(template.labels) == true
  }
}
