// SPDX-License-Identifier: Apache-2.0

package import EventKernel
package import Manifests

/// What the controller of a StatefulSetPlus knows of it when it decides.
package struct BatchReleaseView: Hashable, Sendable {
  /// The wanted number of pods; their ordinals start at 0.
  package var replicas: Int
  /// The revision of the template.
  package var updateRevision: Int
  /// Whether pods come and go one by one when the count changes.
  package var podManagementPolicy = StatefulSet.PodManagementPolicy.parallel
  /// How pods are updated.
  package var updateType = CloneSet.UpdateStrategyType.recreate
  /// The batches.
  package var plan: BatchPlan
  /// Whether the pods of a batch go side by side.
  package var isParallel = true
  /// Whether the next batch starts without a confirmation.
  package var isAutomatic = true
  /// Time from the end of a batch to the start of the next when they start by themselves.
  package var interval = SimulationDuration.zero
  /// Time after which a batch has failed; nil for never.
  package var deadline: SimulationDuration?
  /// A batch is fine while less than this percentage of its pods fails.
  package var maxFailedPercent = 0
  /// Whether release and rollback are held back.
  package var isPaused = false
  /// The present.
  package var now = SimulationTime.zero
  /// What the controller remembers.
  package var state: BatchReleaseState
  /// The pods that exist, in any order, each ordinal once.
  package var pods: [Pod]

  /// Creates a view with automatic batches of equal parts that never fail by time.
  package init(
    replicas: Int, updateRevision: Int, plan: BatchPlan, state: BatchReleaseState, pods: [Pod] = []
  ) {
    self.replicas = replicas
    self.updateRevision = updateRevision
    self.plan = plan
    self.state = state
    self.pods = pods
  }

  /// Whether a number of failed pods among some is borne.
  package func tolerates(_ failed: Int, of count: Int) -> Bool {
    failed == 0 || failed * 100 < maxFailedPercent * count
  }

  /// What the controller knows of one pod.
  package struct Pod: Hashable, BitwiseCopyable, Sendable {
    /// Its number.
    package var ordinal: Int
    /// The revision that it has now.
    package var revision: Int
    /// Whether it has ended, as Failed or Succeeded.
    package var hasEnded = false
    /// Whether it runs and is ready.
    package var isReady = false
    /// Whether it runs and has been ready for `minReadySeconds`.
    package var isAvailable = false
    /// Whether it has been deleted but is still there.
    package var isTerminating = false
    /// Whether it can not start: its image can not be pulled or its containers crash.
    package var isFailing = false
    /// Whether only fields that can change in place differ between its revisions.
    package var canUpdateInPlace = true

    /// Creates a pod that is neither running nor terminating.
    package init(ordinal: Int, revision: Int) {
      self.ordinal = ordinal
      self.revision = revision
    }

    /// Whether it serves and will go on doing so.
    package var isServing: Bool { isAvailable && !isTerminating && !hasEnded }
  }
}
