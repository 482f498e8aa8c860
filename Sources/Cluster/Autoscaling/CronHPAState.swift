// SPDX-License-Identifier: Apache-2.0

import Manifests

/// A CronHPA of tkestack in the run.
struct CronHPAState: Sendable {
  let name: String
  let namespace: String
  let deployment: DeploymentIndex
  /// Whether the object exists yet; one that a later manifest brings does not.
  var exists: Bool
  /// The rule; nil while the schedules cannot be read, which is an error of the scenario.
  var rule: TkestackCronHPARule?
  /// The count that the last entry asked for, until its API call is made.
  var dueReplicas: Int32?

  init(_ manifest: CronHPA, deployment: DeploymentIndex, exists: Bool) {
    name = manifest.metadata.name
    namespace = manifest.metadata.namespace
    self.deployment = deployment
    self.exists = exists
  }
}
