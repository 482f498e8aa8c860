// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics

@testable import Cluster

/// What tests read of a simulation.
extension Simulation {
  /// Runs to a number of seconds after the start.
  mutating func run(toSecond second: Double) {
    run(until: .zero + SimulationDuration(seconds: second))
  }

  /// Ends the run and returns the lives of all pods in order of creation, then of names.
  mutating func runToLives() -> [PodRecord] {
    run(until: endTime)
    _ = finish()
    return drain().pods.sorted { ($0.stages.created, $0.name) < ($1.stages.created, $1.name) }
  }

  /// Pods of the first Deployment: those of the template that it wants now, and older ones.
  func pods(isNew: Bool, _ matches: (PodState) -> Bool = { _ in true }) -> Int {
    let deployment = deployments.elements[0]
    var count = 0
    for index in deployment.replicaSets {
      let replicaSet = replicaSets[index]
      guard (replicaSet.template == deployment.template) == isNew else { continue }
      for handle in replicaSet.pods where matches(pods[handle]) { count += 1 }
    }
    return count
  }

  /// Pods that are ready, of all Deployments.
  var readyCount: Int { replicaSets.elements.reduce(0) { $0 + $1.readyCount } }

  /// Pods that exist and do not end, of all Deployments.
  var activeCount: Int { replicaSets.elements.reduce(0) { $0 + $1.activeCount } }
}
