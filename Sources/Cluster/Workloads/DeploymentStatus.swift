// SPDX-License-Identifier: Apache-2.0

/// What the API server last heard of a Deployment.
package struct DeploymentStatus: Equatable, BitwiseCopyable, Sendable {
  /// The generation of the spec that the controller has acted on.
  package var observedGeneration = 0
  /// Pods of all ReplicaSets, as these report them.
  package var replicas = 0
  /// Pods of the current template.
  package var updated = 0
  /// Pods that are ready.
  package var ready = 0
  /// Pods that have been ready for `minReadySeconds`.
  package var available = 0
  /// The sizes of all ReplicaSets together less the available pods.
  package var unavailable = 0
  /// The condition Available.
  package var availability: DeploymentCondition?
  /// The condition Progressing; nil if there is none.
  package var progress: DeploymentCondition?
  /// Whether a ReplicaSet cannot create or delete pods (condition ReplicaFailure).
  package var hasReplicaFailure = false

  /// Creates the status of a Deployment that nobody has looked at.
  package init() {}

  /// Whether all replicas are updated, available and alone, and the spec has been seen.
  package func isComplete(replicas wanted: Int, generation: Int) -> Bool {
    updated == wanted && replicas == wanted && available == wanted
      && observedGeneration >= generation
  }
}
