// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// What one sync of the Deployment controller does, in the order of its parts.
package struct DeploymentSync: Equatable, Sendable {
  /// A call that creates or scales a ReplicaSet.
  package enum Action: Equatable, Sendable {
    /// The ReplicaSet of the current template appears.
    case createReplicaSet(replicas: Int)
    /// The ReplicaSet with that place in the order of creation gets a size and the annotations.
    ///
    /// The size may be the one it has: then the annotations alone move.
    case scale(Int, to: Int)
  }

  /// The revision that the new ReplicaSet is to carry; nil if it carries it.
  ///
  /// An existing ReplicaSet gets it by a call of its own, a new one with its creation.
  package var newRevision: Int?
  /// The calls in order.
  package var actions: [Action] = []
  /// Old empty ReplicaSets to delete, by their place in the order of creation.
  package var cleanup: [Int] = []
  /// Whether the sync ended with an error after its calls, to be tried again with back-off.
  ///
  /// No status is written then.
  package var isRefused = false
  /// The status after the sync.
  package var status: DeploymentStatus
  /// How often the status is written.
  package var statusWrites = 0
  /// When to look again whether the progress deadline has passed; zero for at once, with back-off.
  package var recheckAfter: SimulationDuration?

  /// Whether the sync calls the API server at all.
  package var isIdle: Bool {
    newRevision == nil && actions.isEmpty && cleanup.isEmpty && statusWrites == 0
  }
}
