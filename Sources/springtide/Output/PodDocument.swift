// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Report

/// The why of one pod, as JSON.
struct PodDocument: Encodable {
  var version = Version.json
  var kind = "PodExplanation"
  var run: Int64
  var pod: String
  var lives: [Life]

  init(_ run: RunRecord, _ name: String, _ lives: [PodExplanation]) {
    self.run = run.id
    pod = name
    self.lives = lives.map(Life.init)
  }

  struct Life: Encodable {
    var workload: String
    var revision: Int
    var node: String?
    var createdMicroseconds: Int64
    var readyMicroseconds: Int64?
    var terminatingMicroseconds: Int64?
    var deletedMicroseconds: Int64?
    var endedBy: String?
    var seconds: [String: Double]
    var path: [RolloutDocument.PathStep]
    var updates: [Update]
    var events: [Event]

    init(_ life: PodExplanation) {
      func known(_ instant: Int64) -> Int64? { instant < 0 ? nil : instant }
      let stages = life.pod.stages
      workload = life.pod.workload
      revision = life.pod.revision
      node = life.pod.node
      createdMicroseconds = stages.created
      readyMicroseconds = known(stages.ready)
      terminatingMicroseconds = known(stages.terminating)
      deletedMicroseconds = known(stages.deleted)
      endedBy = life.pod.ending?.rawValue
      seconds = RolloutDocument.PathStep.seconds(life.path)
      path = life.path.steps.map(RolloutDocument.PathStep.init)
      updates = life.updates.map(Update.init)
      events = life.events.map(Event.init)
    }
  }

  struct Update: Encodable {
    var revision: Int
    var updatedMicroseconds: Int64
    var seconds: [String: Double]
    var path: [RolloutDocument.PathStep]

    init(_ update: PodExplanation.Update) {
      revision = update.record.revision
      updatedMicroseconds = update.record.stages.updated
      seconds = RolloutDocument.PathStep.seconds(update.path)
      path = update.path.steps.map(RolloutDocument.PathStep.init)
    }
  }

  struct Event: Encodable {
    var timeMicroseconds: Int64
    var kind: String
    var object: String
    var reason: String
    var message: String

    init(_ event: EventRecord) {
      timeMicroseconds = event.timeMicroseconds
      kind = event.kind
      object = event.object
      reason = event.reason
      message = event.message
    }
  }
}
