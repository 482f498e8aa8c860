// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// A Deployment whose state a test writes down: sets of (size, available) from the oldest on.
struct DeploymentBench {
  var replicas = 10
  var surge = IntOrString.int(3)
  var unavailable = IntOrString.int(2)
  var strategy = Deployment.StrategyType.rollingUpdate
  var isPaused = false
  var deadline: SimulationDuration? = .seconds(600)
  var historyLimit: Int?
  var seconds: Int64 = 0
  var generation = 1
  /// The status as it was published; nil for one that agrees with the sums.
  var status: DeploymentStatus?
  var progress: DeploymentCondition? = DeploymentCondition(.yes, .replicaSetUpdated, at: .zero)
  var old: [DeploymentView.ReplicaSet] = []
  var new: DeploymentView.ReplicaSet?

  /// A set whose status agrees with its size, with the annotations of a Deployment of 10 and 3.
  static func set(
    age: Int, size: Int, available: Int, annotations: (Int, Int) = (10, 13)
  ) -> DeploymentView.ReplicaSet {
    DeploymentView.ReplicaSet(
      age: age, specReplicas: size, statusReplicas: size, readyReplicas: available,
      availableReplicas: available, desiredAnnotation: annotations.0,
      maxAnnotation: annotations.1, revision: age + 1)
  }

  /// Creates a Deployment with old sets and perhaps a new one.
  init(old: [(size: Int, available: Int)] = [], new: (size: Int, available: Int)? = nil) {
    self.old = old.enumerated().map { age, set in
      DeploymentBench.set(age: age, size: set.size, available: set.available)
    }
    self.new = new.map {
      DeploymentBench.set(age: old.count, size: $0.size, available: $0.available)
    }
  }

  var view: DeploymentView {
    let bounds =
      strategy == .recreate
      ? .recreating
      : RollingUpdateBounds(replicas: replicas, maxSurge: surge, maxUnavailable: unavailable)
    var view = DeploymentView(
      replicas: replicas, isPaused: isPaused, strategy: strategy, bounds: bounds, old: old,
      new: new)
    view.progressDeadline = deadline
    view.revisionHistoryLimit = historyLimit
    view.generation = generation
    view.now = .zero + .seconds(seconds)
    view.status = status ?? DeploymentRule.counted(view)
    if view.status.progress == nil { view.status.progress = progress }
    return view
  }

  var sync: DeploymentSync { DeploymentRule.sync(view) }
  var actions: [DeploymentSync.Action] { sync.actions }
}
