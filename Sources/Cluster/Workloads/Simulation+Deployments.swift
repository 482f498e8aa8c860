// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Deployments: what their controller sees, and what its calls change.
extension Simulation {
  /// The calls of one sync of a Deployment.
  mutating func planDeployment(_ index: DeploymentIndex) -> [SyncState.Call] {
    guard deployments[index].exists else { return [] }
    let sync = DeploymentRule.sync(view(of: index))
    let sets = deployments[index].replicaSets
    deployments[index].knownAt = sets.compactMap { replicaSets[$0].statusFoundAt }.max()
    var calls: [SyncState.Call] = []
    if let revision = sync.newRevision, let current = currentReplicaSet(of: index) {
      calls.append(.setRevision(current, revision))
    }
    for action in sync.actions {
      switch action {
      case .createReplicaSet(let replicas):
        calls.append(.createReplicaSet(replicas: replicas, revision: sync.newRevision ?? 1))
      case .scale(let age, let replicas):
        // A ReplicaSet that the same sync creates has no age yet; it is the last one then.
        let target = age < sets.count ? sets[age] : ReplicaSetIndex.none
        calls.append(.scaleReplicaSet(target, to: replicas))
      }
    }
    calls += sync.cleanup.map { .deleteReplicaSet(sets[$0]) }
    let terminating = sets.reduce(0) { $0 + replicaSets[$1].status.terminating }
    let isMoved = terminating != deployments[index].terminatingCount && !sync.isRefused
    if sync.statusWrites > 0 || isMoved {
      deployments[index].nextStatus = sync.status
      deployments[index].nextTerminatingCount = terminating
      calls.append(.publishDeployment)
    }
    planNextLook(at: index, after: sync)
    return calls
  }

  /// Looks again at a Deployment when its progress deadline passes, or with back-off after a refused
  /// call or when the deadline has passed already.
  private mutating func planNextLook(at index: DeploymentIndex, after sync: DeploymentSync) {
    if sync.isRefused || sync.recheckAfter == .zero {
      putOffSync(of: index)
      return
    }
    deployments[index].retries = 0
    guard let wait = sync.recheckAfter else { return }
    lookAgain(at: index, after: wait)
  }

  private mutating func putOffSync(of index: DeploymentIndex) {
    retry(.deployment, index.rawValue, failures: deployments[index].retries)
    deployments[index].retries += 1
  }

  /// Adds a key to the queue later; a work queue keeps one delayed entry of a key, the earliest.
  private mutating func lookAgain(at index: DeploymentIndex, after delay: SimulationDuration) {
    let at = now + delay
    if let planned = deployments[index].nextLookAt, planned > now, planned <= at { return }
    deployments[index].nextLookAt = at
    schedule(.keyAdded(.deployment, index.rawValue), at: at, .controllers)
  }

  /// The ReplicaSet of the current template, if it exists.
  private func currentReplicaSet(of index: DeploymentIndex) -> ReplicaSetIndex? {
    let deployment = deployments[index]
    return deployment.replicaSets.first { replicaSets[$0].template == deployment.template }
  }

  /// What the Deployment controller knows of a Deployment.
  func view(of index: DeploymentIndex) -> DeploymentView {
    let deployment = deployments[index]
    var view = DeploymentView(
      replicas: deployment.specReplicas, isPaused: deployment.isPaused,
      strategy: deployment.strategy, bounds: bounds(of: deployment),
      status: deployment.status)
    view.progressDeadline = deployment.progressDeadline
    view.revisionHistoryLimit = deployment.revisionHistoryLimit
    view.generation = deployment.generation
    view.now = now
    for (age, replicaSet) in deployment.replicaSets.enumerated() {
      let seen = Self.view(of: replicaSets[replicaSet], age: age)
      if replicaSets[replicaSet].template == deployment.template {
        view.new = seen
      } else {
        view.old.append(seen)
      }
    }
    return view
  }

  private static func view(of state: ReplicaSetState, age: Int) -> DeploymentView.ReplicaSet {
    var view = DeploymentView.ReplicaSet(
      age: age, specReplicas: state.specReplicas, statusReplicas: state.status.replicas,
      readyReplicas: state.status.ready, availableReplicas: state.status.available,
      existingPods: state.pods.count, desiredAnnotation: state.desiredReplicasAnnotation,
      maxAnnotation: state.maxReplicasAnnotation, revision: state.revision)
    view.hasUnseenChange = state.hasUnseenChange
    return view
  }

  private func bounds(of deployment: DeploymentState) -> RollingUpdateBounds {
    switch deployment.strategy {
    case .recreate: .recreating
    case .rollingUpdate:
      RollingUpdateBounds(
        replicas: deployment.specReplicas, maxSurge: deployment.maxSurge,
        maxUnavailable: deployment.maxUnavailable)
    }
  }

  mutating func publishStatus(of index: DeploymentIndex) {
    let before = deployments[index].status.progress?.reason
    deployments[index].status = deployments[index].nextStatus
    deployments[index].terminatingCount = deployments[index].nextTerminatingCount
    if deployments[index].status.progress?.reason == .progressDeadlineExceeded,
      before != .progressDeadlineExceeded
    {
      record(.progressDeadlineExceeded, .deployment(index))
      noteMissedDeadline(of: index)
    }
    // A status that was written is a change of the object, which the controller sees again.
    notify(.deployment, index.rawValue)
    guard let start = deployments[index].rolloutStartedAt,
      DeploymentRule.isComplete(view(of: index))
    else { return }
    deployments[index].rolloutStartedAt = nil
    deployments[index].lastRolloutDuration = now - start
    record(.rolloutCompleted, .deployment(index), (now - start).microseconds)
    releaseRooms(of: index)
  }

  mutating func createReplicaSet(of index: DeploymentIndex, replicas: Int, revision: Int) {
    let deployment = deployments[index]
    let replicaSet = replicaSets.append(
      ReplicaSetState(
        name: "\(deployment.name)-\(templateHashes[deployment.template.position])",
        namespace: deployment.namespace, deployment: index, template: deployment.template,
        number: deployment.createdReplicaSets, createdAt: now, specReplicas: 0,
        revision: revision))
    deployments[index].createdReplicaSets += 1
    deployments[index].replicaSets.append(replicaSet)
    let labels = nodes.templates[deployment.template].labels
    schedulingObjects.selecting.append(
      SchedulingObjects.Selecting(
        kind: "ReplicaSet", namespace: deployment.namespace,
        name: replicaSets[replicaSet].name, selector: LabelSelector(matchLabels: labels)))
    nodes.setObjects(schedulingObjects)
    setScale(of: replicaSet, to: replicas)
  }

  mutating func setRevision(of index: ReplicaSetIndex, to revision: Int, in handle: SyncHandle) {
    replicaSets[index].revision = revision
    replicaSets[index].scaledIn = handle
    noteWrite(of: index)
  }

  /// Scales a ReplicaSet in a sync, unless somebody has written it since the sync read it: the API
  /// server refuses the request then, and with it the sync ends.
  mutating func scaleReplicaSet(_ index: ReplicaSetIndex, to replicas: Int, in handle: SyncHandle) {
    let started = syncs[handle].startedAt
    // What the same sync wrote before, it knows.
    let isOwn = replicaSets[index].scaledIn == handle
    if !isOwn, replicaSets[index].writtenAt > started - controlPlane.watchDelay {
      syncs[handle].abandon()
      putOffSync(of: DeploymentIndex(rawValue: syncs[handle].key))
      return
    }
    replicaSets[index].scaledIn = handle
    if replicas != replicaSets[index].specReplicas {
      report(about: replicaSets[index].deployment)
    }
    setScale(of: index, to: replicas)
  }

  private mutating func setScale(of index: ReplicaSetIndex, to replicas: Int) {
    let before = replicaSets[index].specReplicas
    let deployment = replicaSets[index].deployment
    replicaSets[index].specReplicas = replicas
    replicaSets[index].scaledOnStateOf = deployments[deployment].knownAt
    if replicas != before { replicaSets[index].generation += 1 }
    noteWrite(of: index)
    let wanted = deployments[deployment].specReplicas
    replicaSets[index].desiredReplicasAnnotation = wanted
    replicaSets[index].maxReplicasAnnotation = wanted + bounds(of: deployments[deployment]).maxSurge
    notify(.deployment, deployment.rawValue)
    notify(.replicaSet, index.rawValue)
    if replicas != before {
      record(.scaledReplicaSet, .replicaSet(index), Int64(before), Int64(replicas))
    }
  }

  /// Removes an old ReplicaSet that has no pods left.
  mutating func deleteReplicaSet(_ index: ReplicaSetIndex) {
    guard replicaSets[index].pods.isEmpty else { return }
    let deployment = replicaSets[index].deployment
    deployments[deployment].replicaSets.removeAll { $0 == index }
    notify(.deployment, deployment.rawValue)
  }

  /// Writes the scale of a Deployment, as an autoscaler or an operator does.
  mutating func scaleDeployment(_ index: DeploymentIndex, to replicas: Int) {
    let before = deployments[index].specReplicas
    guard replicas != before else { return }
    deployments[index].specReplicas = replicas
    deployments[index].generation += 1
    record(.scaledDeployment, .deployment(index), Int64(before), Int64(replicas))
    notify(.deployment, index.rawValue)
  }

  /// Gives a Deployment another template, which begins a rollout.
  mutating func setTemplate(of index: DeploymentIndex, to template: TemplateIndex) {
    guard deployments[index].template != template else { return }
    deployments[index].template = template
    deployments[index].generation += 1
    deployments[index].rolloutStartedAt = now
    record(.rolloutStarted, .deployment(index))
    beginRollout(of: index)
    notify(.deployment, index.rawValue)
  }
}
