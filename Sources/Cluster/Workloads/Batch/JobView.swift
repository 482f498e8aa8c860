// SPDX-License-Identifier: Apache-2.0

package import EventKernel
package import Manifests

/// What the Job controller knows of one Job when it decides.
package struct JobView: Sendable {
  /// What is wanted.
  package var spec: Job.Spec
  /// Whether a container that fails is started again in its pod (restartPolicy OnFailure).
  package var restartsOnFailure = false
  /// When the first pod was allowed to start; nil before that.
  package var startedAt: SimulationTime?
  /// The present.
  package var now = SimulationTime.zero
  /// Why the Job is to fail, once that is decided; nil before.
  package var failureTarget: JobSync.Reason?
  /// Whether it is decided that the Job is complete.
  package var isSuccessDecided = false
  /// The pods that exist, and those that are gone, as they ended.
  package var pods: [Pod]

  /// Creates a view of a Job at the start of its life.
  package init(spec: Job.Spec, pods: [Pod] = []) {
    self.spec = spec
    self.pods = pods
  }

  /// The phase of a pod.
  package enum Phase: Hashable, BitwiseCopyable, Sendable {
    case pending
    case running
    case succeeded
    case failed
  }

  /// What the controller knows of one pod.
  package struct Pod: Hashable, BitwiseCopyable, Sendable {
    /// What the decisions call it.
    package var id: Int
    /// Its completion index; nil in a Job that is not indexed.
    package var index: Int?
    /// Its phase.
    package var phase = Phase.pending
    /// Whether it has a node.
    package var isAssigned = true
    /// Whether it is ready.
    package var isReady = false
    /// Whether it has been deleted but is still there.
    package var isTerminating = false
    /// When it was made.
    package var createdAt = SimulationTime.zero
    /// When it ended; without meaning before.
    package var finishedAt = SimulationTime.zero
    /// Whether the controller deleted it as one too many, so that it counts for nothing.
    package var isReleased = false
    /// Restarts of its containers.
    package var restarts = 0

    /// Creates a pending pod.
    package init(id: Int, index: Int? = nil) {
      self.id = id
      self.index = index
    }
  }
}
