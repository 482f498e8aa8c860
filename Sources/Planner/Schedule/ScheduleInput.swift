// SPDX-License-Identifier: Apache-2.0

package import Cluster
package import Manifests

/// The objects of a cluster, ready to be scheduled once.
///
/// Workloads whose pods are not among the objects are expanded to pods; priorities are resolved.
package struct ScheduleInput: Sendable {
  /// Something that is not scheduled, with the reason.
  package struct LeftOut: Sendable, Equatable {
    /// The kind, such as `Pod`.
    package var kind: String
    /// The namespace.
    package var namespace: String
    /// The name.
    package var name: String
    /// Why, as a phrase.
    package var reason: String
  }

  /// The nodes, in the order read.
  package var nodes: [Node] = []
  /// The pods that are on nodes or wait for one, in the order read; expanded ones last.
  package var pods: [Pod] = []
  /// Services, controllers and namespaces.
  package var objects = SchedulingObjects()
  /// The disruption budgets.
  package var budgets: [DisruptionBudget] = []
  /// The profiles of the scheduler.
  package var profiles: [SchedulerProfile]
  /// The Deployments of replica sets, as `namespace/name` of the set.
  package var deploymentOfReplicaSet: [String: String] = [:]
  /// What is not scheduled.
  package var leftOut: [LeftOut] = []
  /// The faults of the files.
  package var diagnostics: [Diagnostic] = []
  /// The objects of kinds that are not simulated.
  package var skipped: [ManifestSet.Skipped] = []

  /// Creates an input from objects that were read.
  package init(_ set: ManifestSet, profiles: [SchedulerProfile] = [.standard]) {
    self.profiles = profiles
    diagnostics = set.diagnostics
    skipped = set.skipped
    let faults = Diagnostics()
    var names = ObjectNames(faults)
    var budgets: [PodDisruptionBudget] = []
    var priorities = PriorityResolution(set, faults)
    for item in set.items {
      names.check(item)
      switch item.object {
      case .node(let node): nodes.append(node)
      case .pod(let pod): take(named(pod), priorities.resolved(pod, at: item.place))
      case .podDisruptionBudget(let budget): budgets.append(budget)
      default: objects.add(item.object)
      }
    }
    nameDeployments(set)
    expand(set, &priorities)
    self.budgets = budgets.map { BudgetState.budget($0, pods: pods) }
    warnOfVolumes(faults)
    leaveOutStrangers()
    diagnostics += faults.all
  }

  /// Reads files and folders of manifests, and traces in CSV files.
  package init(paths: [String], profiles: [SchedulerProfile] = [.standard]) {
    var set = ManifestSet()
    for path in paths {
      if path.lowercased().hasSuffix(".csv"), ManifestFiles.isFolder(path) == false {
        set.append(ClusterTrace.read(path: path))
      } else {
        set.append(ManifestReader.read(path: path))
      }
    }
    self.init(set, profiles: profiles)
  }

  /// The owner of a pod as people know it, such as `Deployment/feed`; nil if it has none.
  package func ownerName(of pod: Pod) -> String? {
    guard let owner = pod.metadata.controller else { return nil }
    if owner.kind == "ReplicaSet",
      let name = deploymentOfReplicaSet["\(pod.metadata.namespace)/\(owner.name)"]
    {
      return "Deployment/\(name)"
    }
    return "\(owner.kind)/\(owner.name)"
  }

  private mutating func nameDeployments(_ set: ManifestSet) {
    for set in set.replicaSets {
      guard let owner = set.metadata.controller, owner.kind == "Deployment" else { continue }
      deploymentOfReplicaSet["\(set.metadata.namespace)/\(set.metadata.name)"] = owner.name
    }
  }

  /// Whether a fault is an error.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  private mutating func take(_ pod: Pod, _ resolved: Pod) {
    var resolved = resolved
    resolved.metadata.name = pod.metadata.name
    pods.append(resolved)
  }

  /// A pod that has only a prefix gets a number behind it.
  private func named(_ pod: Pod) -> Pod {
    guard pod.metadata.name.isEmpty, let prefix = pod.metadata.generateName else { return pod }
    var pod = pod
    pod.metadata.name = "\(prefix)\(pods.count)"
    return pod
  }

  /// Takes out the pods that no decision is about, and tells why.
  private mutating func leaveOutStrangers() {
    let nodeNames = Set(nodes.map(\.metadata.name))
    let schedulers = Set(profiles.map(\.schedulerName))
    var kept: [Pod] = []
    kept.reserveCapacity(pods.count)
    for pod in pods {
      if let reason = reasonToLeaveOut(pod, nodeNames, schedulers) {
        let metadata = pod.metadata
        leftOut.append(
          .init(
            kind: "Pod", namespace: metadata.namespace, name: metadata.name, reason: reason))
      } else {
        kept.append(pod)
      }
    }
    pods = kept
  }

  private func reasonToLeaveOut(
    _ pod: Pod, _ nodeNames: Set<String>, _ schedulers: Set<String>
  ) -> String? {
    if let phase = [PodStatus.Phase.succeeded, .failed].first(where: { $0 == pod.status.phase }) {
      return "has ended (\(phase.rawValue))"
    }
    if let node = pod.spec.nodeName, !node.isEmpty {
      return nodeNames.contains(node) ? nil : "is on node \(node), which is not given"
    }
    if pod.metadata.deletionTimestamp != nil { return "is being deleted" }
    if let gate = pod.spec.schedulingGates.first { return "is held back by the gate \(gate)" }
    let scheduler = pod.spec.schedulerName
    return schedulers.contains(scheduler) ? nil : "is placed by the scheduler \(scheduler)"
  }

  private func warnOfVolumes(_ faults: Diagnostics) {
    func usesClaim(_ volume: Volume) -> Bool {
      if case .persistentVolumeClaim = volume.source { return true }
      return false
    }
    let users = pods.filter { $0.spec.volumes.contains(where: usesClaim) }
    guard let first = users.first else { return }
    let others = users.count == 1 ? "" : " and \(users.count - 1) more"
    faults.report(
      Diagnostic(
        .warning, at: SourcePlace(file: "input"),
        found: "pod \(first.metadata.name)\(others) claim volumes, whose nodes are not looked at"))
  }
}
