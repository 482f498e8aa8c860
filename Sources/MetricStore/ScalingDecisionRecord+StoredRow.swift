// SPDX-License-Identifier: Apache-2.0

internal import Metrics

extension PodUpdateRecord {
  init(_ row: StoredRow) throws(RunStoreError) {
    var stages = Stages()
    stages.known = try row.instant("known_us")
    stages.requested = try row.instant("requested_us")
    stages.updated = try row.instant("updated_us")
    stages.exited = try row.instant("exited_us")
    stages.pulling = try row.instant("pulling_us")
    stages.pulled = try row.instant("pulled_us")
    stages.started = try row.instant("started_us")
    stages.answering = try row.instant("answering_us")
    stages.ready = try row.instant("ready_us")
    stages.available = try row.instant("available_us")
    self.init(
      pod: try row.text("pod"), workload: try row.text("workload"),
      revision: Int(try row.integer("revision")), node: try row.optionalText("node"),
      stages: stages)
  }
}

extension ScalingDecisionRecord {
  init(_ row: StoredRow) throws(RunStoreError) {
    self.init(
      timeMicroseconds: try row.instant("time_us"), autoscaler: try row.text("autoscaler"),
      target: try row.text("target"), before: try row.count("before"),
      after: try row.count("after"), reason: try row.text("reason"),
      limit: try row.text("limited_by"))
    lastMicroseconds = try row.instant("last_us")
    count = Int(try row.count("times"))
    quantity = try row.text("quantity")
    if let least = try row.optionalInteger("min_replicas") {
      inputs = try Inputs(row, minReplicas: least)
    }
  }
}

extension ScalingDecisionRecord.Inputs {
  fileprivate init(_ row: StoredRow, minReplicas least: Int64) throws(RunStoreError) {
    self.init()
    metric = try row.optionalText("metric")
    unit = try row.text("unit")
    value = try row.number("value")
    goal = try row.number("goal")
    ratio = try row.number("ratio")
    readyPods = Int(try row.count("ready_pods"))
    unreadyPods = Int(try row.count("unready_pods"))
    missingPods = Int(try row.count("missing_pods"))
    recommendation = try row.optionalInteger("recommendation")
    lastRecommendation = try row.optionalInteger("last_recommendation")
    stabilized = try row.optionalInteger("stabilized")
    minReplicas = least
    maxReplicas = try row.count("max_replicas")
    delays.window = try row.instant("window_us")
    delays.metricAge = try row.instant("metric_age_us")
    delays.syncWait = try row.instant("sync_wait_us")
    delays.stabilization = try row.instant("stabilization_us")
  }
}

extension BatchRecord {
  init(_ row: StoredRow) throws(RunStoreError) {
    self.init(
      workload: try row.text("workload"), rollout: Int(try row.count("rollout")),
      batch: Int(try row.count("batch")), replicas: Int(try row.count("replicas")),
      startedMicroseconds: try row.instant("started_us"))
    revision = try row.optionalInteger("revision").map { Int($0) }
    endedMicroseconds = try row.instant("ended_us")
    deadlineMicroseconds = try row.instant("deadline_us")
    outcome = try row.value("outcome")
  }
}

extension BatchStatusRecord {
  init(_ row: StoredRow) throws(RunStoreError) {
    self.init(
      timeMicroseconds: try row.instant("time_us"), workload: try row.text("workload"))
    action = try row.text("action")
    batchDeadlineTime = try row.instant("batchDeadlineTime_us")
    batchOrder = Int(try row.count("batchOrder"))
    batchOrdinal = Int(try row.count("batchOrdinal"))
    batchReplicas = Int(try row.count("batchReplicas"))
    currentDeployComplete = try row.integer("currentDeployComplete") != 0
    currentOrderSuccessPer = Int(try row.count("currentOrderSuccessPer"))
    currentOrderProgress = try row.text("currentOrderProgress")
    currentRollbackProgress = try row.text("currentRollbackProgress")
    generalStatus = try row.text("generalStatus")
  }
}
