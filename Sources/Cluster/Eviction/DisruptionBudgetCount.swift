// SPDX-License-Identifier: Apache-2.0

/// What a disruption budget counts now.
struct DisruptionBudgetCount: Equatable, Sendable {
  /// Pods that may still go.
  var allowed: Int
  /// Pods that are ready and stay.
  var healthy: Int
  /// Pods that have to be ready.
  var desiredHealthy: Int
}
