// SPDX-License-Identifier: Apache-2.0

package import EventKernel
package import Manifests

/// What the Deployment controller knows of one Deployment when it decides.
package struct DeploymentView: Sendable {
  /// The wanted number of pods.
  package var replicas: Int
  /// Whether changes of the template wait.
  package var isPaused: Bool
  /// How pods are replaced.
  package var strategy: Deployment.StrategyType
  /// How far the update may leave the wanted number.
  package var bounds: RollingUpdateBounds
  /// Pods to update while a Rollout of OpenKruise releases it; nil for all.
  package var partition: IntOrString?
  /// How long nothing may progress; nil if nobody asks.
  package var progressDeadline: SimulationDuration?
  /// Old ReplicaSets that are kept; nil for all.
  package var revisionHistoryLimit: Int?
  /// The number of the spec, which grows with each change.
  package var generation = 0
  /// The present.
  package var now = SimulationTime.zero
  /// The published status.
  package var status: DeploymentStatus
  /// ReplicaSets of other templates from the oldest to the newest.
  package var old: [ReplicaSet]
  /// The ReplicaSet of the current template, if it exists.
  package var new: ReplicaSet?

  /// Creates a view without a progress deadline that keeps all of its history.
  package init(
    replicas: Int, isPaused: Bool = false, strategy: Deployment.StrategyType = .rollingUpdate,
    bounds: RollingUpdateBounds, status: DeploymentStatus = DeploymentStatus(),
    old: [ReplicaSet] = [], new: ReplicaSet? = nil
  ) {
    self.replicas = replicas
    self.isPaused = isPaused
    self.strategy = strategy
    self.bounds = bounds
    self.status = status
    self.old = old
    self.new = new
  }

  /// All ReplicaSets, the old ones first.
  var all: [ReplicaSet] { new.map { old + [$0] } ?? old }

  /// What the controller knows of one ReplicaSet.
  package struct ReplicaSet: Equatable, BitwiseCopyable, Sendable {
    /// Its place in the order of creation, by which decisions name it.
    package var age: Int
    /// The wanted number of pods.
    package var specReplicas: Int
    /// Pods that it reports.
    package var statusReplicas: Int
    /// Ready pods that it reports.
    package var readyReplicas = 0
    /// Available pods that it reports.
    package var availableReplicas: Int
    /// Pods that exist and have not ended, terminating ones as well.
    package var existingPods: Int
    /// The owner's replicas when it was last scaled; nil without the annotation.
    package var desiredAnnotation: Int?
    /// The owner's replicas and surge when it was last scaled; nil without the annotation.
    package var maxAnnotation: Int?
    /// The number of its rollout among those of the owner.
    package var revision = 0
    /// Whether its controller has not yet seen the last change of its spec.
    package var hasUnseenChange = false
    /// Whether it reports that pods cannot be created or deleted.
    package var hasReplicaFailure = false

    /// Creates a ReplicaSet that reports as many ready and existing pods as are given.
    package init(
      age: Int, specReplicas: Int, statusReplicas: Int = 0, readyReplicas: Int = 0,
      availableReplicas: Int = 0, existingPods: Int? = nil, desiredAnnotation: Int? = nil,
      maxAnnotation: Int? = nil, revision: Int = 0
    ) {
      self.age = age
      self.specReplicas = specReplicas
      self.statusReplicas = statusReplicas
      self.readyReplicas = readyReplicas
      self.availableReplicas = availableReplicas
      self.existingPods = existingPods ?? statusReplicas
      self.desiredAnnotation = desiredAnnotation
      self.maxAnnotation = maxAnnotation
      self.revision = revision
    }
  }
}
