// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// Work queues, workers and API calls: how long controllers take for what they decide.
extension Simulation {
  /// Tells a controller, after the delay of a watch, that an object of its has changed.
  mutating func notify(_ controller: ControllerKind, _ key: UInt32) {
    let owner = responsible(controller, key)
    switch owner.controller {
    case .statefulSet, .statefulSetPlus, .cloneSet, .advancedStatefulSet:
      planNumberedSync(DeploymentIndex(rawValue: owner.key))
    case .daemonSet: planDaemonSync(DeploymentIndex(rawValue: owner.key))
    case .job: planJobSync(Int(owner.key), after: JobRule.batchPeriod)
    default:
      schedule(
        .keyAdded(owner.controller, owner.key), after: controlPlane.watchDelay, .controllers)
    }
  }

  mutating func addKey(_ controller: ControllerKind, _ key: UInt32) {
    controllers[Int(controller.rawValue)].queue.add(key)
    startWorkers(of: controller)
  }

  /// Adds a key again after a failed sync: 5 ms, doubling, at most 1000 s (kubernetes v1.36
  /// staging/src/k8s.io/client-go/util/workqueue/default_rate_limiters.go).
  mutating func retry(_ controller: ControllerKind, _ key: UInt32, failures: Int) {
    let delay = SimulationDuration.milliseconds(5) * (Int64(1) << Int64(min(failures, 17)))
    schedule(.keyAdded(controller, key), after: delay, .controllers)
  }

  mutating func startWorkers(of controller: ControllerKind) {
    guard now >= stalledUntil else { return }
    while controllers[Int(controller.rawValue)].queue.canStart {
      let key = controllers[Int(controller.rawValue)].queue.start()
      let plan = planSync(controller, key)
      let sync = syncs.insert(
        SyncState(
          controller: controller, key: key, calls: plan.calls, pace: plan.pace, startedAt: now))
      advance(sync)
    }
  }

  /// What the worker of a controller does for a key, as its rule decides now.
  private mutating func planSync(
    _ controller: ControllerKind, _ key: UInt32
  ) -> (calls: [SyncState.Call], pace: SyncState.Pace) {
    switch controller {
    case .deployment: (planDeployment(DeploymentIndex(rawValue: key)), .oneByOne)
    case .replicaSet: planReplicaSet(ReplicaSetIndex(rawValue: key))
    case .horizontalPodAutoscaler: ([.readScale, .readMetrics], .oneByOne)
    case .cronHorizontalPodAutoscaler: (planCronAutoscaler(Int(key)), .oneByOne)
    case .cronHPA: (planCronHPA(Int(key)), .oneByOne)
    case .taintEviction: (planEviction(ofSlot: Int(key)), .oneByOne)
    case .nodeMonitor: (planNodeCheck(NodeIndex(rawValue: key)), .oneByOne)
    case .nodeTaints: (planNoScheduleTaint(NodeIndex(rawValue: key)), .oneByOne)
    case .nodeEviction: ([.read, .addNoExecuteTaint], .oneByOne)
    case .statefulSet: planStatefulSet(DeploymentIndex(rawValue: key))
    case .statefulSetPlus: planBatchRelease(DeploymentIndex(rawValue: key))
    case .daemonSet: planDaemonSet(DeploymentIndex(rawValue: key))
    case .job: planJob(Int(key))
    case .cronJob: (planCronJob(DeploymentIndex(rawValue: key)), .oneByOne)
    case .resourceQuota: (planQuota(Int(key)), .oneByOne)
    case .cloneSet: planCloneSet(DeploymentIndex(rawValue: key))
    case .advancedStatefulSet: planAdvancedStatefulSet(DeploymentIndex(rawValue: key))
    case .rollout: (planRollout(Int(key)), .oneByOne)
    case .scaledObject: (planScaledObject(Int(key)), .oneByOne)
    case .poolAutoscaler: (planPoolAutoscaler(Int(key)), .oneByOne)
    }
  }

  /// Issues the next batch of a sync, or ends it.
  private mutating func advance(_ handle: SyncHandle) {
    let count = syncs[handle].issue()
    let kind = syncs[handle].controller
    let client = Int(kind.client.rawValue)
    // While the controllers stand still, no request goes out.
    let ready = max(now, stalledUntil)
    let first = syncs[handle].issuedCount - count
    for place in first..<(first + count) {
      let call = syncs[handle].calls[place]
      let sent = call.usesSharedClient ? controllers[client].client.reserve(at: ready) : ready
      let length = call == .lookAtPods ? timeOfLook(syncs[handle].key) : controlPlane.apiLatency
      schedule(.callDone(handle), at: sent + length, .controllers)
    }
    if count > 0 { return }
    if !syncs[handle].isClosing, let last = closingCall(of: syncs[handle]) {
      syncs[handle].calls.append(last)
      syncs[handle].isClosing = true
      syncs[handle].pace = .oneByOne
      advance(handle)
      return
    }
    let sync = syncs.remove(handle)
    controllers[Int(kind.rawValue)].queue.finish(sync.key)
    endFailures(of: sync)
    if kind == .horizontalPodAutoscaler { rearmAutoscaler(sync.key) }
    startWorkers(of: kind)
    if kind == .nodeMonitor { endNodeCheck() }
    if kind == .nodeEviction { planTaintingPass() }
  }

  /// The status that a controller publishes at the end of a sync if it has changed.
  private func closingCall(of sync: SyncState) -> SyncState.Call? {
    switch sync.controller {
    case .replicaSet:
      isStatusDue(of: ReplicaSetIndex(rawValue: sync.key)) ? .publishReplicaSet : nil
    case .cloneSet, .advancedStatefulSet:
      isKruiseStatusDue(of: DeploymentIndex(rawValue: sync.key)) ? .publishNumbered : nil
    default: nil
    }
  }

  /// Carries out the next call of a sync at the API server.
  mutating func completeCall(of handle: SyncHandle) {
    let call = syncs[handle].calls[syncs[handle].doneCount]
    syncs[handle].doneCount += 1
    if call == .readMetrics {
      syncs[handle].calls += decideAutoscaler(Int(syncs[handle].key))
    }
    if call == .lookAtPods {
      let plan = decideRelease(of: DeploymentIndex(rawValue: syncs[handle].key))
      syncs[handle].calls += plan.calls
      syncs[handle].pace = plan.pace
    }
    apply(call, of: handle)
    if syncs[handle].doneCount == syncs[handle].issuedCount { advance(handle) }
  }

  private mutating func apply(_ call: SyncState.Call, of handle: SyncHandle) {
    let key = syncs[handle].key
    switch call {
    case .createReplicaSet(let replicas, let revision):
      createReplicaSet(
        of: DeploymentIndex(rawValue: key), replicas: replicas, revision: revision)
      report(about: DeploymentIndex(rawValue: key))
    case .setRevision(let index, let revision): setRevision(of: index, to: revision, in: handle)
    case .deleteReplicaSet(let index): deleteReplicaSet(index)
    case .scaleReplicaSet(let index, let replicas):
      scaleReplicaSet(index, to: replicas, in: handle)
    case .createPod:
      let group = ReplicaSetIndex(rawValue: key)
      guard admits(group, ordinal: replicaSets[group].createdCount, in: handle) else { return }
      noteRequest(
        for: createPod(of: group), in: handle, known: replicaSets[group].scaledOnStateOf)
      reportPod(in: handle)
    case .deletePod(let pod):
      deletePod(pod, decidedAt: syncs[handle].startedAt)
      noteReleaseRequest(in: handle)
      reportPod(in: handle)
    case .publishDeployment: publishStatus(of: DeploymentIndex(rawValue: key))
    case .publishReplicaSet: publishStatus(of: ReplicaSetIndex(rawValue: key), in: handle)
    case .readReplicaSet: readAgain(ReplicaSetIndex(rawValue: key))
    case .scaleDeployment(let index, let replicas): scaleDeployment(index, to: replicas)
    case .setAutoscalerBounds(let index, let least, let most):
      setBounds(ofAutoscaler: index, least: least, most: most)
    case .publishAutoscaler, .read, .readScale, .readMetrics, .lookAtPods: break
    case .markNodeUnknown: syncs[handle].calls += missNode(NodeIndex(rawValue: key))
    case .markPodNotReady(let pod): markNotReady(pod)
    case .matchNoScheduleTaint: matchNoScheduleTaint(NodeIndex(rawValue: key))
    case .addNoExecuteTaint: addNoExecuteTaint(NodeIndex(rawValue: key))
    case .removeNoExecuteTaint: removeNoExecuteTaint(NodeIndex(rawValue: key))
    case .evictPod(let pod): deletePod(pod, by: .taint)
    case .createNumberedPod(let group, let ordinal):
      guard admits(group, ordinal: ordinal, in: handle) else { return }
      noteRequest(for: createPod(of: group, ordinal: ordinal), in: handle, known: nil)
      noteReleaseRequest(in: handle)
      reportPod(in: handle)
    case .closeReadinessGate(let pod): closeReadinessGate(of: pod)
    case .updatePodInPlace(let pod, let group):
      if syncs[handle].controller == .statefulSetPlus {
        updateInPlace(pod, to: group)
      } else {
        updateKruisePod(pod, to: group)
      }
      noteUpdateRequest(for: pod, in: handle)
      noteReleaseRequest(in: handle)
      reportPod(in: handle)
    case .publishNumbered: publishNumberedStatus(of: DeploymentIndex(rawValue: key), in: handle)
    case .createDaemonPod(let node): createDaemonPod(for: node, in: handle)
    case .publishDaemonSet: publishDaemonSet(DeploymentIndex(rawValue: key))
    case .createJobPod(let index): createJobPod(index: index, in: handle)
    case .publishJob: publishJob(Int(key))
    case .createJob(let time): createJob(of: DeploymentIndex(rawValue: key), for: time, in: handle)
    case .deleteJob(let place): deleteJob(place)
    case .publishQuota: recountQuota(Int(key))
    case .closeGate(let pod): closeGate(of: pod)
    case .openGate(let pod): openGate(of: pod)
    case .changeImage(let pod): changeImage(of: pod)
    case .setLifecycle(let pod, let lifecycle): setLifecycle(of: pod, to: lifecycle)
    case .specifyDelete(let pod): specifyDelete(pod)
    case .setPartition(let index, let partition): setPartition(of: index, to: partition)
    }
  }
}
