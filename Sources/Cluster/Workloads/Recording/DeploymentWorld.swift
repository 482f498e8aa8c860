// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// The world around the Deployment controller in a recording: ideal ReplicaSets and pods.
///
/// At one instant come first the events, then pods that become ready, then rounds until nothing
/// changes: each ReplicaSet brings its pods to its size and reports, then the Deployment syncs.
struct DeploymentWorld {
  /// A pod on a node of its own.
  struct Pod {
    /// Its place in the order of creation of all pods.
    var number: UInt64
    var created: SimulationTime
    /// Nil while it is not ready.
    var readySince: SimulationTime?
    /// When it becomes ready; nil if it never does.
    var readyAt: SimulationTime?
  }

  /// A ReplicaSet with its pods in order of creation.
  struct ReplicaSet {
    var version: String
    var state: DeploymentView.ReplicaSet
    var createdCount = 0
    var pods: [Pod] = []
  }

  let trajectory: DeploymentTrajectory
  var deployment: RecordedDeployment
  var generation = 1
  var status = DeploymentStatus()
  /// In order of creation.
  var replicaSets: [ReplicaSet] = []
  var now = SimulationTime.zero
  var budget: ReplayBudget
  private(set) var decisions: [Value] = []
  private(set) var states: [DeploymentWorldState] = []
  /// When the controller looks again; its queue keeps the earliest such time only.
  private var timer: SimulationTime?
  private var nextEvent = 0
  private var nextAge = 0
  private var podCount: UInt64 = 0

  init(_ trajectory: DeploymentTrajectory, looks: Int) {
    budget = ReplayBudget(looks: looks)
    self.trajectory = trajectory
    deployment = trajectory.deployment
    begin()
  }

  /// The Deployment has been complete for hours.
  private mutating func begin() {
    var first = makeReplicaSet(replicas: deployment.replicas, revision: 1)
    let past = SimulationTime.zero - .seconds(20_000)
    for _ in 0..<deployment.replicas {
      first.pods.append(Pod(number: podCount, created: past, readySince: past))
      first.createdCount += 1
      podCount += 1
    }
    replicaSets.append(first)
    report(0)
    var view = view
    view.now = past
    status = DeploymentRule.counted(view)
    if deployment.progressDeadline != nil {
      status.progress = DeploymentCondition(.yes, .newReplicaSetAvailable, at: past)
    }
    states.append(DeploymentWorldState(self))
  }

  /// Runs to the horizon; false if that is too much work.
  mutating func run() -> Bool {
    while let time = nextInstant(), time <= trajectory.horizon {
      now = time
      applyEvents()
      makeReady()
      guard settle() else { return false }
      let state = DeploymentWorldState(self)
      if let last = states.last, !last.isEqual(to: state) { states.append(state) }
    }
    return budget.spend(0)
  }

  // MARK: Time

  /// When something is due next; the first instant is the start of time.
  private mutating func nextInstant() -> SimulationTime? {
    var next: SimulationTime?
    func offer(_ time: SimulationTime) {
      if next.map({ time < $0 }) ?? true { next = time }
    }
    if nextEvent < trajectory.events.count { offer(trajectory.events[nextEvent].time) }
    if let time = timer, time <= now { timer = nil }
    if let timer { offer(timer) }
    for replicaSet in replicaSets {
      guard budget.spend(replicaSet.pods.count) else { return nil }
      for pod in replicaSet.pods {
        if let time = pod.readyAt { offer(time) }
        if let since = pod.readySince, since + deployment.minReady > now {
          offer(since + deployment.minReady)
        }
      }
    }
    return next
  }

  private mutating func makeReady() {
    for place in replicaSets.indices {
      for pod in replicaSets[place].pods.indices {
        guard let time = replicaSets[place].pods[pod].readyAt, time <= now else { continue }
        replicaSets[place].pods[pod].readyAt = nil
        replicaSets[place].pods[pod].readySince = time
      }
    }
  }

  /// Rounds until nothing changes; false if that is too much work.
  private mutating func settle() -> Bool {
    var round = 0
    while true {
      for place in replicaSets.indices {
        let wanted = replicaSets[place].state.specReplicas
        guard budget.spend(replicaSets[place].pods.count + wanted) else { return false }
        bringToSize(place)
        report(place)
      }
      let sync = DeploymentRule.sync(view)
      status = sync.status
      if let wait = sync.recheckAfter, wait > .zero {
        timer = timer.map { $0 > now ? min($0, now + wait) : now + wait } ?? now + wait
      }
      apply(sync, round: round)
      if sync.isIdle || sync.isRefused && sync.actions.isEmpty { return true }
      round += 1
    }
  }

  // MARK: Events

  private mutating func applyEvents() {
    let before = deployment
    while nextEvent < trajectory.events.count, trajectory.events[nextEvent].time <= now {
      for change in trajectory.events[nextEvent].changes { apply(change) }
      nextEvent += 1
    }
    if deployment != before { generation += 1 }
  }

  private mutating func apply(_ change: DeploymentTrajectory.Change) {
    switch change {
    case .templateVersion(let version): deployment.templateVersion = version
    case .replicas(let replicas): deployment.replicas = replicas
    case .isPaused(let isPaused): deployment.isPaused = isPaused
    case .maxSurge(let amount): deployment.maxSurge = amount
    case .maxUnavailable(let amount): deployment.maxUnavailable = amount
    case .oldestUnready(let version, let count, let delay):
      guard let place = replicaSets.firstIndex(where: { $0.version == version }) else { return }
      var left = count
      for pod in replicaSets[place].pods.indices where left > 0 {
        guard replicaSets[place].pods[pod].readySince != nil else { continue }
        replicaSets[place].pods[pod].readySince = nil
        replicaSets[place].pods[pod].readyAt = delay.map { now + $0 }
        left -= 1
      }
    }
  }

  // MARK: ReplicaSets

  private mutating func makeReplicaSet(replicas: Int, revision: Int) -> ReplicaSet {
    defer { nextAge += 1 }
    return ReplicaSet(
      version: deployment.templateVersion,
      state: DeploymentView.ReplicaSet(
        age: nextAge, specReplicas: replicas, desiredAnnotation: deployment.replicas,
        maxAnnotation: deployment.replicas + deployment.bounds.maxSurge, revision: revision))
  }

  private mutating func bringToSize(_ place: Int) {
    let missing = replicaSets[place].state.specReplicas - replicaSets[place].pods.count
    if missing < 0 { removePods(-missing, of: place) }
    for _ in 0..<max(0, missing) {
      let number = replicaSets[place].createdCount
      let delay = trajectory.delays.delay(of: replicaSets[place].version, pod: number)
      replicaSets[place].pods.append(
        Pod(number: podCount, created: now, readyAt: delay.map { now + $0 }))
      replicaSets[place].createdCount += 1
      podCount += 1
    }
    // Pods that are ready at once.
    if missing > 0 { makeReady() }
  }

  private mutating func removePods(_ count: Int, of place: Int) {
    let candidates = replicaSets[place].pods.enumerated().map { position, pod in
      VictimCandidate(
        position: position, isAssigned: true, phaseRank: pod.readySince == nil ? 0 : 2,
        isReady: pod.readySince != nil, podsOnNode: 1,
        readyNanoseconds: VictimCandidate.nanoseconds(now - (pod.readySince ?? now)),
        ageNanoseconds: VictimCandidate.nanoseconds(now - pod.created), uid: pod.number)
    }
    var isGone = Array(repeating: false, count: candidates.count)
    for position in ReplicaSetRule.victims(among: candidates, count: count) {
      isGone[position] = true
    }
    replicaSets[place].pods = zip(replicaSets[place].pods, isGone).filter { !$1 }.map(\.0)
  }

  /// Publishes what a ReplicaSet has.
  private mutating func report(_ place: Int) {
    let pods = replicaSets[place].pods
    replicaSets[place].state.statusReplicas = pods.count
    replicaSets[place].state.existingPods = pods.count
    replicaSets[place].state.readyReplicas = pods.count { $0.readySince != nil }
    replicaSets[place].state.availableReplicas = pods.count {
      $0.readySince.map { $0 + deployment.minReady <= now } ?? false
    }
  }

  // MARK: The controller

  /// What the controller sees now.
  var view: DeploymentView {
    let isNew = { (set: ReplicaSet) in set.version == deployment.templateVersion }
    let old = replicaSets.filter { !isNew($0) }.map(\.state)
    let new = replicaSets.first(where: isNew)?.state
    var view = deployment.view(of: old, new: new, status: status)
    view.generation = generation
    view.now = now
    return view
  }

  private mutating func apply(_ sync: DeploymentSync, round: Int) {
    var scalings: [RecordedScaling] = []
    let isNew = { [deployment] (set: ReplicaSet) in set.version == deployment.templateVersion }
    if let revision = sync.newRevision, let place = replicaSets.firstIndex(where: isNew) {
      replicaSets[place].state.revision = revision
    }
    for action in sync.actions {
      switch action {
      case .createReplicaSet(let replicas):
        replicaSets.append(makeReplicaSet(replicas: replicas, revision: sync.newRevision ?? 1))
        scalings.append(
          RecordedScaling(
            version: deployment.templateVersion, from: 0, to: replicas, isCreated: true))
      case .scale(let age, let replicas):
        if let scaling = scale(age, to: replicas) { scalings.append(scaling) }
      }
    }
    for age in sync.cleanup {
      guard let place = replicaSets.firstIndex(where: { $0.state.age == age }) else { continue }
      scalings.append(
        RecordedScaling(version: replicaSets[place].version, from: 0, to: 0, isDeleted: true))
      replicaSets.remove(at: place)
    }
    guard !scalings.isEmpty else { return }
    decisions.append(
      RecordedOutput.object([
        ("t", RecordedOutput.seconds(now)), ("round", RecordedOutput.number(round)),
        ("scale", RecordedOutput.list(scalings.map(\.output))),
      ]))
  }

  private mutating func scale(_ age: Int, to replicas: Int) -> RecordedScaling? {
    guard let place = replicaSets.firstIndex(where: { $0.state.age == age }) else { return nil }
    let before = replicaSets[place].state.specReplicas
    replicaSets[place].state.specReplicas = replicas
    replicaSets[place].state.desiredAnnotation = deployment.replicas
    replicaSets[place].state.maxAnnotation = deployment.replicas + deployment.bounds.maxSurge
    guard before != replicas else { return nil }
    return RecordedScaling(version: replicaSets[place].version, from: before, to: replicas)
  }
}
