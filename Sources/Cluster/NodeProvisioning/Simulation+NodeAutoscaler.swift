// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// The cluster autoscaler in time: what it sees, and what its actions do.
extension Simulation {
  mutating func addNodeGroups(of cluster: ClusterBlock) {
    ledgers = pools.map { _ in NodeLedger() }
    for (pool, block) in cluster.nodePools.enumerated() {
      ledgers[pool].pricePerHour = block.price
      ledgers[pool].begin(with: block.count)
      if let autoscaling = block.autoscaling {
        nodeGroups.append(NodeGroupState(block, autoscaling, pool: pool))
      }
    }
    guard !nodeGroups.isEmpty else { return }
    nodeAutoscaler = ClusterAutoscaler(ClusterAutoscalerSettings(cluster.nodeAutoscaler))
    schedule(.nodeAutoscalerDue, at: .zero + nodeAutoscaler.settings.scanInterval, .controllers)
  }

  /// Looks at the cluster and does what follows; like the real autoscaler, which refuses more than
  /// one profile, it asks the scheduler of the first profile what fits.
  mutating func scanNodeGroups() {
    let view = nodeAutoscalerView()
    failedRemovals = 0
    let actions = nodeAutoscaler.scan(
      view, nodes: nodes, scheduler: schedulers[0], draws: &expanderStream)
    for action in actions {
      switch action {
      case .increase(let group, let count): orderMachines(count, ofGroup: group)
      case .decreaseTarget(let group, let count): decreaseTarget(ofGroup: group, by: count)
      case .delete(let node, let drains): beginRemoval(of: node, drains: drains)
      }
    }
    let next = now + nodeAutoscaler.settings.scanInterval
    if next <= endTime { schedule(.nodeAutoscalerDue, at: next, .controllers) }
  }

  private mutating func nodeAutoscalerView() -> ClusterAutoscalerView {
    var view = ClusterAutoscalerView(
      now: now, groups: nodeGroups.map { groupView($0) }, members: members(),
      pending: unschedulableClasses(), drainability: drainability(),
      budgets: currentBudgets())
    view.emptyDeletions = removals.count { !$0.drains }
    view.drains = removals.count { $0.drains }
    view.failedDeletions = failedRemovals
    return view
  }

  private func groupView(_ group: NodeGroupState) -> NodeGroupView {
    // The node beyond all others shows what a new one is like.
    let number = group.block.count + Int(group.orderedCount)
    var template = Self.node(number, of: group.block)
    template.leaveRoom(for: daemonUse(of: template))
    var view = NodeGroupView(
      name: group.block.name, template: template,
      minSize: group.autoscaling.minSize, maxSize: group.autoscaling.maxSize,
      targetSize: group.targetSize)
    view.upcomingCount = group.upcoming.count
    view.failedCount = group.failedCount
    view.pricePerHour = group.block.price ?? 0
    view.priority = group.autoscaling.priority
    return view
  }

  private func members() -> [ClusterAutoscalerView.Member] {
    var groupOfPool = [Int?](repeating: nil, count: pools.count)
    for (group, state) in nodeGroups.enumerated() { groupOfPool[state.pool] = group }
    var isLeaving = [Bool](repeating: false, count: nodes.count)
    for removal in removals { isLeaving[removal.node.position] = true }
    return nodes.indices.filter { nodes.isPresent[$0] }.map { node in
      let pool = Int(nodes.pool[node])
      var member = ClusterAutoscalerView.Member(
        node: node, group: pool >= 0 ? groupOfPool[pool] : nil)
      member.isReady = health[node.position].isReady
      member.isBeingDeleted = isLeaving[node.position]
      return member
    }
  }

  /// Pods that the scheduler has found unschedulable, by template in order of their ReplicaSets.
  func unschedulableClasses() -> [PendingPodClass] {
    var classes: [PendingPodClass] = []
    for index in replicaSets.indices where replicaSets[index].pendingCount > 0 {
      let owner = replicaSets[index].deployment
      // A new node does not help a pod that is for another one.
      if !owner.isNone, deployments[owner].daemon != nil { continue }
      let first = classes.count
      for handle in replicaSets[index].pods where pods[handle].stage == .pending {
        guard let entry = schedulingQueue.entry(of: handle), entry.unschedulableCount > 0
        else { continue }
        let created = SimulationTime(microseconds: pods[handle].stages.created)
        // An autoscaler may have given pods of one ReplicaSet different resources.
        let template = pods[handle].template
        if let place = classes[first...].firstIndex(where: { $0.template == template }) {
          classes[place].count += 1
          classes[place].oldestCreatedAt = min(classes[place].oldestCreatedAt, created)
        } else {
          classes.append(
            PendingPodClass(template: template, count: 1, oldestCreatedAt: created))
        }
      }
    }
    return classes
  }

  /// What keeps pods of each template where they are; worked out once for each.
  mutating func drainability() -> [PodDrainability] {
    while podDrainability.count < compiledTemplates.count {
      let compiled = compiledTemplates[podDrainability.count]
      let template = nodes.templates[compiled.template]
      podDrainability.append(
        PodDrainability(
          compiled.specification.metadata, compiled.specification.spec,
          namespace: template.namespace, controllerKind: template.owner?.kind,
          hasBudget: budgets.contains { $0.exists && $0.matches(template) }))
    }
    return podDrainability
  }
}

extension ClusterAutoscalerSettings {
  /// The defaults with what a scenario says.
  init(_ block: NodeAutoscalerBlock) {
    self.init()
    scanInterval = block.scanInterval
    expanders = block.expander.compactMap { Expander(rawValue: $0) }
    maxNodesPerScaleUp = block.maxNodesPerScaleUp
    maxNodesTotal = block.maxNodesTotal
    maxNodeProvisionTime = block.maxNodeProvisionTime
    scaleDownEnabled = block.scaleDownEnabled
    scaleDownUtilizationThreshold = block.scaleDownUtilizationThreshold
    scaleDownUnneededTime = block.scaleDownUnneededTime
    scaleDownDelayAfterAdd = block.scaleDownDelayAfterAdd
    maxDrainParallelism = block.maxDrainParallelism
    maxScaleDownParallelism = block.maxScaleDownParallelism
  }
}
