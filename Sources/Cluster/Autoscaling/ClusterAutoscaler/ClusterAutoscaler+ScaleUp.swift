// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Growing a group so that waiting pods find a place.
///
/// Source: kubernetes/autoscaler cluster-autoscaler/core/scaleup/orchestrator/orchestrator.go and
/// core/podlistprocessor/filter_out_schedulable.go.
extension ClusterAutoscaler {
  /// The pods that neither the nodes nor those on their way can take; those that can are placed.
  mutating func helpless(_ view: ClusterAutoscalerView, _ world: inout Trial) -> [PendingPodClass] {
    for (group, state) in view.groups.enumerated()
    where orders[group] != nil && !isBackedOff(group, at: view.now) {
      world.add(state.template, count: state.upcomingCount)
    }
    let cutoff = settings.expendablePodsPriorityCutoff
    let priorities = view.pending.map { world.nodes.templates[$0.template].priority }
    let order = view.pending.indices.filter { priorities[$0] >= cutoff }
      .sorted { priorities[$0] == priorities[$1] ? $0 < $1 : priorities[$0] > priorities[$1] }
    var left: [PendingPodClass] = []
    for place in order {
      var pods = view.pending[place]
      let context = world.context(of: pods.template)
      while pods.count > 0, world.place(context) != nil { pods.count -= 1 }
      if pods.count > 0 { left.append(pods) }
    }
    return left
  }

  /// The best group to grow, with the number of new nodes; nil if none helps.
  mutating func scaleUp(
    _ pending: [PendingPodClass], _ view: ClusterAutoscalerView, _ world: borrowing Trial,
    draws: inout RandomStream
  ) -> Action? {
    let options = view.groups.indices.compactMap { group in
      option(for: group, pending, view, world)
    }
    let size = view.members.count
    guard
      let best = Expander.choose(
        settings.expanders, among: options, clusterSize: size, draws: &draws)
    else { return nil }
    var count = best.nodeCount
    if settings.maxNodesTotal > 0 { count = min(count, settings.maxNodesTotal - size) }
    guard count > 0 else { return nil }
    let expectedAt = view.now + settings.maxNodeProvisionTime
    let before = orders[best.group]?.increase ?? 0
    orders[best.group] = Order(increase: before + count, expectedAt: expectedAt)
    return .increase(group: best.group, by: count)
  }

  private func option(
    for group: Int, _ pending: [PendingPodClass], _ view: ClusterAutoscalerView,
    _ world: borrowing Trial
  ) -> ExpansionOption? {
    let state = view.groups[group]
    guard !isBackedOff(group, at: view.now), isHealthy(group, view) else { return nil }
    var limit = min(settings.maxNodesPerScaleUp, state.maxSize - state.targetSize)
    if settings.maxNodesTotal > 0 {
      limit = min(limit, settings.maxNodesTotal - view.members.count)
    }
    guard limit > 0 else { return nil }
    var estimator = BinpackingEstimator(
      world.nodes, scheduler: world.scheduler, template: state.template, limit: limit)
    let result = estimator.estimate(pending)
    guard result.nodeCount > 0, result.podCount > 0 else { return nil }
    var requests = Resources.zero
    for pods in result.placed {
      let own = world.nodes.templates[pods.template].requests
      for _ in 0..<pods.count { requests += own }
    }
    let capacity = state.template.status.capacity
    return ExpansionOption(
      group: group, nodeCount: result.nodeCount, podCount: result.podCount, requests: requests,
      nodeCapacity: Resources(
        cpuMillis: capacity["cpu"]?.boundedMilliValue ?? 0,
        memoryBytes: capacity["memory"]?.boundedValue ?? 0, ephemeralStorageBytes: 0,
        podCount: capacity["pods"]?.boundedValue ?? 0),
      pricePerHour: state.pricePerHour, priority: state.priority)
  }

  /// Whether few enough nodes of a group are missing (clusterstate.go IsNodeGroupHealthy).
  private func isHealthy(_ group: Int, _ view: ClusterAutoscalerView) -> Bool {
    var ready = 0
    var all = 0
    for member in view.members where member.group == group {
      all += 1
      ready += member.isReady ? 1 : 0
    }
    let state = view.groups[group]
    let missing = state.targetSize - state.upcomingCount - state.failedCount - ready
    return missing <= settings.okTotalUnreadyCount
      || Double(missing) <= settings.maxTotalUnreadyPercentage / 100 * Double(all)
  }
}
