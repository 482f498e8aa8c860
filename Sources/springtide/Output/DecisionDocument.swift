// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Report

/// The decisions of an autoscaler, and what else moved its target, as JSON.
struct DecisionDocument: Encodable {
  var version = Version.json
  var kind = "ScalingExplanation"
  var run: Int64
  var autoscaler: String
  var targets: [String]
  var decisions: [Decision]
  var rollouts: [Rollout]

  init(_ run: RunRecord, _ story: AutoscalerStory) {
    self.run = run.id
    autoscaler = story.autoscaler
    targets = story.targets
    decisions = story.decisions.map(Decision.init)
    rollouts = story.batches.map(Rollout.init)
  }

  struct Decision: Encodable {
    var timeMicroseconds: Int64
    var lastMicroseconds: Int64
    var times: Int
    var autoscaler: String
    var target: String
    var quantity: String
    var before: Int64
    var after: Int64
    var reason: String
    var limitedBy: String
    var inputs: Inputs?

    init(_ record: ScalingDecisionRecord) {
      timeMicroseconds = record.timeMicroseconds
      lastMicroseconds = record.lastMicroseconds
      times = record.count
      autoscaler = record.autoscaler
      target = record.target
      quantity = record.quantity
      before = record.before
      after = record.after
      reason = record.reason
      limitedBy = record.limit
      inputs = record.inputs.map(Inputs.init)
    }
  }

  struct Inputs: Encodable {
    var metric: String?
    var unit: String
    var value: JSONNumber
    var goal: JSONNumber
    var ratio: JSONNumber
    var readyPods: Int
    var unreadyPods: Int
    var missingPods: Int
    var recommendation: Int64?
    var lastRecommendation: Int64?
    var stabilized: Int64?
    var minReplicas: Int64
    var maxReplicas: Int64
    var windowMicroseconds: Int64?
    var metricAgeMicroseconds: Int64?
    var syncWaitMicroseconds: Int64?
    var stabilizationMicroseconds: Int64?

    init(_ inputs: ScalingDecisionRecord.Inputs) {
      func known(_ delay: Int64) -> Int64? { delay < 0 ? nil : delay }
      metric = inputs.metric
      unit = inputs.unit
      value = JSONNumber(value: inputs.value)
      goal = JSONNumber(value: inputs.goal)
      ratio = JSONNumber(value: inputs.ratio)
      readyPods = inputs.readyPods
      unreadyPods = inputs.unreadyPods
      missingPods = inputs.missingPods
      recommendation = inputs.recommendation
      lastRecommendation = inputs.lastRecommendation
      stabilized = inputs.stabilized
      minReplicas = inputs.minReplicas
      maxReplicas = inputs.maxReplicas
      windowMicroseconds = known(inputs.delays.window)
      metricAgeMicroseconds = known(inputs.delays.metricAge)
      syncWaitMicroseconds = known(inputs.delays.syncWait)
      stabilizationMicroseconds = known(inputs.delays.stabilization)
    }
  }

  /// A batch of a rollout of a target.
  struct Rollout: Encodable {
    var workload: String
    var rollout: Int
    var batch: Int
    var replicas: Int
    var startedMicroseconds: Int64
    var endedMicroseconds: Int64?
    var outcome: String

    init(_ batch: BatchRecord) {
      workload = batch.workload
      rollout = batch.rollout
      self.batch = batch.batch
      replicas = batch.replicas
      startedMicroseconds = batch.startedMicroseconds
      endedMicroseconds = batch.endedMicroseconds < 0 ? nil : batch.endedMicroseconds
      outcome = batch.outcome.rawValue
    }
  }
}
