// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// Collects waiting pods until no new one has come for a while, or the batch has grown old.
///
/// Source: kubernetes-sigs/karpenter pkg/controllers/provisioning/batcher.go and
/// pkg/operator/options/options.go.
package struct KarpenterBatcher: Sendable, Equatable {
  /// How long no pod must come (`BATCH_IDLE_DURATION`).
  package var idleDuration = SimulationDuration.seconds(1)
  /// How old a batch may grow (`BATCH_MAX_DURATION`).
  package var maxDuration = SimulationDuration.seconds(10)
  private var startedAt: SimulationTime?
  private var lastAt = SimulationTime.zero

  /// Creates a batcher with the defaults.
  package init() {}

  /// Notes that a pod waits, and begins a batch if there is none.
  package mutating func trigger(at now: SimulationTime) {
    if startedAt == nil { startedAt = now }
    lastAt = now
  }

  /// When the batch ends; nil without one.
  package var dueAt: SimulationTime? {
    startedAt.map { min($0 + maxDuration, lastAt + idleDuration) }
  }

  /// Ends the batch.
  package mutating func finish() { startedAt = nil }
}
