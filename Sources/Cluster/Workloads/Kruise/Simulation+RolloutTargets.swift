// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What a Rollout reads and writes of the workload that it releases.
extension Simulation {
  /// Whether the status of a workload is of its newest specification.
  func hasSettledStatus(_ index: DeploymentIndex) -> Bool {
    let owner = deployments[index]
    guard owner.exists else { return false }
    return owner.revisions.map { $0.observedGeneration == owner.generation } ?? true
  }

  /// The revision that all pods had before a release begins.
  func stableRevision(of index: DeploymentIndex) -> Int {
    let owner = deployments[index]
    if let revision = owner.revisions?.status.currentRevision { return revision }
    // Of a Deployment it is the template that most of its pods have.
    let old = owner.replicaSets.filter { replicaSets[$0].template != owner.template }
    let largest = old.max { replicaSets[$0].specReplicas < replicaSets[$1].specReplicas }
    return largest.map { replicaSets[$0].template.position } ?? owner.template.position
  }

  /// Pods of the newest template, and of those the ready ones.
  func updatedCounts(of index: DeploymentIndex) -> (updated: Int, ready: Int) {
    let owner = deployments[index]
    if owner.kind == .cloneSet, let status = owner.revisions?.status {
      return (status.updated, status.updatedReady)
    }
    // Of others the controller lists the pods.
    let group = owner.replicaSets.first { replicaSets[$0].template == owner.template }
    return group.map { (replicaSets[$0].activeCount, replicaSets[$0].readyCount) } ?? (0, 0)
  }

  /// Keeps all pods of a workload old.
  mutating func hold(_ index: DeploymentIndex) {
    if deployments[index].kind == .deployment {
      deployments[index].updateLimit = .int(0)
    } else {
      deployments[index].partition = .string("100%")
    }
  }

  /// Pods that stay old as things are set.
  func stableCount(of index: DeploymentIndex) -> Int {
    let owner = deployments[index]
    guard owner.kind == .deployment else {
      return PartitionReplicas.count(owner.partition, replicas: owner.specReplicas)
    }
    return owner.updateLimit.map {
      owner.specReplicas - DeploymentRule.updateLimit($0, replicas: owner.specReplicas)
    } ?? 0
  }

  /// Sets how many pods stay old, or of a Deployment how many do not; zero lets all go.
  mutating func setPartition(of index: DeploymentIndex, to partition: IntOrString) {
    if deployments[index].kind == .deployment {
      deployments[index].updateLimit = partition == .int(0) ? nil : partition
      deployments[index].generation += 1
      notify(.deployment, index.rawValue)
      return
    }
    guard deployments[index].partition != partition else { return }
    deployments[index].partition = partition
    deployments[index].generation += 1
    notify(.deployment, index.rawValue)
  }
}
