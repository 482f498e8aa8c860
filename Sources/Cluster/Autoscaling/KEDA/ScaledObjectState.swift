// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// A ScaledObject of the run.
struct ScaledObjectState: Sendable {
  let name: String
  let namespace: String
  let deployment: DeploymentIndex
  /// The place of the autoscaler that KEDA makes of it.
  let autoscaler: Int
  /// Whether the object exists yet; one that a later manifest brings does not.
  var exists: Bool
  var rule: ScaledObjectRule
  var activities: [ScaledObjectPlan.Activity]
  /// The loads of the workloads that each activity is about.
  var activityLoads: [[Int]]
  var pollingInterval: SimulationDuration
  /// The count that the last poll asked for, until its API call is made.
  var dueReplicas: Int32?
}
