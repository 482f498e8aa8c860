// SPDX-License-Identifier: Apache-2.0

package import EventKernel
package import Manifests

/// What the DaemonSet controller knows of one DaemonSet when it decides.
package struct DaemonSetView: Sendable {
  /// The revision of the template.
  package var updateRevision: Int
  /// When pods of an old revision are replaced.
  package var updateStrategy = StatefulSet.UpdateStrategyType.rollingUpdate
  /// Nodes that may lack the pod during an update.
  package var maxUnavailable = IntOrString.int(1)
  /// Nodes that may have two pods during an update.
  package var maxSurge = IntOrString.int(0)
  /// The nodes, in the order in which they are looked at.
  ///
  /// The controller itself goes through a Go map, in no order at all.
  package var nodes: [Node]

  /// Creates a view with the defaults of the API.
  package init(updateRevision: Int, nodes: [Node]) {
    self.updateRevision = updateRevision
    self.nodes = nodes
  }

  /// What the controller knows of one node.
  package struct Node: Hashable, Sendable {
    /// Whether a pod shall be there: the node matches and has no taint against it.
    package var shouldRun = true
    /// Whether a pod that is there may stay.
    package var shouldContinueRunning = true
    /// The pods of the set on the node, in any order.
    package var pods: [Pod]

    /// Creates a node that shall have a pod.
    package init(pods: [Pod] = []) {
      self.pods = pods
    }
  }

  /// What the controller knows of one pod.
  package struct Pod: Hashable, BitwiseCopyable, Sendable {
    /// What the decisions call it.
    package var id: Int
    /// The revision that it was made from.
    package var revision: Int
    /// When it was made.
    package var createdAt = SimulationTime.zero
    /// Whether it has a node already.
    package var isScheduled = true
    /// Whether it is ready.
    package var isReady = false
    /// Whether it has been ready for `minReadySeconds`.
    package var isAvailable = false
    /// Whether it has been deleted but is still there.
    package var isTerminating = false
    /// Whether it failed.
    package var hasFailed = false
    /// Whether it ended well.
    package var hasSucceeded = false
    /// Whether it failed so lately that its replacement must wait.
    package var isInBackOff = false

    /// Creates a pod that is neither ready nor terminating.
    package init(id: Int, revision: Int) {
      self.id = id
      self.revision = revision
    }
  }
}
