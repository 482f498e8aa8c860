// SPDX-License-Identifier: Apache-2.0

import Metrics

/// What tells why in the sample run.
extension SampleRun {
  static var someUpdates: [PodUpdateRecord] {
    var stages = PodUpdateRecord.Stages()
    stages.known = 100_000_000
    stages.requested = 100_500_000
    stages.updated = 101_000_000
    stages.exited = 103_000_000
    stages.started = 104_000_000
    stages.ready = 109_000_000
    return [
      PodUpdateRecord(
        pod: "default/feed-5", workload: "Deployment/default/feed", revision: 2,
        node: "online-2", stages: stages),
      PodUpdateRecord(
        pod: "default/feed-6", workload: "Deployment/default/feed", revision: 2, node: nil,
        stages: PodUpdateRecord.Stages()),
    ]
  }

  static var someDecisions: [ScalingDecisionRecord] {
    var raise = ScalingDecisionRecord(
      timeMicroseconds: 90_000_000, autoscaler: "HorizontalPodAutoscaler/default/feed",
      target: "Deployment/default/feed", before: 6, after: 12,
      reason: "cpu resource utilization (percentage of request) above target",
      limit: "scaleUp.policies")
    var inputs = ScalingDecisionRecord.Inputs()
    inputs.metric = "cpu"
    inputs.unit = "%"
    inputs.value = 173
    inputs.goal = 60
    inputs.ratio = 173.0 / 60
    inputs.readyPods = 6
    inputs.missingPods = 1
    inputs.recommendation = 18
    inputs.lastRecommendation = 18
    inputs.stabilized = 18
    inputs.minReplicas = 2
    inputs.maxReplicas = 30
    inputs.delays.window = 15_000_000
    inputs.delays.metricAge = 4_000_000
    inputs.delays.syncWait = 7_500_000
    inputs.delays.stabilization = 30_000_000
    raise.inputs = inputs
    var hold = raise
    hold.timeMicroseconds = 105_000_000
    hold.lastMicroseconds = 280_000_000
    hold.count = 12
    hold.before = 12
    hold.limit = "tolerance"
    hold.reason = ""
    hold.inputs?.metric = nil
    hold.inputs?.value = .nan
    hold.inputs?.recommendation = nil
    hold.inputs?.delays = ScalingDecisionRecord.Delays()
    var bounds = ScalingDecisionRecord(
      timeMicroseconds: 60_000_000, autoscaler: "CronHPA/default/feed",
      target: "Deployment/default/feed", before: 2, after: 6, reason: "entry 1 of the list")
    bounds.quantity = "minReplicas"
    // The store orders by time, whatever the order of writing.
    return [raise, hold, bounds]
  }

  static var someBatches: [BatchRecord] {
    var first = BatchRecord(
      workload: "Deployment/default/feed", rollout: 1, batch: 1, replicas: 6,
      startedMicroseconds: 5_000_000)
    first.revision = 2
    first.endedMicroseconds = 30_000_000
    first.deadlineMicroseconds = 900_000_000
    first.outcome = .completed
    let open = BatchRecord(
      workload: "StatefulSetPlus/default/im", rollout: 2, batch: 3, replicas: 7,
      startedMicroseconds: 200_000_000)
    return [first, open]
  }

  static var someStatuses: [BatchStatusRecord] {
    var going = BatchStatusRecord(
      timeMicroseconds: 200_000_000, workload: "StatefulSetPlus/default/im")
    going.action = "Next"
    going.batchDeadlineTime = 1_100_000_000
    going.batchOrder = 3
    going.batchOrdinal = 14
    going.batchReplicas = 7
    going.currentDeployComplete = false
    going.currentOrderSuccessPer = 28
    going.currentOrderProgress = "Progressing"
    going.currentRollbackProgress = ""
    going.generalStatus = "Progressing"
    return [
      going, BatchStatusRecord(timeMicroseconds: 290_000_000, workload: going.workload),
    ]
  }
}
