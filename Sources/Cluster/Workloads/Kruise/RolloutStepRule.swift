// SPDX-License-Identifier: Apache-2.0

package import EventKernel
package import Manifests

/// Decides how far a Rollout of OpenKruise may update its workload.
///
/// Follows openkruise/rollouts pkg/controller/batchrelease: `control/util.go`
/// (CalculateBatchReplicas) and `context/context.go` (IsBatchReady). The comment of the API says
/// that without a threshold the workload's maxUnavailable counts; the code bears no failure then.
package enum RolloutStepRule {
  /// One step of the plan.
  package struct Step: Hashable, Sendable {
    /// What ends the wait after a step.
    package enum Pause: Hashable, Sendable {
      /// Nothing: the next step follows at once.
      case none
      case time(SimulationDuration)
      /// Somebody approves.
      case approval
    }

    /// Pods that shall be updated at the end of the step, in all.
    package var replicas: IntOrString
    /// Percent of the traffic for updated pods; nil if the step does not route.
    package var trafficPercent: Int?
    /// What ends the wait after the step.
    package var pause = Pause.none

    /// Creates a step without traffic and pause.
    package init(replicas: IntOrString) {
      self.replicas = replicas
    }
  }

  /// What the controller sees of the workload.
  package struct View: Sendable {
    /// The plan; steps never shrink.
    package var steps: [Step]
    /// The wanted pods.
    package var replicas: Int
    /// Pods of the new revision.
    package var updated: Int
    /// Of those, ready ones.
    package var updatedReady: Int
    /// Failures that are borne in a step; nil for none.
    package var failureThreshold: IntOrString?
    /// Whether a step below 100 % leaves one old pod at least, as a Deployment does.
    package var leavesOneOld = false
    /// Whether somebody approves the step that waits.
    package var isApproved = false
    /// The present.
    package var now: SimulationTime

    /// Creates a view.
    package init(
      steps: [Step], replicas: Int, updated: Int, updatedReady: Int,
      now: SimulationTime = .zero
    ) {
      self.steps = steps
      self.replicas = replicas
      self.updated = updated
      self.updatedReady = updatedReady
      self.now = now
    }
  }

  /// What the controller remembers.
  package struct State: Hashable, Sendable {
    /// The step under way, counted from zero; the number of steps when all are done.
    package var step = 0
    /// Since when the step is done and waits.
    package var waitsSince: SimulationTime?

    /// Creates the memory of a rollout that begins.
    package init() {}
  }

  /// What the workload shall do.
  package struct Decision: Equatable, Sendable {
    /// The memory after the sync.
    package var state: State
    /// Pods that shall be updated.
    package var updated: Int
    /// The partition that says so: pods that stay old.
    package var partition: Int
    /// The same as it is written.
    package var setting: IntOrString
    /// Percent of the traffic for updated pods; nil if it is not routed.
    package var trafficPercent: Int?
    /// When to look again without news; nil for never.
    package var recheckAt: SimulationTime?
    /// Whether all steps are done.
    package var isDone: Bool
  }

  /// Pods that a step wants updated: a percentage rounds up.
  package static func updated(
    for step: Step, replicas: Int, leavesOneOld: Bool = false
  ) -> Int {
    if leavesOneOld { return DeploymentRule.updateLimit(step.replicas, replicas: replicas) }
    let wanted = step.replicas.scaled(total: replicas, roundingUp: true) ?? 0
    return max(0, min(wanted, replicas))
  }

  /// The partition as it is written: in percent if the step is.
  ///
  /// Follows `control/util.go` (ParseIntegerAsPercentageIfPossible). The percentage rounds down and
  /// the workload rounds up, so that it may keep other numbers than meant; a step of 99 % that
  /// leaves fewer than one percent gets 1 % and may never be ready.
  package static func setting(stable: Int, of replicas: Int, in step: Step) -> IntOrString {
    guard case .string = step.replicas else { return .int(Int32(clamping: stable)) }
    if stable >= replicas { return .string("100%") }
    if stable <= 0 { return .string("0%") }
    let percent = stable * 100 / replicas
    if percent == 0, step.replicas != .string("100%") { return .string("1%") }
    return .string("\(percent)%")
  }

  /// Whether enough pods are updated and ready for the end of a step.
  package static func isReady(_ view: View, wanted: Int) -> Bool {
    let borne = view.failureThreshold?.scaled(total: view.updated, roundingUp: true) ?? 0
    return view.updated >= wanted && view.updatedReady + borne >= wanted
      && (wanted == 0 || view.updatedReady > 0)
  }

  /// The step that is due now.
  package static func sync(_ view: View, _ state: State) -> Decision {
    var state = state
    var recheckAt: SimulationTime?
    var isApproved = view.isApproved
    while state.step < view.steps.count {
      let step = view.steps[state.step]
      let wanted = updated(
        for: step, replicas: view.replicas, leavesOneOld: view.leavesOneOld)
      if state.waitsSince == nil {
        guard isReady(view, wanted: wanted) else { break }
        state.waitsSince = view.now
      }
      let since = state.waitsSince ?? view.now
      var isOver = isApproved
      switch step.pause {
      case .none: isOver = true
      case .time(let length):
        if view.now >= since + length { isOver = true }
        if !isOver { recheckAt = since + length }
      case .approval: break
      }
      // Nothing is left to wait for after all pods.
      if state.step == view.steps.count - 1, step.replicas == .string("100%") { isOver = true }
      guard isOver else { break }
      isApproved = false
      state.step += 1
      state.waitsSince = nil
    }
    let isDone = state.step >= view.steps.count
    let wanted =
      isDone
      ? view.replicas
      : updated(
        for: view.steps[state.step], replicas: view.replicas, leavesOneOld: view.leavesOneOld)
    let setting =
      isDone
      ? IntOrString.int(0)
      : Self.setting(stable: view.replicas - wanted, of: view.replicas, in: view.steps[state.step])
    return Decision(
      state: state, updated: wanted, partition: view.replicas - wanted, setting: setting,
      trafficPercent: isDone ? nil : view.steps[state.step].trafficPercent, recheckAt: recheckAt,
      isDone: isDone)
  }
}
