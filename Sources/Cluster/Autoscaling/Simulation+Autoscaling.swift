// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// Autoscalers in time: what they see, how old it is, and what they write.
extension Simulation {
  mutating func startAutoscalerSync(_ index: UInt32) {
    if autoscalers[Int(index)].exists { addKey(.horizontalPodAutoscaler, index) }
  }

  /// Puts an autoscaler back into its queue, as the controller does after each reconcile.
  ///
  /// The next comes one period after the end of this one, not on a fixed grid.
  /// Source: kubernetes v1.36 pkg/controller/podautoscaler/rate_limiters.go and horizontal.go.
  mutating func rearmAutoscaler(_ index: UInt32) {
    schedule(.autoscalerDue(index), after: controlPlane.hpaSyncPeriod, .controllers)
  }

  /// The decision of one reconcile, when its reads are done.
  mutating func decideAutoscaler(_ index: Int) -> [SyncState.Call] {
    fillView(of: index)
    let before = autoscalers[index].rule.status
    let decision = autoscalers[index].rule.reconcile(autoscalers[index].view)
    autoscalers[index].lastLimit = decision.limitedBy
    noteDecision(decision, of: index)
    var calls: [SyncState.Call] = []
    if let wanted = decision.scaleTo, wanted != decision.currentReplicas {
      let reason = decision.rescaleText(of: autoscalers[index].view.autoscaler) ?? ""
      record(.rescaled, .autoscaler(index), Int64(wanted), recorder.intern(reason))
      calls.append(scaleCall(ofAutoscaler: index, to: Int(wanted)))
    }
    if decision.status != before { calls.append(.publishAutoscaler) }
    return calls
  }

  mutating func setBounds(ofAutoscaler index: Int, least: Int, most: Int) {
    let before = autoscalers[index].view.autoscaler.minReplicas
    autoscalers[index].view.autoscaler.minReplicas = Int32(clamping: least)
    autoscalers[index].view.autoscaler.maxReplicas = Int32(clamping: most)
    record(.boundsMoved, .autoscaler(index), Int64(before), Int64(least))
  }

  // MARK: Scheduled scaling

  /// Plans the next firing of a scheduled autoscaler.
  mutating func scheduleCron(_ index: Int) {
    guard cronAutoscalers[index].exists,
      let next = cronAutoscalers[index].rule.nextFire(after: unixSecond)
    else { return }
    let at = SimulationTime(microseconds: (next - startUnixSeconds) * 1_000_000)
    if at <= endTime { schedule(.cronJobDue(UInt32(index)), at: at, .controllers) }
  }

  mutating func fireCron(_ index: Int) {
    let outcomes = cronAutoscalers[index].rule.fire(at: unixSecond, target: cronTarget(index))
    carryOut(outcomes, ofCron: index)
    record(.cronFired, .cronAutoscaler(index))
    scheduleCron(index)
  }

  /// Runs the jobs that are late, as the controller does every ten minutes.
  mutating func sweepCron() {
    for index in cronAutoscalers.indices where cronAutoscalers[index].exists {
      let outcomes = cronAutoscalers[index].rule.sweep(at: unixSecond, target: cronTarget(index))
      carryOut(outcomes, ofCron: index)
    }
    schedule(
      .cronSwept, after: .seconds(CronHorizontalPodAutoscalerRule.sweepSeconds), .controllers)
  }

  private mutating func carryOut(_ outcomes: [CronHPAOutcome], ofCron index: Int) {
    recordFiring(outcomes, ofCron: index)
    let actions = outcomes.flatMap(\.actions)
    guard !actions.isEmpty else { return }
    cronAutoscalers[index].dueActions += actions
    addKey(.cronHorizontalPodAutoscaler, UInt32(index))
  }

  /// The simulated calendar's second.
  var unixSecond: Int64 {
    startUnixSeconds + now.microseconds.dividedRoundingDown(by: 1_000_000)
  }

  private func cronTarget(_ index: Int) -> CronHPATargetView {
    switch cronAutoscalers[index].target {
    case .deployment(let deployment):
      return .workload(replicas: Int32(clamping: deployments[deployment].specReplicas))
    case .autoscaler(let autoscaler):
      let compiled = autoscalers[autoscaler].view.autoscaler
      // The controller reads the autoscaler's own status, which is up to one sync old.
      return .autoscaler(
        minReplicas: compiled.minReplicas, maxReplicas: compiled.maxReplicas,
        currentReplicas: autoscalers[autoscaler].rule.status.currentReplicas)
    }
  }

  /// The calls that a firing asks for.
  mutating func planCronAutoscaler(_ index: Int) -> [SyncState.Call] {
    let actions = cronAutoscalers[index].dueActions
    cronAutoscalers[index].dueActions = []
    return actions.compactMap { action -> SyncState.Call? in
      switch (action, cronAutoscalers[index].target) {
      case (.setReplicas(let count), .deployment(let deployment)):
        .scaleDeployment(deployment, to: Int(count))
      case (.setReplicas(let count), .autoscaler(let autoscaler)):
        .scaleDeployment(autoscalers[autoscaler].deployment, to: Int(count))
      case (.setHPABounds(let least, let most), .autoscaler(let autoscaler)):
        .setAutoscalerBounds(autoscaler, least: Int(least), most: Int(most))
      // A workload has no bounds.
      case (.setHPABounds, .deployment): nil
      }
    }
  }
}

extension SimulationTime {
  /// The instant without its fraction of a second, as the Kubernetes API shows times.
  var wholeSecond: SimulationTime {
    SimulationTime(microseconds: microseconds.dividedRoundingDown(by: 1_000_000) * 1_000_000)
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity, for instants before the start.
  func dividedRoundingDown(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
