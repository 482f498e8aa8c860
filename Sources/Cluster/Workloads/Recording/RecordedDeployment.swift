// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// The spec of a Deployment in a recording.
struct RecordedDeployment: Equatable, Sendable {
  var replicas = 1
  var strategy = Deployment.StrategyType.rollingUpdate
  var maxSurge = IntOrString.string("25%")
  var maxUnavailable = IntOrString.string("25%")
  var minReady = SimulationDuration.zero
  /// Nil if not set.
  var progressDeadline: SimulationDuration?
  var revisionHistoryLimit = 10
  var templateVersion = ""
  var isPaused = false

  init(reading reader: ObjectReader?) {
    guard let reader else { return }
    replicas = reader.recordedCount("replicas") ?? replicas
    strategy = reader.oneOf("strategy", as: Deployment.StrategyType.self) ?? strategy
    maxSurge = reader.recordedAmount("maxSurge") ?? maxSurge
    maxUnavailable = reader.recordedAmount("maxUnavailable") ?? maxUnavailable
    minReady = reader.recordedSeconds("minReadySeconds") ?? .zero
    progressDeadline = reader.recordedSeconds("progressDeadlineSeconds")
    // The greatest number of 32 bits stands for no deadline.
    if progressDeadline == .seconds(Int64(Int32.max)) { progressDeadline = nil }
    revisionHistoryLimit = reader.count("revisionHistoryLimit").map { Int($0) } ?? 10
    templateVersion = reader.requiredString("templateVersion")
    isPaused = reader.bool("paused") ?? false
  }

  /// The limits of a rolling update as numbers.
  var bounds: RollingUpdateBounds {
    switch strategy {
    case .recreate: .recreating
    case .rollingUpdate:
      RollingUpdateBounds(
        replicas: replicas, maxSurge: maxSurge, maxUnavailable: maxUnavailable)
    }
  }

  /// What the controller would know with some ReplicaSets, from the oldest to the newest.
  func view(
    of replicaSets: [DeploymentView.ReplicaSet], new: DeploymentView.ReplicaSet?,
    status: DeploymentStatus
  ) -> DeploymentView {
    var view = DeploymentView(
      replicas: replicas, isPaused: isPaused, strategy: strategy, bounds: bounds, status: status,
      old: replicaSets, new: new)
    view.progressDeadline = progressDeadline
    view.revisionHistoryLimit =
      revisionHistoryLimit == Int(Int32.max) ? nil : revisionHistoryLimit
    return view
  }
}
