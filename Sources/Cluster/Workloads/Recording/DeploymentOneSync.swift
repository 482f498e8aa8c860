// SPDX-License-Identifier: Apache-2.0

import EventKernel
package import Manifests

/// One state of a Deployment and what one sync does to it: format `deployment-one-sync/1`.
package struct DeploymentOneSync: RecordedWorkloadCase {
  package static let format = "deployment-one-sync/1"
  package static let outputKeys = ["scale", "statusAfter", "treatedAsScalingEvent"]

  private struct ReplicaSet: Sendable {
    var version: String
    var createdAgo: SimulationDuration
    var state: DeploymentView.ReplicaSet
  }

  private let deployment: RecordedDeployment
  private let replicaSets: [ReplicaSet]

  package init(reading reader: ObjectReader) {
    deployment = RecordedDeployment(reading: reader.requiredObject("deployment"))
    let read = reader.list("replicaSets") { reader in
      ReplicaSet(
        version: reader.requiredString("version"),
        createdAgo: reader.recordedSeconds("createdSecondsAgo") ?? .zero,
        state: DeploymentView.ReplicaSet(
          age: 0, specReplicas: reader.recordedCount("specReplicas") ?? 0,
          statusReplicas: reader.recordedCount("statusReplicas") ?? 0,
          readyReplicas: reader.recordedCount("readyReplicas") ?? 0,
          availableReplicas: reader.recordedCount("availableReplicas") ?? 0,
          desiredAnnotation: reader.recordedCount("desiredReplicasAnnotation"),
          maxAnnotation: reader.recordedCount("maxReplicasAnnotation"),
          revision: reader.count("revision").map { Int($0) } ?? 0))
    }
    var sorted = read.enumerated().sorted {
      ($1.element.createdAgo, $0.offset) < ($0.element.createdAgo, $1.offset)
    }.map(\.element)
    for age in sorted.indices { sorted[age].state.age = age }
    replicaSets = sorted
  }

  package func outputs(looks: Int) -> [(key: String, value: Value)]? {
    let view = view
    let sync = DeploymentRule.sync(view)
    return [
      ("scale", RecordedOutput.list(scalings(of: sync).map(\.output))),
      ("statusAfter", DeploymentOneSync.output(sync.status)),
      ("treatedAsScalingEvent", RecordedOutput.flag(DeploymentRule.isScalingEvent(view))),
    ]
  }

  private var view: DeploymentView {
    let isNew = { (set: ReplicaSet) in set.version == deployment.templateVersion }
    let new = replicaSets.first(where: isNew)?.state
    let old = replicaSets.map(\.state).filter { $0.age != new?.age }
    var view = deployment.view(of: old, new: new, status: DeploymentStatus())
    // The published status agrees with the sums, and the controller has seen the spec.
    view.generation = 1
    view.status = DeploymentRule.counted(view)
    if deployment.progressDeadline != nil {
      view.status.progress =
        deployment.isPaused
        ? DeploymentCondition(.unknown, .deploymentPaused, at: view.now)
        : DeploymentCondition(.yes, .replicaSetUpdated, at: view.now)
    }
    return view
  }

  private func scalings(of sync: DeploymentSync) -> [RecordedScaling] {
    var sizes = replicaSets.map(\.state.specReplicas)
    var found: [RecordedScaling] = []
    for action in sync.actions {
      switch action {
      case .createReplicaSet(let replicas):
        found.append(
          RecordedScaling(
            version: deployment.templateVersion, from: 0, to: replicas, isCreated: true))
      case .scale(let age, let replicas):
        guard sizes[age] != replicas else { continue }
        found.append(
          RecordedScaling(version: replicaSets[age].version, from: sizes[age], to: replicas))
        sizes[age] = replicas
      }
    }
    for age in sync.cleanup {
      found.append(
        RecordedScaling(version: replicaSets[age].version, from: 0, to: 0, isDeleted: true))
    }
    return found
  }

  private static func output(_ status: DeploymentStatus) -> Value {
    RecordedOutput.object([
      ("availableReplicas", RecordedOutput.number(status.available)),
      ("readyReplicas", RecordedOutput.number(status.ready)),
      ("replicas", RecordedOutput.number(status.replicas)),
      ("unavailableReplicas", RecordedOutput.number(status.unavailable)),
      ("updatedReplicas", RecordedOutput.number(status.updated)),
    ])
  }
}
