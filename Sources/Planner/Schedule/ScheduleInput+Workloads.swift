// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests

extension ScheduleInput {
  /// The greatest number of pods that workloads may be expanded to.
  package static let mostExpandedPods = 1_000_000

  /// Adds the pods of workloads that have none yet.
  ///
  /// In a dump of a live cluster the pods are there, and the workloads only tell what selects them.
  mutating func expand(_ set: ManifestSet, _ priorities: inout PriorityResolution) {
    let given = pods
    let pairs = set.replicaSets.compactMap { set in
      set.metadata.controller.map { "\(set.metadata.namespace)/\($0.kind)/\($0.name)" }
    }
    let replicaSetOwners = Set(pairs)
    for item in set.items {
      if case .cronJob(let job) = item.object {
        leaveOut(job.metadata, "CronJob", "starts by the clock, and there is none")
      }
      guard var workload = WorkloadPods(item.object) else { continue }
      let namespace = workload.metadata.namespace
      if replicaSetOwners.contains("\(namespace)/\(workload.kind)/\(workload.metadata.name)") {
        continue
      }
      let own = given.filter(workload.owns)
      if !own.isEmpty {
        addReplicaSets(of: own, workload)
        continue
      }
      priorities.resolve(
        &workload.template.spec, at: item.place, path: "spec.template.spec.priorityClassName")
      if let selecting = workload.selecting {
        objects.selecting.append(selecting)
        deploymentOfReplicaSet["\(namespace)/\(selecting.name)"] = workload.metadata.name
      }
      expand(workload, at: item.place)
    }
  }

  private mutating func expand(_ workload: WorkloadPods, at place: SourcePlace) {
    guard let replicas = workload.replicas else {
      pods += DaemonPods.pods(of: workload, on: nodes)
      return
    }
    guard replicas <= Self.mostExpandedPods - pods.count else {
      diagnostics.append(
        Diagnostic(
          at: place, path: "spec.replicas", found: "found \(replicas)",
          expected: "at most \(Self.mostExpandedPods) pods in all"))
      return
    }
    for number in 0..<replicas { pods.append(workload.pod(number)) }
  }

  private mutating func leaveOut(_ metadata: ObjectMeta, _ kind: String, _ reason: String) {
    leftOut.append(
      .init(kind: kind, namespace: metadata.namespace, name: metadata.name, reason: reason))
  }

  /// A dump without replica sets: what they select follows from their Deployment and their pods.
  private mutating func addReplicaSets(of pods: [Pod], _ workload: WorkloadPods) {
    guard workload.kind == "Deployment", let selector = workload.selector else { return }
    var known = Set(objects.selecting.map { "\($0.kind)/\($0.namespace)/\($0.name)" })
    for pod in pods {
      guard let owner = pod.metadata.controller, owner.kind == "ReplicaSet",
        known.insert("ReplicaSet/\(pod.metadata.namespace)/\(owner.name)").inserted
      else { continue }
      deploymentOfReplicaSet["\(pod.metadata.namespace)/\(owner.name)"] = workload.metadata.name
      var own = selector
      if let hash = pod.metadata.labels["pod-template-hash"] {
        own.matchLabels["pod-template-hash"] = hash
      }
      objects.selecting.append(
        .init(
          kind: "ReplicaSet", namespace: pod.metadata.namespace, name: owner.name, selector: own))
    }
  }
}
