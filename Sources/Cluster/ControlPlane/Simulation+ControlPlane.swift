// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// Work queues, workers and API calls: how long controllers take for what they decide.
extension Simulation {
  /// Tells a controller, after the delay of a watch, that an object of its has changed.
  mutating func notify(_ controller: ControllerKind, _ key: UInt32) {
    let owner = responsible(controller, key)
    if owner.controller == .statefulSet || owner.controller == .statefulSetPlus {
      planNumberedSync(DeploymentIndex(rawValue: owner.key))
      return
    }
    schedule(.keyAdded(owner.controller, owner.key), after: controlPlane.watchDelay, .controllers)
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
      let isLimited = syncs[handle].calls[place].usesSharedClient
      let sent = isLimited ? controllers[client].client.reserve(at: ready) : ready
      schedule(.callDone(handle), at: sent + controlPlane.apiLatency, .controllers)
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
    if kind == .horizontalPodAutoscaler { rearmAutoscaler(sync.key) }
    startWorkers(of: kind)
    if kind == .nodeMonitor { endNodeCheck() }
    if kind == .nodeEviction { planTaintingPass() }
  }

  /// The status that a controller publishes at the end of a sync if it has changed.
  private func closingCall(of sync: SyncState) -> SyncState.Call? {
    guard sync.controller == .replicaSet else { return nil }
    let index = ReplicaSetIndex(rawValue: sync.key)
    return isStatusDue(of: index) ? .publishReplicaSet : nil
  }

  /// Carries out the next call of a sync at the API server.
  mutating func completeCall(of handle: SyncHandle) {
    let call = syncs[handle].calls[syncs[handle].doneCount]
    syncs[handle].doneCount += 1
    if call == .readMetrics {
      syncs[handle].calls += decideAutoscaler(Int(syncs[handle].key))
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
      createPod(of: ReplicaSetIndex(rawValue: key))
      reportPod(in: handle)
    case .deletePod(let pod):
      deletePod(pod)
      reportPod(in: handle)
    case .publishDeployment: publishStatus(of: DeploymentIndex(rawValue: key))
    case .publishReplicaSet: publishStatus(of: ReplicaSetIndex(rawValue: key), in: handle)
    case .readReplicaSet: readAgain(ReplicaSetIndex(rawValue: key))
    case .scaleDeployment(let index, let replicas): scaleDeployment(index, to: replicas)
    case .setAutoscalerBounds(let index, let least, let most):
      setBounds(ofAutoscaler: index, least: least, most: most)
    case .publishAutoscaler, .read, .readScale, .readMetrics: break
    case .markNodeUnknown: syncs[handle].calls += missNode(NodeIndex(rawValue: key))
    case .markPodNotReady(let pod): markNotReady(pod)
    case .matchNoScheduleTaint: matchNoScheduleTaint(NodeIndex(rawValue: key))
    case .addNoExecuteTaint: addNoExecuteTaint(NodeIndex(rawValue: key))
    case .removeNoExecuteTaint: removeNoExecuteTaint(NodeIndex(rawValue: key))
    case .evictPod(let pod): deletePod(pod)
    case .createNumberedPod(let group, let ordinal):
      createPod(of: group, ordinal: ordinal)
      reportPod(in: handle)
    case .updatePodInPlace(let pod, let group):
      updateInPlace(pod, to: group)
      reportPod(in: handle)
    case .publishNumbered: publishNumberedStatus(of: DeploymentIndex(rawValue: key), in: handle)
    }
  }
}
