// SPDX-License-Identifier: Apache-2.0

import EventKernel
package import Manifests

/// A roll-out in a closed loop: format `deployment-trajectory/1`.
package struct DeploymentTrajectory: RecordedWorkloadCase {
  package static let format = "deployment-trajectory/1"
  package static let outputKeys = ["resolvedAtStart", "decisions", "states"]

  /// What happens to the Deployment or its pods from outside.
  enum Change: Sendable {
    case templateVersion(String)
    case replicas(Int)
    case isPaused(Bool)
    case maxSurge(IntOrString)
    case maxUnavailable(IntOrString)
    case oldestUnready(version: String, count: Int, readyAfter: SimulationDuration?)
  }

  /// Changes at one instant.
  struct Event: Sendable {
    var time: SimulationTime
    var changes: [Change]
  }

  let deployment: RecordedDeployment
  let delays: ReadyDelays
  /// In order of time.
  let events: [Event]
  let horizon: SimulationTime

  package init(reading reader: ObjectReader) {
    deployment = RecordedDeployment(reading: reader.requiredObject("deployment"))
    delays = ReadyDelays(reading: reader.object("podReadyAfterSeconds"))
    horizon = .zero + (reader.recordedSeconds("horizonSeconds") ?? .zero)
    let read = reader.list("events") { reader in
      Event(
        time: .zero + (reader.recordedSeconds("t") ?? .zero),
        changes: DeploymentTrajectory.changes(reading: reader))
    }
    events = read.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }

  private static func changes(reading reader: ObjectReader) -> [Change] {
    var changes: [Change] = []
    if let version = reader.string("setTemplateVersion") {
      changes.append(.templateVersion(version))
    }
    if let replicas = reader.recordedCount("setReplicas") { changes.append(.replicas(replicas)) }
    if let isPaused = reader.bool("setPaused") { changes.append(.isPaused(isPaused)) }
    if let surge = reader.recordedAmount("setMaxSurge") { changes.append(.maxSurge(surge)) }
    if let amount = reader.recordedAmount("setMaxUnavailable") {
      changes.append(.maxUnavailable(amount))
    }
    if let pods = reader.object("makeOldestReadyPodsUnready") {
      changes.append(
        .oldestUnready(
          version: pods.requiredString("version"), count: pods.recordedCount("count") ?? 0,
          readyAfter: pods.recordedSeconds("readyAgainAfterSeconds")))
    }
    return changes
  }

  package func outputs(looks: Int) -> [(key: String, value: Value)]? {
    var world = DeploymentWorld(self, looks: looks)
    guard world.run() else { return nil }
    return [
      ("resolvedAtStart", resolvedAtStart),
      ("decisions", RecordedOutput.list(world.decisions)),
      ("states", RecordedOutput.list(world.states.map(\.output))),
    ]
  }

  private var resolvedAtStart: Value {
    guard deployment.strategy == .rollingUpdate else { return RecordedOutput.null }
    let bounds = deployment.bounds
    return RecordedOutput.object([
      ("maxSurge", RecordedOutput.number(bounds.maxSurge)),
      ("maxUnavailable", RecordedOutput.number(bounds.resolvedUnavailable)),
    ])
  }
}
