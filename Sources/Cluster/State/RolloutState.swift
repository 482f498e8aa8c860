// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// A Rollout of OpenKruise: its plan and how far its workload has come.
struct RolloutState: Sendable {
  let name: String
  let namespace: String
  /// The workload that it releases.
  let target: DeploymentIndex
  var spec: Rollout.Spec
  /// Whether the object exists yet; one that a later manifest brings does not.
  var exists: Bool
  var phase = Phase.healthy
  /// What the controller remembers of the plan.
  var steps = RolloutStepRule.State()
  /// The revision that all pods had before the release.
  var stableRevision = 0
  /// Whether somebody has approved the step that waits.
  var isApproved = false
  /// When the step under way began.
  var stepStartedAt = SimulationTime.zero
  /// When the controller looks again by itself; an instant that has passed means nothing.
  var nextLookAt: SimulationTime?

  /// Where a release is.
  enum Phase: Hashable, Sendable {
    /// Nothing is released.
    case healthy
    /// The controller waits for changes of the plan that come with those of the workload.
    case initializing(since: SimulationTime)
    /// The steps are under way.
    case rolling
    /// The old template is back: all pods go back at once.
    case cancelling
    /// All steps are done or given up, and the workload goes on by itself.
    case finalising
  }

  /// Whether it holds its workload back.
  var isInProgress: Bool {
    switch phase {
    case .initializing, .rolling, .cancelling: exists && !spec.disabled
    case .healthy, .finalising: false
    }
  }

  /// The plan as the rule reads it.
  var plan: [RolloutStepRule.Step] {
    spec.steps.map { given in
      var step = RolloutStepRule.Step(replicas: given.replicas)
      step.trafficPercent = given.trafficPercent.map(Int.init)
      step.pause = given.pauseSeconds.map { .time(.seconds(Int64($0))) } ?? .approval
      return step
    }
  }
}
