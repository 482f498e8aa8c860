// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Report

/// What bound each batch of a rollout, as JSON.
struct RolloutDocument: Encodable {
  var version = Version.json
  var kind = "RolloutExplanation"
  var run: Int64
  var workload: String
  var batches: [Batch]

  init(_ run: RunRecord, _ workload: String, _ batches: [BatchExplanation]) {
    self.run = run.id
    self.workload = workload
    self.batches = batches.map(Batch.init)
  }

  struct Batch: Encodable {
    var rollout: Int
    var batch: Int
    var revision: Int?
    var replicas: Int
    var podsMadeOrChanged: Int
    var startedMicroseconds: Int64
    var endedMicroseconds: Int64?
    var deadlineMicroseconds: Int64?
    var outcome: String
    var boundBy: String?
    var seconds: [String: Double]
    var slowestPod: String?
    var turnMicroseconds: Int64
    var path: [PathStep]

    init(_ explained: BatchExplanation) {
      let batch = explained.batch
      rollout = batch.rollout
      self.batch = batch.batch
      revision = batch.revision
      replicas = batch.replicas
      podsMadeOrChanged = explained.podCount
      startedMicroseconds = batch.startedMicroseconds
      endedMicroseconds = batch.endedMicroseconds < 0 ? nil : batch.endedMicroseconds
      deadlineMicroseconds = batch.deadlineMicroseconds < 0 ? nil : batch.deadlineMicroseconds
      outcome = batch.outcome.rawValue
      boundBy = explained.boundBy?.rawValue
      seconds = PathStep.seconds(explained.path)
      slowestPod = explained.slowest?.name
      turnMicroseconds = explained.turnMicroseconds
      path = explained.path.steps.map(PathStep.init)
    }
  }

  /// One wait.
  struct PathStep: Encodable {
    var cause: String
    var fromMicroseconds: Int64
    var toMicroseconds: Int64
    var pod: String?

    init(_ step: CriticalPath.Step) {
      cause = step.cause.rawValue
      fromMicroseconds = step.from
      toMicroseconds = step.to
      pod = step.pod
    }

    /// The seconds of each cause.
    static func seconds(_ path: CriticalPath) -> [String: Double] {
      Dictionary(
        path.totals.map { ($0.cause.rawValue, Double($0.microseconds) / 1e6) },
        uniquingKeysWith: +)
    }
  }
}
