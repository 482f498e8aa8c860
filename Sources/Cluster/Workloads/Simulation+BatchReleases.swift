// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// StatefulSetPluses: what their controller sees and asks for.
extension Simulation {
  /// Tells the controller of a change: its key is added when the watch has told it.
  ///
  /// A key that waits is not added again, so that ten thousand changes at one time do not mean ten
  /// thousand events.
  mutating func planNumberedSync(_ index: DeploymentIndex) {
    guard let revisions = deployments[index].revisions, revisions.syncDueAt <= now else { return }
    let controller = deployments[index].kind.controller
    guard !controllers[Int(controller.rawValue)].queue.isWaiting(index.rawValue) else { return }
    var due = now + controlPlane.watchDelay
    if deployments[index].kruise != nil { due = due + kruiseSyncTime(of: index) }
    deployments[index].revisions?.syncDueAt = due
    schedule(.keyAdded(controller, index.rawValue), at: due, .controllers)
  }

  // MARK: Syncs

  /// How long a worker looks at the pods of a StatefulSetPlus.
  func timeOfLook(_ key: UInt32) -> SimulationDuration {
    controlPlane.releaseSyncTimePerPod
      * Int64(podCount(of: DeploymentIndex(rawValue: key).position, \.pods.count))
  }

  /// The calls of one sync of a StatefulSetPlus.
  ///
  /// During a release the worker goes through all pods first, which takes a while, and decides by
  /// what it has seen at the end.
  mutating func planBatchRelease(
    _ index: DeploymentIndex
  ) -> (calls: [SyncState.Call], pace: SyncState.Pace) {
    guard deployments[index].exists, let release = deployments[index].numbered?.release else {
      return ([], .oneByOne)
    }
    let isLong = release.isActive && timeOfLook(index.rawValue) > .zero
    return isLong ? ([.lookAtPods], .oneByOne) : decideRelease(of: index)
  }

  /// What a sync does after its look.
  mutating func decideRelease(
    of index: DeploymentIndex
  ) -> (calls: [SyncState.Call], pace: SyncState.Pace) {
    guard deployments[index].exists, let release = deployments[index].numbered?.release
    else { return ([], .oneByOne) }
    let generation = deployments[index].generation
    deployments[index].revisions?.readGeneration = generation
    let handles = numberedPods(of: index)
    let sync = BatchReleaseRule.sync(releaseView(of: index, release, handles))
    deployments[index].numbered?.release?.state = sync.state
    recordBatches(of: index, from: release, to: sync.state)
    followBatches(of: index, from: release.state, to: sync.state)
    if let instant = sync.recheckAt, deployments[index].nextLookAt != instant {
      deployments[index].nextLookAt = instant
      schedule(.keyAdded(.statefulSetPlus, index.rawValue), at: instant, .controllers)
    }
    var calls = callsOfRelease(sync, of: index, handles) + switchCalls(handles, of: index)
    if sync.counts != deployments[index].revisions?.status || sync.batch != release.batch {
      deployments[index].revisions?.nextStatus = sync.counts
      deployments[index].numbered?.release?.nextBatch = sync.batch
      calls.append(.publishNumbered)
    }
    return (calls, release.strategy.parallel ? .together : .oneByOne)
  }

  private mutating func callsOfRelease(
    _ sync: BatchReleaseSync, of index: DeploymentIndex, _ handles: [PodHandle]
  ) -> [SyncState.Call] {
    guard !sync.actions.isEmpty else { return [] }
    let placeOfOrdinal = placesByOrdinal(handles)
    var calls: [SyncState.Call] = []
    for action in sync.actions {
      switch action {
      case .create(let ordinal, let revision):
        calls.append(
          .createNumberedPod(group(of: index, revision: revision), ordinal: UInt32(ordinal)))
      case .delete(let ordinal):
        if let place = placeOfOrdinal[ordinal] { calls.append(.deletePod(handles[place])) }
      case .updateInPlace(let ordinal, let revision):
        guard let place = placeOfOrdinal[ordinal] else { continue }
        let group = group(of: index, revision: revision)
        // Two requests if containers start anew: first the pod is not ready, then its image changes.
        if restartsContainers(of: handles[place], for: group) {
          calls.append(.closeReadinessGate(handles[place]))
        }
        calls.append(.updatePodInPlace(handles[place], to: group))
      }
    }
    return calls
  }

  /// What the controller of a StatefulSetPlus knows of it.
  private func releaseView(
    of index: DeploymentIndex, _ release: NumberedState.Release, _ handles: [PodHandle]
  ) -> BatchReleaseView {
    let owner = deployments[index]
    let strategy = release.strategy
    var view = BatchReleaseView(
      replicas: owner.specReplicas, updateRevision: owner.template.position,
      plan: BatchPlan(strategy, name: owner.name), state: release.state)
    view.podManagementPolicy = owner.numbered?.podManagementPolicy ?? .orderedReady
    view.updateType = strategy.type
    view.isParallel = strategy.parallel
    view.isAutomatic = strategy.batchAuto
    view.interval = .minutes(Int64(strategy.batchIntervalMinutes))
    view.deadline = strategy.batchDeadlineMinutes.map { .minutes(Int64($0)) }
    view.maxFailedPercent = Int(strategy.maxFailedPercent)
    view.isPaused = release.isPaused
    view.now = now
    view.pods = releasePods(
      handles, targets: [owner.template.position, release.state.goodRevision])
    return view
  }

  private func releasePods(_ handles: [PodHandle], targets: [Int]) -> [BatchReleaseView.Pod] {
    // Few revisions have pods at one time, so each is compared once.
    var answers: [(revision: Int, canChange: Bool)] = []
    return handles.map { handle in
      let state = pods[handle]
      let revision = replicaSets[state.replicaSet].template.position
      if !answers.contains(where: { $0.revision == revision }) {
        let canChange = targets.allSatisfy { canChangeInPlace(from: revision, to: $0) }
        answers.append((revision, canChange))
      }
      var pod = BatchReleaseView.Pod(ordinal: Int(state.ordinal), revision: revision)
      pod.hasEnded = state.stage == .exited && !state.isTerminating
      pod.isReady = state.isReady
      pod.isAvailable = state.isAvailable
      if state.awaitsConfig {
        pod.isReady = false
        pod.isAvailable = false
      }
      // A pod that swaps containers is on its way, whatever its probes say meanwhile.
      if !switches.isEmpty, let target = switches[handle]?.view.targetRevision {
        pod.revision = target
        pod.isReady = false
        pod.isAvailable = false
      }
      pod.isTerminating = state.isTerminating
      let isBound = state.stage != .pending && state.stage != .binding
      pod.canUpdateInPlace =
        isBound && (answers.first { $0.revision == revision }?.canChange ?? false)
      return pod
    }
  }

  func canChangeInPlace(from old: Int, to new: Int) -> Bool {
    InPlaceUpdate.differsInImagesAndConfigMaps(
      from: compiledTemplates[old].specification, to: compiledTemplates[new].specification)
  }

  // MARK: What is told of batches

  /// Writes down which batches began, ended, failed and went back in one sync.
  private mutating func recordBatches(
    of index: DeploymentIndex, from release: NumberedState.Release, to state: BatchReleaseState
  ) {
    let before = release.state
    let took = (now - release.batchStartedAt).microseconds
    if state.failedOrder != nil, before.failedOrder == nil {
      record(.batchFailed, .deployment(index), Int64(before.batches.count), took)
    } else if before.phase == .updating,
      state.phase == .waiting || state.phase == .settled
        || state.batches.count > before.batches.count
    {
      let requests = release.times.lastRequestAt - release.batchStartedAt
      deployments[index].numbered?.release?.times.batches.append(
        ReleaseTimes.Batch(requests: requests, whole: now - release.batchStartedAt))
      record(
        .batchRequested, .deployment(index), Int64(before.batches.count), requests.microseconds)
      record(.batchCompleted, .deployment(index), Int64(before.batches.count), took)
    }
    let isGoingBack = before.phase == .rollingBack || before.phase == .rollingBackAll
    if isGoingBack, state.batches.count < before.batches.count {
      record(.batchRolledBack, .deployment(index), Int64(before.batches.count))
    }
    let known = state.targetRevision == before.targetRevision ? before.batches.count : 0
    guard state.batches.count > known, state.phase == .updating else { return }
    deployments[index].numbered?.release?.batchStartedAt = now
    record(
      .batchStarted, .deployment(index), Int64(state.batches.count),
      Int64(state.batches.last?.count ?? 0))
  }

  /// Notes when the controller of a StatefulSetPlus last changed a pod.
  mutating func noteReleaseRequest(in handle: SyncHandle) {
    guard syncs[handle].controller == .statefulSetPlus else { return }
    let index = DeploymentIndex(rawValue: syncs[handle].key)
    deployments[index].numbered?.release?.times.lastRequestAt = now
  }

  /// Notes how long a sync took that had only to look and to write the status.
  mutating func noteStatusSync(of index: DeploymentIndex, in handle: SyncHandle) {
    let sync = syncs[handle]
    guard sync.calls.allSatisfy({ $0 == .lookAtPods || $0 == .publishNumbered }) else { return }
    deployments[index].numbered?.release?.times.noteSync(
      now - sync.startedAt, isReleasing: sync.calls.first == .lookAtPods)
  }

  /// Carries out the order that an applied manifest holds, if it makes sense now.
  mutating func obeyOrder(in manifest: StatefulSetPlus, of index: DeploymentIndex) {
    guard let text = manifest.metadata.annotations[StatefulSetPlus.orderAnnotation],
      let order = BatchReleaseState.Order(rawValue: text)
    else { return }
    _ = deployments[index].numbered?.release?.state.obey(order, at: now)
  }
}
