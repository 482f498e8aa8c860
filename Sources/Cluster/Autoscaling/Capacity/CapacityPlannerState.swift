// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Bounds from forecasts in the run.
struct ForecastBoundsState: Sendable {
  /// The place of the autoscaler whose bounds are set.
  let autoscaler: Int
  var rule: ForecastBoundsRule
}

/// A downsizing in steps in the run.
struct DownsizingState: Sendable {
  let deployment: DeploymentIndex
  var rule: StepwiseDownsizingRule
  /// The requests of the workload up to the last look.
  var seenDemand = 0.0
  /// Of these, the ones that failed.
  var seenFailed = 0.0
}
