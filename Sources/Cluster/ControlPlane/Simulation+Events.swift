// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// The events that controllers report: nothing reads them here, but each takes a token.
extension Simulation {
  /// Reports an event about an object whose budget has been asked already.
  mutating func report(_ controller: ControllerKind) {
    let kind = controller.client
    // A client without a limit is not slowed by them.
    guard controllers[Int(kind.rawValue)].client.isLimited, !controller.hasEventClient
    else { return }
    controllers[Int(kind.rawValue)].events.add()
    writeNextEvent(of: kind)
  }

  private mutating func writeNextEvent(of kind: ControllerKind) {
    guard controllers[Int(kind.rawValue)].events.start() else { return }
    let sent = controllers[Int(kind.rawValue)].client.reserve(at: max(now, stalledUntil))
    schedule(.eventStored(kind), at: sent + controlPlane.apiLatency, .controllers)
  }

  mutating func finishEvent(of kind: ControllerKind) {
    controllers[Int(kind.rawValue)].events.finish()
    writeNextEvent(of: kind)
  }

  mutating func report(about index: ReplicaSetIndex) {
    let kind: ControllerKind = replicaSets[index].job < 0 ? .replicaSet : .job
    if replicaSets[index].eventBudget.allows(at: now) { report(kind) }
  }

  mutating func report(about index: DeploymentIndex) {
    let kind = deployments[index].kind
    if deployments[index].eventBudget.allows(at: now) { report(kind.controller) }
  }

  /// Reports what a sync did to a pod: the event belongs to the object that the sync is for.
  mutating func reportPod(in handle: SyncHandle) {
    let (controller, key) = (syncs[handle].controller, syncs[handle].key)
    switch controller {
    case .replicaSet: report(about: ReplicaSetIndex(rawValue: key))
    case .statefulSet, .statefulSetPlus, .daemonSet, .cronJob, .cloneSet, .advancedStatefulSet:
      report(about: DeploymentIndex(rawValue: key))
    case .job: report(about: jobs[Int(key)].group)
    case .deployment, .horizontalPodAutoscaler, .cronHorizontalPodAutoscaler, .taintEviction,
      .nodeMonitor, .nodeTaints, .nodeEviction, .cronHPA, .resourceQuota, .rollout, .scaledObject,
      .poolAutoscaler:
      preconditionFailure("\(controller) neither creates nor deletes pods of its own")
    }
  }
}
