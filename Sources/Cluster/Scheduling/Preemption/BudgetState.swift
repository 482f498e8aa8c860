// SPDX-License-Identifier: Apache-2.0

import Manifests

/// A PodDisruptionBudget of the cluster.
struct BudgetState: Sendable {
  var manifest: PodDisruptionBudget
  /// Whether it was applied already.
  var exists: Bool
}
