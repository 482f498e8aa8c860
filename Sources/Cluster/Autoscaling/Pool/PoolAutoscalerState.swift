// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// A PoolAutoscaler of the run.
struct PoolAutoscalerState: Sendable {
  let name: String
  let namespace: String
  let deployment: DeploymentIndex
  /// Whether the object exists yet; one that a later manifest brings does not.
  var exists: Bool
  var settings: PoolAutoscaler
  var rule: PoolAutoscalerRule
  var usual: UsualLoad
  /// The load of the workload, and those of the workloads of its pool.
  let load: Int
  let poolLoads: [Int]
  /// The count that the last look asked for, until its API call is made.
  var dueReplicas: Int32?
}
