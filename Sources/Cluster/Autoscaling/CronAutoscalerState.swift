// SPDX-License-Identifier: Apache-2.0

/// A CronHorizontalPodAutoscaler of the run.
struct CronAutoscalerState: Sendable {
  let name: String
  let namespace: String
  let target: Target
  /// Whether the object exists yet; one that a later manifest brings does not.
  var exists: Bool
  var rule: CronHorizontalPodAutoscalerRule
  /// What the last firing asked for, until its API calls are made.
  var dueActions: [ScalingAction] = []

  /// What is scaled.
  enum Target: Sendable {
    case deployment(DeploymentIndex)
    case autoscaler(Int)
  }
}
