// SPDX-License-Identifier: Apache-2.0

/// A downsizing in steps in the run.
struct DownsizingState: Sendable {
  let deployment: DeploymentIndex
  var rule: StepwiseDownsizingRule
  /// The requests of the workload up to the last look.
  var seenDemand = 0.0
  /// Of these, the ones that failed.
  var seenFailed = 0.0
}
