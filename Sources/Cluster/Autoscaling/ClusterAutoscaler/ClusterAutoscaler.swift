// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// Decides how many nodes each group should have, as the cluster autoscaler does.
///
///     var autoscaler = ClusterAutoscaler()
///     let actions = autoscaler.scan(view, nodes: nodes, scheduler: scheduler, draws: &stream)
///
/// The filters of the scheduler decide what fits where. The bounds on the wall-clock time of its
/// simulations are not modelled. Source: kubernetes/autoscaler
/// cluster-autoscaler/core/static_autoscaler.go.
package struct ClusterAutoscaler: Sendable {
  /// What is done.
  package enum Action: Sendable, Hashable {
    /// Nodes of a group are ordered.
    case increase(group: Int, by: Int)
    /// Nodes that did not come in time, or could not be created, are no longer waited for.
    case decreaseTarget(group: Int, by: Int)
    /// A node is emptied, if it has pods, and deleted.
    case delete(NodeIndex, drains: Bool)
  }

  /// An order of nodes that have not all come.
  struct Order: Sendable {
    var increase: Int
    var expectedAt: SimulationTime
  }

  /// The flags.
  package let settings: ClusterAutoscalerSettings
  var backoffs: [NodeGroupBackoff] = []
  var orders: [Order?] = []
  /// Since when each node is unneeded, by its position.
  var unneededSince: ContiguousArray<SimulationTime?> = []
  /// Until when each node is not looked at again, by its position.
  var unremovableUntil: ContiguousArray<SimulationTime> = []
  var lastScaleUpAt: SimulationTime?
  var lastDeletionAt: SimulationTime?
  var lastDeletionFailureAt: SimulationTime?

  /// Creates an autoscaler that has just begun.
  package init(_ settings: ClusterAutoscalerSettings = ClusterAutoscalerSettings()) {
    self.settings = settings
  }

  /// Whether a group is left alone after a failure.
  package func isBackedOff(_ group: Int, at now: SimulationTime) -> Bool {
    group < backoffs.count && backoffs[group].isWaiting(at: now)
  }

  /// The nodes that are unneeded, in order of their indices.
  package var unneeded: [NodeIndex] {
    unneededSince.indices.filter { unneededSince[$0] != nil }.map { NodeIndex($0) }
  }

  /// One look at the cluster.
  ///
  /// `scheduler` is a copy of the cluster's; neither it nor the nodes change.
  package mutating func scan(
    _ view: ClusterAutoscalerView, nodes: borrowing NodeTable, scheduler: Scheduler,
    draws: inout RandomStream
  ) -> [Action] {
    prepare(view, nodeCount: nodes.count)
    var actions = settleOrders(view)
    guard isHealthy(view) else {
      for position in unneededSince.indices { unneededSince[position] = nil }
      return actions
    }
    var world = Trial(nodes, scheduler: scheduler)
    world.removeExpendable(below: settings.expendablePodsPriorityCutoff)
    let pending = helpless(view, &world)
    var mayScaleDown = settings.scaleDownEnabled
    if let oldest = pending.map(\.oldestCreatedAt).min() {
      if oldest + settings.unschedulablePodTimeBuffer > view.now {
        // More pods may be on their way.
        mayScaleDown = false
      } else if let increase = scaleUp(pending, view, world, draws: &draws) {
        actions.append(increase)
        lastScaleUpAt = view.now
      }
    }
    guard settings.scaleDownEnabled else { return actions }
    updateUnneeded(view, &world)
    if mayScaleDown, !isCoolingDown(at: view.now) { actions += deletions(view, nodes) }
    return actions
  }

  private mutating func prepare(_ view: ClusterAutoscalerView, nodeCount: Int) {
    while backoffs.count < view.groups.count {
      backoffs.append(NodeGroupBackoff())
      orders.append(nil)
    }
    while unneededSince.count < nodeCount {
      unneededSince.append(nil)
      unremovableUntil.append(.zero - .microseconds(1))
    }
    if view.failedDeletions > 0 { lastDeletionFailureAt = view.now }
  }

  /// Ends orders whose nodes came, failed or are late (clusterstate/clusterstate.go).
  private mutating func settleOrders(_ view: ClusterAutoscalerView) -> [Action] {
    var actions: [Action] = []
    for (group, state) in view.groups.enumerated() {
      backoffs[group].forgetOld(at: view.now)
      if state.failedCount > 0 {
        if orders[group] != nil { backoffs[group].fail(at: view.now) }
        orders[group]?.increase -= state.failedCount
        if orders[group].map({ $0.increase <= 0 }) == true { orders[group] = nil }
        actions.append(.decreaseTarget(group: group, by: state.failedCount))
      }
      let missing = state.upcomingCount
      guard let order = orders[group] else { continue }
      if missing <= 0 {
        orders[group] = nil
      } else if order.expectedAt < view.now {
        backoffs[group].fail(at: view.now)
        orders[group] = nil
        actions.append(.decreaseTarget(group: group, by: min(order.increase, missing)))
      }
    }
    return actions
  }

  /// Whether few enough nodes are unready to do anything.
  private func isHealthy(_ view: ClusterAutoscalerView) -> Bool {
    let unready = view.members.count { !$0.isReady }
    return unready <= settings.okTotalUnreadyCount
      || Double(unready)
        <= settings.maxTotalUnreadyPercentage / 100 * Double(view.members.count)
  }

  private func isCoolingDown(at now: SimulationTime) -> Bool {
    func isWithin(_ delay: SimulationDuration, of instant: SimulationTime?) -> Bool {
      instant.map { $0 + delay > now } ?? false
    }
    return isWithin(settings.scaleDownDelayAfterAdd, of: lastScaleUpAt)
      || isWithin(settings.scaleDownDelayAfterFailure, of: lastDeletionFailureAt)
      || isWithin(settings.scaleDownDelayAfterDelete, of: lastDeletionAt)
  }
}
