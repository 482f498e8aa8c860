// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What a recording tells of a Deployment after an instant.
struct DeploymentWorldState: Equatable {
  /// What a recording tells of a ReplicaSet.
  struct ReplicaSet: Equatable {
    var version: String
    var spec: Int
    var pods: Int
    var ready: Int
    var available: Int
  }

  var time: SimulationTime
  private let newReplicas: Int
  private let oldReplicas: Int
  private let replicaSets: [ReplicaSet]
  private let updated: Int
  private let unavailable: Int
  private let progress: String?
  private let availability: String?

  init(_ world: DeploymentWorld) {
    time = world.now
    let current = world.deployment.templateVersion
    newReplicas = world.replicaSets.filter { $0.version == current }
      .reduce(0) { $0 + $1.state.specReplicas }
    oldReplicas = world.replicaSets.filter { $0.version != current }
      .reduce(0) { $0 + $1.state.specReplicas }
    replicaSets = world.replicaSets.filter {
      $0.version == current || $0.state.specReplicas > 0 || !$0.pods.isEmpty
    }.map {
      ReplicaSet(
        version: $0.version, spec: $0.state.specReplicas, pods: $0.pods.count,
        ready: $0.state.readyReplicas, available: $0.state.availableReplicas)
    }
    updated = world.status.updated
    unavailable = world.status.unavailable
    progress = world.status.progress?.description
    availability = world.status.availability?.description
  }

  /// Whether two states tell the same, whenever they are.
  func isEqual(to other: DeploymentWorldState) -> Bool {
    var other = other
    other.time = time
    return self == other
  }

  /// The state in the structure of a recording.
  var output: Value {
    let sum = { (count: KeyPath<ReplicaSet, Int>) in
      RecordedOutput.number(replicaSets.reduce(0) { $0 + $1[keyPath: count] })
    }
    var entries: [(key: String, value: Value)] = [
      ("t", RecordedOutput.seconds(time)),
      ("newReplicasSpec", RecordedOutput.number(newReplicas)),
      ("oldReplicasSpec", RecordedOutput.number(oldReplicas)),
      ("totalPods", sum(\.pods)), ("availablePods", sum(\.available)),
      ("replicaSets", RecordedOutput.object(replicaSets.map { ($0.version, output(of: $0)) })),
      ("statusUpdatedReplicas", RecordedOutput.number(updated)),
      ("statusUnavailableReplicas", RecordedOutput.number(unavailable)),
    ]
    if let progress { entries.append(("progressing", RecordedOutput.text(progress))) }
    if let availability {
      entries.append(("availableCondition", RecordedOutput.text(availability)))
    }
    return RecordedOutput.object(entries)
  }

  private func output(of set: ReplicaSet) -> Value {
    RecordedOutput.object([
      ("spec", RecordedOutput.number(set.spec)), ("pods", RecordedOutput.number(set.pods)),
      ("ready", RecordedOutput.number(set.ready)),
      ("available", RecordedOutput.number(set.available)),
    ])
  }
}
