// SPDX-License-Identifier: Apache-2.0

internal import Metrics

/// The rows that tell why.
extension BulkInsert {
  mutating func add(_ update: PodUpdateRecord, run: Int64, ordinal: Int64) throws {
    start(run, ordinal)
    bind(update.pod)
    bind(update.workload)
    bind(Int64(update.revision))
    bind(update.node)
    let stages = update.stages
    for instant in [
      stages.known, stages.requested, stages.updated, stages.exited, stages.pulling,
      stages.pulled, stages.started, stages.answering, stages.ready, stages.available,
    ] {
      bind(reached: instant)
    }
    try step()
  }

  mutating func add(_ decision: ScalingDecisionRecord, run: Int64, ordinal: Int64) throws {
    start(run, ordinal)
    bind(decision.timeMicroseconds)
    bind(decision.lastMicroseconds)
    bind(Int64(decision.count))
    bind(decision.autoscaler)
    bind(decision.target)
    bind(decision.quantity)
    bind(decision.before)
    bind(decision.after)
    bind(decision.reason)
    bind(decision.limit)
    bind(decision.inputs)
    try step()
  }

  private mutating func bind(_ inputs: ScalingDecisionRecord.Inputs?) {
    guard let inputs else {
      // What is not bound again would keep the values of the row before.
      for _ in 0..<17 { bind(optional: nil) }
      return
    }
    bind(inputs.metric)
    bind(inputs.unit)
    for number in [inputs.value, inputs.goal, inputs.ratio] { bind(number) }
    for count in [inputs.readyPods, inputs.unreadyPods, inputs.missingPods] { bind(Int64(count)) }
    bind(optional: inputs.recommendation)
    bind(optional: inputs.lastRecommendation)
    bind(optional: inputs.stabilized)
    bind(inputs.minReplicas)
    bind(inputs.maxReplicas)
    let delays = inputs.delays
    for delay in [delays.window, delays.metricAge, delays.syncWait, delays.stabilization] {
      bind(reached: delay)
    }
  }

  mutating func add(_ batch: BatchRecord, run: Int64, ordinal: Int64) throws {
    start(run, ordinal)
    bind(batch.workload)
    bind(Int64(batch.rollout))
    bind(Int64(batch.batch))
    bind(optional: batch.revision.map(Int64.init))
    bind(Int64(batch.replicas))
    bind(batch.startedMicroseconds)
    bind(reached: batch.endedMicroseconds)
    bind(reached: batch.deadlineMicroseconds)
    bind(batch.outcome.rawValue)
    try step()
  }

  mutating func add(_ status: BatchStatusRecord, run: Int64, ordinal: Int64) throws {
    start(run, ordinal)
    bind(status.timeMicroseconds)
    bind(status.workload)
    bind(status.action)
    bind(reached: status.batchDeadlineTime)
    bind(Int64(status.batchOrder))
    bind(Int64(status.batchOrdinal))
    bind(Int64(status.batchReplicas))
    bind(status.currentDeployComplete ? Int64(1) : 0)
    bind(Int64(status.currentOrderSuccessPer))
    bind(status.currentOrderProgress)
    bind(status.currentRollbackProgress)
    bind(status.generalStatus)
    try step()
  }

  private mutating func start(_ run: Int64, _ ordinal: Int64) {
    start()
    bind(run)
    bind(ordinal)
  }

  private mutating func bind(optional value: Int64?) {
    if let value { bind(value) } else { bindNull() }
  }
}
