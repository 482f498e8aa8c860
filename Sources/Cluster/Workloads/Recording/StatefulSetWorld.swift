// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// The world around the StatefulSet controller in a recording.
///
/// At one instant come first the events, then pods that are gone, then pods that become ready, then
/// syncs until one does nothing.
struct StatefulSetWorld {
  /// A pod of the set.
  struct Pod {
    var ordinal: Int
    /// The place of its template version in the list of versions.
    var revision: Int
    var isPending = true
    var hasFailed = false
    /// Nil while it is not ready.
    var readySince: SimulationTime?
    /// When it becomes ready; nil if it never does.
    var readyAt: SimulationTime?
    /// When it is gone; nil if it does not terminate.
    var goneAt: SimulationTime?
  }

  let trajectory: StatefulSetTrajectory
  private var spec: StatefulSetTrajectory.Spec
  private(set) var versions: [String] = []
  /// The places of the versions, looked up by name only.
  private var revisions: [String: Int] = [:]
  /// In order of their ordinals.
  private(set) var pods: [Pod] = []
  private(set) var status: StatefulSetStatus
  private(set) var now = SimulationTime.zero
  private(set) var actions: [Value] = []
  private(set) var states: [Value] = []
  private var budget: ReplayBudget
  private var nextEvent = 0

  init(_ trajectory: StatefulSetTrajectory, looks: Int) {
    budget = ReplayBudget(looks: looks)
    self.trajectory = trajectory
    spec = trajectory.spec
    versions = [spec.templateVersion]
    revisions[spec.templateVersion] = 0
    status = StatefulSetStatus(
      currentRevision: trajectory.startsEmpty ? nil : 0, updateRevision: 0)
    guard !trajectory.startsEmpty else { return }
    let past = SimulationTime.zero - .hours(12)
    for place in 0..<spec.replicas {
      var pod = Pod(ordinal: spec.firstOrdinal + place, revision: 0)
      pod.isPending = false
      pod.readySince = past
      pods.append(pod)
    }
  }

  /// Runs to the horizon; false if that is too much work.
  ///
  /// The start is an instant as well: the controller looks at what is there.
  mutating func run() -> Bool {
    var instant: SimulationTime? = .zero
    while let time = instant, time <= trajectory.horizon {
      now = time
      applyEvents()
      pods.removeAll { pod in pod.goneAt.map { $0 <= now } ?? false }
      makeReady()
      guard settle() else { return false }
      states.append(state)
      instant = nextInstant()
    }
    return budget.spend(0)
  }

  // MARK: Time

  private mutating func nextInstant() -> SimulationTime? {
    guard budget.spend(pods.count) else { return nil }
    var next: SimulationTime?
    func offer(_ time: SimulationTime) {
      if next.map({ time < $0 }) ?? true { next = time }
    }
    if nextEvent < trajectory.events.count { offer(trajectory.events[nextEvent].time) }
    for pod in pods {
      if let time = pod.goneAt { offer(time) }
      if let time = pod.readyAt { offer(time) }
      if let since = pod.readySince, since + spec.minReady > now { offer(since + spec.minReady) }
    }
    return next
  }

  private mutating func makeReady() {
    for place in pods.indices {
      guard let time = pods[place].readyAt, time <= now else { continue }
      pods[place].readyAt = nil
      pods[place].readySince = time
      pods[place].isPending = false
    }
  }

  /// Syncs until one does nothing; false if that is too much work.
  private mutating func settle() -> Bool {
    var round = 0
    while true {
      guard budget.spend(pods.count + spec.replicas) else { return false }
      let sync = StatefulSetRule.sync(view)
      status = sync.status
      if sync.actions.isEmpty { return true }
      let shown = spec.policy == .parallel ? inOrder(sync.actions) : sync.actions
      actions.append(
        RecordedOutput.object([
          ("t", RecordedOutput.seconds(now)), ("round", RecordedOutput.number(round)),
          ("actions", RecordedOutput.list(shown.map(output))),
        ]))
      for action in sync.actions { apply(action) }
      round += 1
    }
  }

  // MARK: Events

  private mutating func applyEvents() {
    while nextEvent < trajectory.events.count, trajectory.events[nextEvent].time <= now {
      for change in trajectory.events[nextEvent].changes { apply(change) }
      nextEvent += 1
    }
  }

  private mutating func apply(_ change: StatefulSetTrajectory.Change) {
    switch change {
    case .replicas(let replicas): spec.replicas = replicas
    case .templateVersion(let version):
      spec.templateVersion = version
      if revisions[version] == nil {
        revisions[version] = versions.count
        versions.append(version)
      }
    case .partition(let partition): spec.partition = partition
    case .podsFail(let ordinals):
      changePods(ordinals) { pod in
        pod.isPending = false
        pod.hasFailed = true
        pod.readySince = nil
        pod.readyAt = nil
      }
    case .podsDeletedByHand(let ordinals): for ordinal in ordinals { delete(ordinal) }
    case .podsBecomeUnready(let ordinals):
      changePods(ordinals) { pod in
        pod.readySince = nil
        pod.readyAt = nil
      }
    case .podsBecomeReadyAgain(let ordinals):
      let now = now
      changePods(ordinals) { pod in
        guard !pod.hasFailed, pod.readySince == nil else { return }
        pod.isPending = false
        pod.readySince = now
        pod.readyAt = nil
      }
    }
  }

  private mutating func changePods(_ ordinals: [Int], _ body: (inout Pod) -> Void) {
    for ordinal in ordinals {
      let place = place(of: ordinal)
      if place < pods.count, pods[place].ordinal == ordinal { body(&pods[place]) }
    }
  }

  /// Where the pod with an ordinal is or would be; cost: logarithmic.
  private func place(of ordinal: Int) -> Int {
    var (low, high) = (0, pods.count)
    while low < high {
      let middle = (low + high) / 2
      if pods[middle].ordinal < ordinal { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: The controller

  private var view: StatefulSetView {
    let update = revisions[spec.templateVersion] ?? 0
    var view = StatefulSetView(
      replicas: spec.replicas, currentRevision: status.currentRevision, updateRevision: update)
    view.firstOrdinal = spec.firstOrdinal
    view.podManagementPolicy = spec.policy
    view.updateStrategy = spec.strategy
    view.partition = spec.partition
    if trajectory.honoursMaxUnavailable {
      view.maxUnavailable = StatefulSetView.maxUnavailable(
        spec.maxUnavailable, replicas: spec.replicas)
    }
    view.pods = pods.map { pod in
      var known = StatefulSetView.Pod(ordinal: pod.ordinal, revision: pod.revision)
      known.hasEnded = pod.hasFailed
      known.isReady = pod.readySince != nil
      known.isAvailable = pod.readySince.map { $0 + spec.minReady <= now } ?? false
      known.isTerminating = pod.goneAt != nil
      return known
    }
    return view
  }

  private mutating func apply(_ action: StatefulSetSync.Action) {
    switch action {
    case .create(let ordinal, let revision):
      let name = versions[revision]
      let delay = trajectory.delays.delay(of: name, pod: ordinal)
      var pod = Pod(ordinal: ordinal, revision: revision)
      pod.readyAt = delay.map { now + $0 }
      pods.insert(pod, at: place(of: ordinal))
    case .delete(let ordinal, _): delete(ordinal)
    }
  }

  /// The pod keeps its readiness until it is gone.
  private mutating func delete(_ ordinal: Int) {
    let (now, termination) = (now, trajectory.termination)
    changePods([ordinal]) { pod in
      guard pod.goneAt == nil else { return }
      pod.goneAt = now + termination
      pod.readyAt = nil
    }
  }

  // MARK: Output

  /// Creations upward, then deletions downward.
  private func inOrder(_ actions: [StatefulSetSync.Action]) -> [StatefulSetSync.Action] {
    let key = { (action: StatefulSetSync.Action) -> (Int, Int) in
      switch action {
      case .create(let ordinal, _): (0, ordinal)
      case .delete(let ordinal, _): (1, -ordinal)
      }
    }
    return actions.sorted { key($0) < key($1) }
  }

  private func output(of action: StatefulSetSync.Action) -> Value {
    let (name, ordinal, revision) =
      switch action {
      case .create(let ordinal, let revision): ("create", ordinal, revision)
      case .delete(let ordinal, let revision): ("delete", ordinal, revision)
      }
    return RecordedOutput.object([
      ("action", RecordedOutput.text(name)), ("ordinal", RecordedOutput.number(ordinal)),
      ("version", RecordedOutput.text(versions[revision])),
    ])
  }

  private var state: Value {
    let current = status.currentRevision ?? status.updateRevision
    return RecordedOutput.object([
      ("t", RecordedOutput.seconds(now)),
      ("pods", RecordedOutput.list(pods.map(output))),
      ("statusReplicas", RecordedOutput.number(status.replicas)),
      ("statusReadyReplicas", RecordedOutput.number(status.ready)),
      ("statusAvailableReplicas", RecordedOutput.number(status.available)),
      ("statusCurrentReplicas", RecordedOutput.number(status.current)),
      ("statusUpdatedReplicas", RecordedOutput.number(status.updated)),
      ("statusCurrentVersion", RecordedOutput.text(versions[current])),
      ("statusUpdateVersion", RecordedOutput.text(versions[status.updateRevision])),
    ])
  }

  private func output(of pod: Pod) -> Value {
    let state =
      if pod.hasFailed {
        "Failed"
      } else if pod.isPending {
        "Pending"
      } else {
        pod.readySince == nil ? "Running" : "Ready"
      }
    var entries: [(key: String, value: Value)] = [
      ("ordinal", RecordedOutput.number(pod.ordinal)),
      ("version", RecordedOutput.text(versions[pod.revision])),
      ("state", RecordedOutput.text(state)),
    ]
    if pod.goneAt != nil { entries.append(("terminating", RecordedOutput.flag(true))) }
    return RecordedOutput.object(entries)
  }
}
