// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// The status of OpenKruise's workloads, and how often their controllers look.
extension Simulation {
  /// Time that a sync needs for each pod.
  ///
  /// Assumed: the order of a look at the labels and conditions of one cached object.
  static let kruiseSyncTimePerPod = SimulationDuration.microseconds(10)

  /// The time of one sync of a workload.
  func kruiseSyncTime(of index: DeploymentIndex) -> SimulationDuration {
    Self.kruiseSyncTimePerPod * Int64(podCount(of: index.position, \.pods.count))
  }

  /// Whether a pod counts as available: ready for long enough and between no two revisions.
  private func isAvailable(_ pod: PodState) -> Bool {
    pod.isReady && pod.isAvailable && pod.marks.lifecycle == .normal
  }

  /// The numbers of pods as they would be published now.
  ///
  /// A CloneSet does not count pods on their way out; its revision is settled when all pods have
  /// it, ready or not (openkruise/kruise pkg/controller/cloneset/cloneset_status.go). That of a
  /// StatefulSet is settled when all are ready (stateful_set_utils.go, completeRollingUpdate).
  func countedKruiseStatus(of index: DeploymentIndex) -> StatefulSetStatus {
    let owner = deployments[index]
    let isCloneSet = owner.kind == .cloneSet
    let update = owner.template.position
    var status = StatefulSetStatus(
      currentRevision: owner.revisions?.status.currentRevision ?? update, updateRevision: update)
    for group in owner.replicaSets {
      for handle in replicaSets[group].pods {
        let pod = pods[handle]
        if isCloneSet, pod.isTerminating || pod.stage == .exited { continue }
        status.replicas += 1
        if pod.isReady { status.ready += 1 }
        if isCloneSet ? isAvailable(pod) : pod.isReady && pod.isAvailable { status.available += 1 }
        guard !pod.isTerminating else { continue }
        if base(of: pod.template).position == status.currentRevision { status.current += 1 }
        guard base(of: pod.template).position == update else { continue }
        status.updated += 1
        if pod.isReady { status.updatedReady += 1 }
      }
    }
    let isSettled =
      isCloneSet
      ? status.replicas == owner.specReplicas
      : status.ready == status.replicas && owner.numbered?.updateStrategy == .rollingUpdate
    if status.updated == status.replicas, isSettled {
      status.currentRevision = update
      status.current = status.updated
    }
    return status
  }

  /// Notes what a sync finds when it begins.
  mutating func beginKruiseSync(of index: DeploymentIndex) {
    let (generation, status) = (deployments[index].generation, countedKruiseStatus(of: index))
    deployments[index].revisions?.readGeneration = generation
    deployments[index].revisions?.nextStatus = status
  }

  /// Whether the sync under way has anything to report.
  func isKruiseStatusDue(of index: DeploymentIndex) -> Bool {
    guard let revisions = deployments[index].revisions, deployments[index].exists
    else { return false }
    return revisions.nextStatus != revisions.status
      || revisions.readGeneration != revisions.observedGeneration
  }
}
