// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// DaemonSets: what their controller sees and asks for.
///
/// Follows kubernetes v1.36 pkg/controller/daemon/daemon_controller.go.
extension Simulation {
  /// Time that a sync needs for each node: the controller asks for every node whether it matches.
  ///
  /// Assumed: some 10 µs for labels, taints and the map of pods.
  private static let daemonSyncTimePerNode = SimulationDuration.microseconds(10)

  /// Tells the controller of a change; what changes until it has gone through the nodes is seen by
  /// the same sync.
  mutating func planDaemonSync(_ index: DeploymentIndex) {
    guard let daemon = deployments[index].daemon, daemon.syncDueAt <= now else { return }
    let due =
      now + controlPlane.watchDelay + Self.daemonSyncTimePerNode * Int64(nodes.presentCount)
    deployments[index].daemon?.syncDueAt = due
    schedule(.keyAdded(.daemonSet, index.rawValue), at: due, .controllers)
  }

  /// Tells all DaemonSets that nodes came, went or got other taints.
  mutating func notifyDaemonSets() {
    for index in daemonSets where deployments[index].exists { planDaemonSync(index) }
  }

  /// The calls of one sync.
  mutating func planDaemonSet(
    _ index: DeploymentIndex
  ) -> (calls: [SyncState.Call], pace: SyncState.Pace) {
    guard deployments[index].exists, let daemon = deployments[index].daemon else {
      return ([], .oneByOne)
    }
    let eligible = daemonNodes(of: index)
    let (view, handles, orphans) = daemonView(of: index, daemon, eligible)
    let sync = DaemonSetRule.sync(view)
    var calls = sync.creations.map { place in SyncState.Call.createDaemonPod(eligible[place].node) }
    calls += sync.deletions.map { .deletePod(handles[$0]) }
    calls += orphans.map { .deletePod($0) }
    if sync.status != daemon.status {
      deployments[index].daemon?.nextStatus = sync.status
      calls.append(.publishDaemonSet)
    }
    return (calls, sync.creations.isEmpty ? .together : .doubling)
  }

  // MARK: Nodes

  /// A node with what the controller thinks of it.
  private typealias EligibleNode = (node: NodeIndex, shouldRun: Bool, mayStay: Bool)

  /// All nodes, with whether a pod shall run there and whether one may stay.
  private func daemonNodes(of index: DeploymentIndex) -> [EligibleNode] {
    let template = nodes.templates[deployments[index].template]
    let requirement = NodeRequirement(template)
    return nodes.indices.filter { nodes.isPresent[$0] }.map { node in
      let matches = requirement.matches(node, in: nodes)
      var (canCome, mayStay) = (true, true)
      for taint in nodes.taints[node] where taint.effect != .preferNoSchedule {
        guard !template.tolerations.contains(where: { $0.tolerates(taint) }) else { continue }
        canCome = false
        if taint.effect == .noExecute { mayStay = false }
      }
      return (node, matches && canCome, matches && mayStay)
    }
  }

  /// What the controller knows, the handles of the pods by their numbers in it, and pods that wait
  /// for nodes that are gone.
  private func daemonView(
    of index: DeploymentIndex, _ daemon: DaemonState, _ eligible: [EligibleNode]
  ) -> (view: DaemonSetView, handles: [PodHandle], orphans: [PodHandle]) {
    var view = DaemonSetView(updateRevision: deployments[index].template.position, nodes: [])
    view.updateStrategy = daemon.updateStrategy
    view.maxUnavailable = daemon.maxUnavailable
    view.maxSurge = daemon.maxSurge
    var placeOfNode = [Int](repeating: -1, count: nodes.count)
    for (place, seen) in eligible.enumerated() {
      placeOfNode[seen.node.position] = place
      var node = DaemonSetView.Node()
      (node.shouldRun, node.shouldContinueRunning) = (seen.shouldRun, seen.mayStay)
      view.nodes.append(node)
    }
    let handles = deployments[index].replicaSets.flatMap { replicaSets[$0].pods }
    var orphans: [PodHandle] = []
    for (number, handle) in handles.enumerated() {
      let pod = pods[handle]
      let place = placeOfNode[Int(pod.claim)]
      if place >= 0 {
        view.nodes[place].pods.append(daemonPod(pod, number))
      } else if pod.stage == .pending, !pod.isTerminating {
        orphans.append(handle)
      }
    }
    return (view, handles, orphans)
  }

  private func daemonPod(_ pod: PodState, _ number: Int) -> DaemonSetView.Pod {
    var seen = DaemonSetView.Pod(
      id: number, revision: replicaSets[pod.replicaSet].template.position)
    seen.createdAt = SimulationTime(microseconds: pod.stages.created)
    seen.isScheduled = pod.stage != .pending && pod.stage != .binding
    seen.isReady = pod.isReady
    seen.isAvailable = pod.isAvailable
    seen.isTerminating = pod.isTerminating
    return seen
  }

  // MARK: Calls

  /// Creates the pod of a node, unless the node is gone meanwhile.
  mutating func createDaemonPod(for node: NodeIndex, in handle: SyncHandle) {
    let index = DeploymentIndex(rawValue: syncs[handle].key)
    guard nodes.isPresent[node], let daemon = deployments[index].daemon else { return }
    let group = group(of: index, revision: deployments[index].template.position)
    guard admits(group, ordinal: daemon.createdCount, in: handle) else { return }
    deployments[index].daemon?.createdCount += 1
    createPod(of: group, ordinal: daemon.createdCount, claim: Int32(node.position))
    reportPod(in: handle)
  }

  mutating func publishDaemonSet(_ index: DeploymentIndex) {
    guard let status = deployments[index].daemon?.nextStatus else { return }
    deployments[index].daemon?.status = status
    deployments[index].specReplicas = status.desired
    deployments[index].status.replicas = status.current
    notify(.deployment, index.rawValue)
    guard let start = deployments[index].rolloutStartedAt, status.updated >= status.desired,
      status.available >= status.desired, status.misscheduled == 0
    else { return }
    deployments[index].rolloutStartedAt = nil
    deployments[index].lastRolloutDuration = now - start
    record(.rolloutCompleted, .deployment(index), (now - start).microseconds)
    releaseRooms(of: index)
  }

  // MARK: Beginning

  /// Lets a DaemonSet begin: with its pods running, or with nothing but its object.
  mutating func startDaemonSet(_ index: DeploymentIndex, isRunning: Bool) {
    guard isRunning else {
      notify(.deployment, index.rawValue)
      return
    }
    let group = group(of: index, revision: deployments[index].template.position)
    let eligible = daemonNodes(of: index)
    let wanted = eligible.filter(\.shouldRun)
    for seen in wanted {
      let ordinal = deployments[index].daemon?.createdCount ?? 0
      deployments[index].daemon?.createdCount = ordinal + 1
      startRunningPod(of: group, ordinal: ordinal, claim: Int32(seen.node.position))
    }
    deployments[index].eventBudget = EventBudget(after: wanted.count, at: .zero - .hours(1))
    guard let daemon = deployments[index].daemon else { return }
    let status = DaemonSetRule.sync(daemonView(of: index, daemon, eligible).view).status
    deployments[index].daemon?.nextStatus = status
    deployments[index].daemon?.status = status
    deployments[index].specReplicas = wanted.count
  }

  /// Applies the manifest of a DaemonSet.
  mutating func apply(_ manifest: DaemonSet) {
    guard let index = workload(manifest.metadata, .daemonSet) else { return }
    deployments[index].exists = true
    deployments[index].daemon?.update(manifest.spec)
    deployments[index].minReady = .seconds(Int64(max(0, manifest.spec.minReadySeconds)))
    setTemplate(of: index, to: compile(manifest.spec.template, of: index))
    noteDaemonUse()
    notify(.deployment, index.rawValue)
  }

  /// The workload of a kind that an object describes.
  func workload(_ metadata: ObjectMeta, _ kind: WorkloadKind) -> DeploymentIndex? {
    deployment(
      WorkloadReference(kind: kind.name, namespace: metadata.namespace, name: metadata.name))
  }
}
