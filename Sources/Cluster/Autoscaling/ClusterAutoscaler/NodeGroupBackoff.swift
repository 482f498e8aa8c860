// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// How long a group whose nodes could not be created is left alone: longer each time.
///
/// Source: kubernetes/autoscaler cluster-autoscaler/utils/backoff/exponential_backoff.go.
package struct NodeGroupBackoff: Sendable, Equatable {
  /// The first wait.
  package static let initial = SimulationDuration.minutes(5)
  /// The longest wait.
  package static let greatest = SimulationDuration.minutes(30)
  /// The time without a failure after which it begins anew.
  package static let reset = SimulationDuration.hours(3)

  private var duration = SimulationDuration.zero
  private var until = SimulationTime.zero
  private var lastFailure: SimulationTime?

  /// Creates the state of a group that has not failed.
  package init() {}

  /// Notes a failure; failures while it waits do not lengthen the wait.
  package mutating func fail(at now: SimulationTime) {
    if lastFailure == nil {
      duration = Self.initial
    } else if until < now {
      duration = min(duration * 2, Self.greatest)
    }
    until = now + duration
    lastFailure = now
  }

  /// Forgets failures that are long ago.
  package mutating func forgetOld(at now: SimulationTime) {
    if let last = lastFailure, last + Self.reset < now { self = NodeGroupBackoff() }
  }

  /// Whether the group is left alone.
  package func isWaiting(at now: SimulationTime) -> Bool { lastFailure != nil && until >= now }
}
