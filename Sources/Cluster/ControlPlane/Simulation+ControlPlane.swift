// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// Work queues, workers and API calls: how long controllers take for what they decide.
extension Simulation {
  /// Tells a controller, after the delay of a watch, that an object of its has changed.
  mutating func notify(_ controller: ControllerKind, _ key: UInt32) {
    schedule(.keyAdded(controller, key), after: controlPlane.watchDelay, .controllers)
  }

  mutating func addKey(_ controller: ControllerKind, _ key: UInt32) {
    controllers[Int(controller.rawValue)].queue.add(key)
    startWorkers(of: controller)
  }

  private mutating func startWorkers(of controller: ControllerKind) {
    while controllers[Int(controller.rawValue)].queue.canStart {
      let key = controllers[Int(controller.rawValue)].queue.start()
      let plan = planSync(controller, key)
      let sync = syncs.insert(
        SyncState(controller: controller, key: key, calls: plan.calls, pace: plan.pace))
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
    case .taintEviction: (planEvictions(of: NodeIndex(rawValue: key)), .together)
    }
  }

  /// Issues the next batch of a sync, or ends it.
  private mutating func advance(_ handle: SyncHandle) {
    let count = syncs[handle].issue()
    let kind = syncs[handle].controller
    let first = syncs[handle].issuedCount - count
    for place in first..<(first + count) {
      let isLimited = syncs[handle].calls[place].usesSharedClient
      let sent = isLimited ? controllers[Int(kind.rawValue)].client.reserve(at: now) : now
      schedule(.callDone(handle), at: sent + controlPlane.apiLatency, .controllers)
    }
    if count > 0 { return }
    if let last = closingCall(of: syncs[handle]), syncs[handle].calls.last != last {
      syncs[handle].calls.append(last)
      syncs[handle].pace = .oneByOne
      advance(handle)
      return
    }
    let sync = syncs.remove(handle)
    controllers[Int(kind.rawValue)].queue.finish(sync.key)
    if kind == .horizontalPodAutoscaler { rearmAutoscaler(sync.key) }
    startWorkers(of: kind)
  }

  /// The status that a controller publishes at the end of a sync if it has changed.
  private func closingCall(of sync: SyncState) -> SyncState.Call? {
    switch sync.controller {
    case .replicaSet:
      let replicaSet = replicaSets[ReplicaSetIndex(rawValue: sync.key)]
      return replicaSet.currentStatus == replicaSet.status ? nil : .publishReplicaSet
    case .deployment, .horizontalPodAutoscaler, .cronHorizontalPodAutoscaler, .cronHPA,
      .taintEviction:
      return nil
    }
  }

  /// Carries out the next call of a sync at the API server.
  mutating func completeCall(of handle: SyncHandle) {
    let call = syncs[handle].calls[syncs[handle].doneCount]
    let key = syncs[handle].key
    syncs[handle].doneCount += 1
    if call == .readMetrics { syncs[handle].calls += decideAutoscaler(Int(key)) }
    apply(call, key: key)
    if syncs[handle].doneCount == syncs[handle].issuedCount { advance(handle) }
  }

  private mutating func apply(_ call: SyncState.Call, key: UInt32) {
    switch call {
    case .createReplicaSet(let replicas, let revision):
      createReplicaSet(
        of: DeploymentIndex(rawValue: key), replicas: replicas, revision: revision)
    case .setRevision(let index, let revision): replicaSets[index].revision = revision
    case .deleteReplicaSet(let index): deleteReplicaSet(index)
    case .scaleReplicaSet(let index, let replicas): scaleReplicaSet(index, to: replicas)
    case .createPod: createPod(of: ReplicaSetIndex(rawValue: key))
    case .deletePod(let pod): deletePod(pod)
    case .publishDeployment: publishStatus(of: DeploymentIndex(rawValue: key))
    case .publishReplicaSet: publishStatus(of: ReplicaSetIndex(rawValue: key))
    case .scaleDeployment(let index, let replicas): scaleDeployment(index, to: replicas)
    case .setAutoscalerBounds(let index, let least, let most):
      setBounds(ofAutoscaler: index, least: least, most: most)
    case .publishAutoscaler, .readScale, .readMetrics: break
    }
  }
}
