// SPDX-License-Identifier: Apache-2.0

/// What one sync of the DaemonSet controller does.
package struct DaemonSetSync: Equatable, Sendable {
  /// The places of the nodes that get a pod of the update revision.
  package var creations: [Int] = []
  /// The pods to delete.
  package var deletions: [Int] = []
  /// The numbers of nodes.
  package var status: Status

  /// What the API server last heard of the DaemonSet.
  package struct Status: Equatable, BitwiseCopyable, Sendable {
    /// Nodes that shall have a pod.
    package var desired = 0
    /// Of those, nodes that have one.
    package var current = 0
    /// Nodes that have a pod and shall not.
    package var misscheduled = 0
    /// Nodes with a ready pod.
    package var ready = 0
    /// Nodes with an available pod.
    package var available = 0
    /// Nodes whose oldest pod is of the update revision.
    package var updated = 0

    /// Creates the status of a set without nodes.
    package init() {}
  }
}
