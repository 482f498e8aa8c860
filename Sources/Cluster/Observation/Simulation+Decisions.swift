// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// Writing down what loops that scale decide.
extension Simulation {
  /// Writes down a decision; any loop may call this for a target of its own.
  mutating func recordDecision(_ decision: ScalingDecisionRecord) {
    recorder.decisions.append(decision)
  }

  /// Writes down that the timeline changes the size of a workload.
  mutating func recordOrder(
    _ reason: String, of index: DeploymentIndex, from before: Int, to after: Int
  ) {
    guard before != after else { return }
    recordDecision(
      ScalingDecisionRecord(
        timeMicroseconds: now.microseconds, autoscaler: "Scenario",
        target: deployments[index].reference.description, before: Int64(before),
        after: Int64(after), reason: reason))
  }

  /// Writes down what an autoscaler decided; equal decisions that change nothing are one record.
  mutating func noteDecision(_ decision: HPADecision, of index: Int) {
    let hold = autoscalers[index].hold
    autoscalers[index].hold = HPAHold(after: hold, decision, at: now)
    let key = HPADecisionKey(decision)
    let isChange = decision.resultingReplicas != decision.currentReplicas
    if !isChange, autoscalers[index].openDecision?.key == key {
      autoscalers[index].openDecision?.record.count += 1
      autoscalers[index].openDecision?.record.lastMicroseconds = now.microseconds
      autoscalers[index].openDecision?.record.inputs?.lastRecommendation =
        decision.recommendation.map(Int64.init)
      return
    }
    closeDecision(of: index)
    var record = self.record(of: decision, by: index)
    record.inputs?.delays.stabilization =
      hold?.length(until: now, before: decision).microseconds ?? 0
    if isChange {
      recordDecision(record)
    } else {
      autoscalers[index].openDecision = (key, record)
    }
  }

  /// Hands over the decision that an autoscaler repeats until now.
  mutating func closeDecision(of index: Int) {
    guard let open = autoscalers[index].openDecision else { return }
    autoscalers[index].openDecision = nil
    recordDecision(open.record)
  }

  private func record(of decision: HPADecision, by index: Int) -> ScalingDecisionRecord {
    let state = autoscalers[index]
    var record = ScalingDecisionRecord(
      timeMicroseconds: now.microseconds,
      autoscaler: "HorizontalPodAutoscaler/\(state.namespace)/\(state.name)",
      target: deployments[state.deployment].reference.description,
      before: Int64(decision.currentReplicas), after: Int64(decision.resultingReplicas),
      reason: decision.rescaleText(of: state.view.autoscaler) ?? "",
      limit: decision.limitedBy.word)
    record.inputs = inputs(of: decision, by: index)
    return record
  }

  private func inputs(
    of decision: HPADecision, by index: Int
  ) -> ScalingDecisionRecord.Inputs {
    let autoscaler = autoscalers[index].view.autoscaler
    var inputs = ScalingDecisionRecord.Inputs()
    inputs.minReplicas = Int64(autoscaler.minReplicas)
    inputs.maxReplicas = Int64(autoscaler.maxReplicas)
    inputs.recommendation = decision.recommendation.map(Int64.init)
    inputs.lastRecommendation = inputs.recommendation
    inputs.stabilized = decision.stabilizedRecommendation.map(Int64.init)
    guard let metric = decision.decidingMetric else { return inputs }
    let proposal = decision.proposals[metric]
    inputs.metric = autoscaler.metrics[metric].name
    (inputs.value, inputs.goal, inputs.unit) = Self.values(proposal, autoscaler.metrics[metric])
    inputs.ratio = proposal.failure == nil ? proposal.ratio : .nan
    inputs.readyPods = Int(proposal.readyPods)
    inputs.unreadyPods = Int(proposal.unreadyPods)
    inputs.missingPods = Int(proposal.missingPods)
    noteAge(of: metric, by: index, in: &inputs.delays)
    return inputs
  }

  /// The value and the goal of a metric in the unit of its target.
  private static func values(
    _ proposal: HPAMetricProposal, _ metric: HPAMetric
  ) -> (value: Double, goal: Double, unit: String) {
    func whole(_ milli: Int64?) -> Double { milli.map { Double($0) / 1000 } ?? .nan }
    switch metric.target {
    case .utilization(let percent):
      return (proposal.status.averageUtilization.map(Double.init) ?? .nan, Double(percent), "%")
    case .value(let milli): return (whole(proposal.status.valueMilli), whole(milli), "")
    case .averageValue(let milli):
      return (whole(proposal.status.averageValueMilli), whole(milli), "")
    }
  }

  /// How old a metric was on average, and how long it could be asked for already.
  ///
  /// A series that the scenario gives, and a span of time, are as new as the look at them.
  private func noteAge(
    of metric: Int, by index: Int, in delays: inout ScalingDecisionRecord.Delays
  ) {
    switch autoscalers[index].sources[metric] {
    case .cpu: noteAge(ofSamples: autoscalers[index].view.readings[metric].samples, in: &delays)
    case .memory:
      noteAge(ofSamples: autoscalers[index].view.readings[metric].samples, in: &delays)
      // A working set is that of one instant, not a mean.
      delays.window = 0
    case .pods(let quantity), .workloads(let quantity, _):
      guard let round = collector.lastRound else { return }
      delays.window = quantity == .waiting ? 0 : collector.window.microseconds
      delays.metricAge = 0
      delays.syncWait = max(0, (now - collector.instant(ofRound: round)).microseconds)
    case .series, .cron, .none: break
    }
  }

  private func noteAge(
    ofSamples samples: [PodMetricSample], in delays: inout ScalingDecisionRecord.Delays
  ) {
    guard recorder.metricsStoredAt >= .zero else { return }
    var (ages, windows, count) = (Int64(0), Int64(0), Int64(0))
    for sample in samples where sample.isPresent {
      ages += max(0, (recorder.metricsStoredAt - sample.timestamp).microseconds)
      windows += sample.window.microseconds
      count += 1
    }
    guard count > 0 else { return }
    delays.window = windows / count
    delays.metricAge = ages / count
    delays.syncWait = (now - recorder.metricsStoredAt).microseconds
  }

  // MARK: Scheduled scaling

  /// Writes down what the jobs of a CronHorizontalPodAutoscaler did.
  mutating func recordFiring(_ outcomes: [CronHPAOutcome], ofCron index: Int) {
    for outcome in outcomes {
      let job = cronAutoscalers[index].rule.jobs[outcome.job]
      switch outcome.result {
      case .scaled(let actions) where actions.isEmpty:
        recordFiring("job \(job.name) found nothing to change", "none", [], ofCron: index)
      case .scaled(let actions):
        recordFiring("job \(job.name)", "none", actions, ofCron: index)
      case .skipped(let date):
        recordFiring("job \(job.name) left out", "excludeDates[\(date)]", [], ofCron: index)
      case .retrying:
        recordFiring("job \(job.name) did not reach its target", "retry", [], ofCron: index)
      case .failed:
        recordFiring("job \(job.name) gave up on its target", "failed", [], ofCron: index)
      }
    }
  }

  private mutating func recordFiring(
    _ reason: String, _ limit: String, _ actions: [ScalingAction], ofCron index: Int
  ) {
    let state = cronAutoscalers[index]
    let (owner, scaler): (DeploymentIndex, Int?) =
      switch state.target {
      case .deployment(let deployment): (deployment, nil)
      case .autoscaler(let place): (autoscalers[place].deployment, place)
      }
    let replicas = Int64(deployments[owner].specReplicas)
    var record = ScalingDecisionRecord(
      timeMicroseconds: now.microseconds,
      autoscaler: "CronHorizontalPodAutoscaler/\(state.namespace)/\(state.name)",
      target: deployments[owner].reference.description, before: replicas, after: replicas,
      reason: reason, limit: limit)
    if actions.isEmpty { recordDecision(record) }
    for action in actions {
      switch action {
      case .setReplicas(let count):
        (record.quantity, record.before, record.after) = ("replicas", replicas, Int64(count))
      case .setHPABounds(let least, _):
        let before = scaler.map { autoscalers[$0].view.autoscaler.minReplicas } ?? least
        (record.quantity, record.before, record.after) = (
          "minReplicas", Int64(before), Int64(least)
        )
      }
      recordDecision(record)
    }
  }

  /// Writes down that an entry of a CronHPA was due.
  mutating func recordFiring(_ outcome: TkestackCronHPARule.Outcome, ofCronHPA index: Int) {
    let state = cronHPAs[index]
    let before = Int64(deployments[state.deployment].specReplicas)
    var after = before
    if case .setReplicas(let count) = outcome.action { after = Int64(count) }
    recordDecision(
      ScalingDecisionRecord(
        timeMicroseconds: now.microseconds, autoscaler: "CronHPA/\(state.namespace)/\(state.name)",
        target: deployments[state.deployment].reference.description, before: before, after: after,
        reason: "entry \(outcome.entry + 1) of the list"
          + (before == after ? " found nothing to change" : "")))
  }
}
