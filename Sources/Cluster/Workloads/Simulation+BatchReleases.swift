// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// StatefulSetPluses: what their controller sees and asks for.
extension Simulation {
  /// Time that a sync needs for each pod while a release runs.
  ///
  /// The vendor's article tells of ten seconds for a set of 10,000 pods during a release, and of
  /// milliseconds without one.
  static let releaseSyncTimePerPod = SimulationDuration.milliseconds(1)

  /// Tells the controller of a change: it looks at once, or when it has gone through all pods.
  ///
  /// What changes until then is seen by the same sync, so that ten thousand changes at one time do
  /// not mean ten thousand looks at ten thousand pods.
  mutating func planNumberedSync(_ index: DeploymentIndex) {
    guard let numbered = deployments[index].numbered, numbered.syncDueAt <= now else { return }
    var due = now + controlPlane.watchDelay
    if numbered.release?.isActive ?? false {
      let podCount = deployments[index].replicaSets.reduce(0) { $0 + replicaSets[$1].pods.count }
      due = due + Self.releaseSyncTimePerPod * Int64(podCount)
    }
    deployments[index].numbered?.syncDueAt = due
    schedule(
      .keyAdded(deployments[index].kind.controller, index.rawValue), at: due, .controllers)
  }

  /// The calls of one sync of a StatefulSetPlus.
  mutating func planBatchRelease(
    _ index: DeploymentIndex
  ) -> (calls: [SyncState.Call], pace: SyncState.Pace) {
    guard deployments[index].exists, let numbered = deployments[index].numbered,
      let release = numbered.release
    else { return ([], .oneByOne) }
    let generation = deployments[index].generation
    deployments[index].numbered?.readGeneration = generation
    let handles = numberedPods(of: index)
    let sync = BatchReleaseRule.sync(releaseView(of: index, release, handles))
    deployments[index].numbered?.release?.state = sync.state
    recordBatches(of: index, from: release, to: sync.state)
    if let instant = sync.recheckAt, deployments[index].nextLookAt != instant {
      deployments[index].nextLookAt = instant
      schedule(.keyAdded(.statefulSetPlus, index.rawValue), at: instant, .controllers)
    }
    var calls = callsOfRelease(sync, of: index, handles) + switchCalls(handles, of: index)
    if sync.counts != numbered.status || sync.batch != release.batch {
      deployments[index].numbered?.nextStatus = sync.counts
      deployments[index].numbered?.release?.nextBatch = sync.batch
      calls.append(.publishNumbered)
    }
    return (calls, release.strategy.parallel ? .together : .oneByOne)
  }

  private mutating func callsOfRelease(
    _ sync: BatchReleaseSync, of index: DeploymentIndex, _ handles: [PodHandle]
  ) -> [SyncState.Call] {
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
        calls.append(
          .updatePodInPlace(handles[place], to: group(of: index, revision: revision)))
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
      let revision = state.template.position
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

  private func canChangeInPlace(from old: Int, to new: Int) -> Bool {
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

  /// Carries out the order that an applied manifest holds, if it makes sense now.
  mutating func obeyOrder(in manifest: StatefulSetPlus, of index: DeploymentIndex) {
    guard let text = manifest.metadata.annotations[StatefulSetPlus.orderAnnotation],
      let order = BatchReleaseState.Order(rawValue: text)
    else { return }
    _ = deployments[index].numbered?.release?.state.obey(order, at: now)
  }
}
