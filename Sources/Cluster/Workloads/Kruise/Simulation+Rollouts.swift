// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// Rollouts of OpenKruise: their controller moves the partition of a workload step by step.
extension Simulation {
  /// Time that a release waits for changes of its plan (openkruise/rollouts
  /// pkg/controller/rollout/rollout_progressing.go, defaultGracePeriodSeconds).
  static let rolloutGracePeriod = SimulationDuration.seconds(3)
  /// Requests before the workload is written: the status of the Rollout with the next step, its
  /// BatchRelease, and the status of that (openkruise/rollouts pkg/controller/rollout,
  /// pkg/controller/batchrelease).
  private static let requestsOfStep = 3

  /// The object that a manifest describes, if its workload is known.
  mutating func addRollout(_ manifest: Rollout, exists: Bool) {
    let target = WorkloadReference(manifest.spec.workloadRef, of: manifest.metadata)
    let isKnown = rollout(namespace: target.namespace, name: manifest.metadata.name) != nil
    guard !isKnown, let index = deployment(target) else { return }
    rollouts.append(
      RolloutState(
        name: manifest.metadata.name, namespace: target.namespace, target: index,
        spec: manifest.spec, exists: exists))
  }

  /// The place of a Rollout, if it is known.
  func rollout(namespace: String, name: String) -> Int? {
    rollouts.firstIndex { $0.namespace == namespace && $0.name == name }
  }

  mutating func apply(_ manifest: Rollout) {
    let metadata = manifest.metadata
    guard let place = rollout(namespace: metadata.namespace, name: metadata.name) else { return }
    rollouts[place].exists = true
    rollouts[place].spec = manifest.spec
    lookAtRollout(place, after: controlPlane.watchDelay)
  }

  /// Confirms the step that waits, as `kubectl kruise rollout approve` does; else nothing happens.
  mutating func approveRollout(namespace: String, name: String) {
    guard let place = rollout(namespace: namespace, name: name), rollouts[place].phase == .rolling,
      rollouts[place].steps.waitsSince != nil
    else { return }
    rollouts[place].isApproved = true
    lookAtRollout(place, after: controlPlane.apiLatency + controlPlane.watchDelay)
  }

  private mutating func lookAtRollout(_ place: Int, after delay: SimulationDuration) {
    schedule(.keyAdded(.rollout, UInt32(place)), after: delay, .controllers)
  }

  /// Whether a Rollout holds a workload back.
  func isHeldByRollout(_ index: DeploymentIndex) -> Bool {
    rollouts.contains { $0.target == index && $0.isInProgress }
  }

  /// Whether a Rollout lets the pods of a workload go step by step; on the way back it does not.
  func goesInSteps(_ index: DeploymentIndex) -> Bool {
    rollouts.contains { $0.target == index && $0.isInProgress && $0.phase != .cancelling }
  }

  /// Tells the controller that the status of a workload has changed.
  mutating func notifyRollouts(of index: DeploymentIndex) {
    for place in rollouts.indices where rollouts[place].target == index {
      guard rollouts[place].phase != .healthy else { continue }
      lookAtRollout(place, after: controlPlane.watchDelay)
    }
  }

  /// Holds a workload back that got another template, before its controller can see it.
  ///
  /// A webhook does so in the same request (openkruise/rollouts
  /// pkg/webhook/workload/mutating/workload_update_handler.go).
  mutating func holdRelease(of index: DeploymentIndex) {
    let place = rollouts.firstIndex {
      $0.target == index && $0.exists && !$0.spec.disabled && !$0.spec.steps.isEmpty
    }
    guard let place, deployments[index].specReplicas > 0 else { return }
    let wasInProgress = rollouts[place].isInProgress
    if !wasInProgress {
      rollouts[place].stableRevision = stableRevision(of: index)
    }
    hold(index)
    rollouts[place].isApproved = false
    let revision = deployments[index].template.position
    if wasInProgress, revision == rollouts[place].stableRevision {
      rollouts[place].phase = .cancelling
      lookAtRollout(place, after: controlPlane.watchDelay)
    } else {
      rollouts[place].phase = .initializing(since: now)
      lookAtRollout(place, after: Self.rolloutGracePeriod)
    }
  }

  // MARK: What the controller does

  /// The calls of one sync of a Rollout.
  mutating func planRollout(_ place: Int) -> [SyncState.Call] {
    let state = rollouts[place]
    guard state.exists, !state.spec.disabled, hasSettledStatus(state.target) else { return [] }
    switch state.phase {
    case .healthy: return []
    case .cancelling:
      return finalise(place)
    case .finalising:
      if deployments[state.target].rolloutStartedAt == nil { rollouts[place].phase = .healthy }
      return []
    case .initializing(let since):
      guard now >= since + Self.rolloutGracePeriod else { return [] }
      // A manifest may have taken the plan away meanwhile.
      guard !state.spec.steps.isEmpty else { return finalise(place) }
      rollouts[place].phase = .rolling
      rollouts[place].steps = RolloutStepRule.State()
      recordStep(of: place)
      return planStep(of: place)
    case .rolling: return planStep(of: place)
    }
  }

  private mutating func planStep(of place: Int) -> [SyncState.Call] {
    let state = rollouts[place]
    guard !state.spec.paused else { return [] }
    let view = rolloutView(of: state)
    let decision = RolloutStepRule.sync(view, state.steps)
    rollouts[place].steps = decision.state
    if decision.state.step != state.steps.step { rollouts[place].isApproved = false }
    recordSteps(of: place, from: state.steps)
    if let instant = decision.recheckAt, state.nextLookAt != instant {
      rollouts[place].nextLookAt = instant
      schedule(.keyAdded(.rollout, UInt32(place)), at: instant, .controllers)
    }
    if decision.isDone {
      return finalise(place)
    }
    // Pods that are updated already stay so.
    guard stableCount(of: state.target) > decision.partition else { return [] }
    let isDeployment = deployments[state.target].kind == .deployment
    // The partition of a Deployment is what is updated, the reverse of a CloneSet's.
    let setting =
      isDeployment ? state.spec.steps[decision.state.step].replicas : decision.setting
    return callsOfPartition(setting, of: state.target)
  }

  /// Lets all pods go, and looks again when that should be done.
  private mutating func finalise(_ place: Int) -> [SyncState.Call] {
    rollouts[place].phase = .finalising
    lookAtRollout(place, after: Self.rolloutGracePeriod)
    return callsOfPartition(.int(0), of: rollouts[place].target)
  }

  private func rolloutView(of state: RolloutState) -> RolloutStepRule.View {
    let counts = updatedCounts(of: state.target)
    var view = RolloutStepRule.View(
      steps: state.plan, replicas: deployments[state.target].specReplicas,
      updated: counts.updated, updatedReady: counts.ready, now: now)
    view.failureThreshold = state.spec.failureThreshold
    view.isApproved = state.isApproved
    view.leavesOneOld = deployments[state.target].kind == .deployment
    return view
  }

  private func callsOfPartition(
    _ partition: IntOrString, of index: DeploymentIndex
  ) -> [SyncState.Call] {
    Array(repeating: .read, count: Self.requestsOfStep) + [.setPartition(index, partition)]
  }

  // MARK: What is told of steps

  private mutating func recordSteps(of place: Int, from before: RolloutStepRule.State) {
    let state = rollouts[place]
    let wasDone = before.waitsSince != nil
    let isDone = state.steps.waitsSince != nil || state.steps.step > before.step
    if isDone, !wasDone {
      let took = (now - state.stepStartedAt).microseconds
      record(.batchCompleted, .deployment(state.target), Int64(before.step + 1), took)
      endBatch(of: state.target, .completed)
    }
    if state.steps.step > before.step, state.steps.step < state.spec.steps.count {
      recordStep(of: place)
    }
  }

  /// Notes that a step begins, with the pods that it adds.
  private mutating func recordStep(of place: Int) {
    rollouts[place].stepStartedAt = now
    let state = rollouts[place]
    let (plan, replicas) = (state.plan, deployments[state.target].specReplicas)
    let step = state.steps.step
    let leavesOne = deployments[state.target].kind == .deployment
    func wanted(_ step: Int) -> Int {
      step < 0
        ? 0
        : RolloutStepRule.updated(for: plan[step], replicas: replicas, leavesOneOld: leavesOne)
    }
    let added = max(0, wanted(step) - wanted(step - 1))
    record(.batchStarted, .deployment(state.target), Int64(step + 1), Int64(added))
    beginBatch(step + 1, of: state.target, replicas: added)
  }
}
