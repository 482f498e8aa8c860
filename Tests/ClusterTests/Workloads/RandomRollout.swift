// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// A Deployment with ReplicaSets whose pods become ready, fail and are reported at random times.
struct RandomRollout {
  struct Set {
    var template: Int
    var state: DeploymentView.ReplicaSet
    var pods = 0
    var available = 0
  }

  var random: RandomStream
  var replicas: Int
  let surge: Int
  let unavailable: Int
  var isPaused = false
  var template = 0
  var status = DeploymentStatus()
  var sets: [Set] = []
  var seconds: Int64 = 0
  var generation = 1

  init(seed: UInt64) {
    random = RandomStream(seed: seed, name: "rollout")
    replicas = 1 + random.next(below: 40)
    surge = random.next(below: 6)
    unavailable = random.next(below: 6)
    settle(syncs: 200)
  }

  var bounds: RollingUpdateBounds {
    RollingUpdateBounds(
      replicas: replicas, maxSurge: .int(Int32(surge)), maxUnavailable: .int(Int32(unavailable)))
  }

  var view: DeploymentView {
    var view = DeploymentView(
      replicas: replicas, isPaused: isPaused, bounds: bounds, status: status,
      old: sets.filter { $0.template != template }.map(\.state),
      new: sets.first { $0.template == template }?.state)
    view.progressDeadline = .seconds(60)
    view.revisionHistoryLimit = 3
    view.now = .zero + .seconds(seconds)
    view.generation = generation
    return view
  }

  var totalSize: Int { sets.reduce(0) { $0 + $1.state.specReplicas } }
  var availablePods: Int { sets.reduce(0) { $0 + $1.available } }

  /// Brings the pods of a set to its size and reports; unavailable pods go first.
  mutating func runReplicaSet(_ place: Int) {
    let size = sets[place].state.specReplicas
    sets[place].pods = size
    sets[place].available = min(sets[place].available, size)
    report(place)
  }

  mutating func report(_ place: Int) {
    sets[place].state.statusReplicas = sets[place].pods
    sets[place].state.existingPods = sets[place].pods
    sets[place].state.readyReplicas = sets[place].available
    sets[place].state.availableReplicas = sets[place].available
  }

  /// The controller's sync, carried out.
  @discardableResult mutating func sync() -> DeploymentSync {
    let sync = DeploymentRule.sync(view)
    status = sync.status
    if let revision = sync.newRevision,
      let place = sets.firstIndex(where: { $0.template == template })
    {
      sets[place].state.revision = revision
    }
    for action in sync.actions {
      switch action {
      case .createReplicaSet(let size):
        var state = DeploymentView.ReplicaSet(
          age: (sets.last?.state.age ?? -1) + 1, specReplicas: size)
        state.revision = sync.newRevision ?? 1
        annotate(&state)
        sets.append(Set(template: template, state: state))
      case .scale(let age, let size):
        guard let place = sets.firstIndex(where: { $0.state.age == age }) else { continue }
        sets[place].state.specReplicas = size
        annotate(&sets[place].state)
      }
    }
    sets.removeAll { sync.cleanup.contains($0.state.age) }
    return sync
  }

  private func annotate(_ state: inout DeploymentView.ReplicaSet) {
    state.desiredAnnotation = replicas
    state.maxAnnotation = replicas + bounds.maxSurge
  }

  /// Makes some pods of a set available or not.
  mutating func movePods() {
    guard !sets.isEmpty else { return }
    let place = random.next(below: sets.count)
    let pods = sets[place].pods
    sets[place].available = random.next(below: 5) == 0 ? random.next(below: pods + 1) : pods
  }

  /// Changes the template, the count or the pause.
  mutating func changeSpec() {
    switch random.next(below: 4) {
    case 0: template = random.next(below: 4)
    case 1: replicas = random.next(below: 40)
    case 2: isPaused.toggle()
    default: template += 1
    }
    generation += 1
  }

  /// Lets everything become available and counts the syncs until nothing is left to do.
  @discardableResult mutating func settle(syncs limit: Int) -> Int? {
    for count in 0..<limit {
      for place in sets.indices {
        runReplicaSet(place)
        sets[place].available = sets[place].pods
        report(place)
      }
      if sync().isIdle { return count }
    }
    return nil
  }
}
