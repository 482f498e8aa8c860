// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Finding nodes that are not needed, and removing them.
///
/// Source: kubernetes/autoscaler cluster-autoscaler/core/scaledown/planner/planner.go,
/// eligibility/eligibility.go, unneeded/nodes.go and budgets/budgets.go.
extension ClusterAutoscaler {
  /// Notes which nodes are unneeded now: little used, with pods that fit on the others.
  mutating func updateUnneeded(_ view: ClusterAutoscalerView, _ world: inout Trial) {
    var budgets = view.budgets
    var found: [NodeIndex] = []
    var isDestination = ContiguousArray(repeating: false, count: world.nodes.count)
    for member in view.members where !member.isBeingDeleted {
      isDestination[member.node.position] = true
    }
    let limit = unneeded.count + 2 * settings.maxScaleDownParallelism
    for member in candidates(view, world) where found.count < limit {
      let node = member.node
      if move(node, view, &world, isDestination, &budgets) {
        isDestination[node.position] = false
        found.append(node)
      } else {
        unremovableUntil[node.position] = view.now + settings.unremovableNodeRecheckTimeout
      }
    }
    var isFound = ContiguousArray(repeating: false, count: unneededSince.count)
    for node in found { isFound[node.position] = true }
    for position in unneededSince.indices {
      unneededSince[position] = isFound[position] ? unneededSince[position] ?? view.now : nil
    }
  }

  /// The nodes that may be looked at: empty ones first, then those found before, then the others.
  private func candidates(
    _ view: ClusterAutoscalerView, _ world: borrowing Trial
  ) -> [ClusterAutoscalerView.Member] {
    var ranked: [[ClusterAutoscalerView.Member]] = [[], [], []]
    for member in view.members {
      let node = member.node
      guard let group = member.group, !member.isBeingDeleted,
        unremovableUntil[node.position] < view.now,
        view.groups[group].targetSize > view.groups[group].minSize,
        utilization(of: node, world.nodes) <= settings.scaleDownUtilizationThreshold
      else { continue }
      let isEmpty = isEmpty(node, view, world.nodes)
      let rank = isEmpty ? 0 : (unneededSince[node.position] != nil ? 1 : 2)
      ranked[rank].append(member)
    }
    return ranked[0] + ranked[1] + ranked[2]
  }

  /// The greater share of CPU or memory that pods ask for (simulator/utilization/info.go).
  private func utilization(of node: NodeIndex, _ nodes: borrowing NodeTable) -> Double {
    let offered = nodes.allocatable[node]
    let asked = nodes.requested[node]
    guard offered.cpuMillis > 0, offered.memoryBytes > 0 else { return .infinity }
    return max(
      Double(asked.cpuMillis) / Double(offered.cpuMillis),
      Double(asked.memoryBytes) / Double(offered.memoryBytes))
  }

  /// Moves the pods of a node elsewhere; false, with nothing changed, if some can not be moved.
  private func move(
    _ node: NodeIndex, _ view: ClusterAutoscalerView, _ world: inout Trial,
    _ isDestination: ContiguousArray<Bool>, _ budgets: inout [DisruptionBudget]
  ) -> Bool {
    let groups = world.nodes.pods[node]
    var left = budgets
    for group in groups {
      guard allows(group, view, world.nodes, &left) else { return false }
    }
    var moves: [(template: TemplateIndex, to: NodeIndex)] = []
    for group in groups where drainability(of: group.template, view) != .ignored {
      let pod = world.context(of: group.template)
      for _ in 0..<group.count {
        world.takeAway(group.template, from: node)
        let place = world.place(pod) { $0 != node && isDestination[$0.position] }
        guard let place else {
          world.nodes.place(group.template, on: node)
          for move in moves.reversed() {
            world.takeAway(move.template, from: move.to)
            world.nodes.place(move.template, on: node)
          }
          return false
        }
        moves.append((group.template, place))
      }
    }
    budgets = left
    return true
  }

  /// Whether all pods of a template on a node may go; what budgets allow is used up.
  private func allows(
    _ group: NodeTable.PodGroup, _ view: ClusterAutoscalerView, _ nodes: borrowing NodeTable,
    _ budgets: inout [DisruptionBudget]
  ) -> Bool {
    let drainability = drainability(of: group.template, view)
    if drainability.isBlocking { return false }
    guard drainability == .movable else { return true }
    let template = nodes.templates[group.template]
    for place in budgets.indices where budgets[place].matches(template, name: nil) {
      if budgets[place].disruptionsAllowed < group.count { return false }
      budgets[place].disruptionsAllowed -= group.count
    }
    return true
  }

  /// Whether nothing is on a node but pods that go with it, as those of DaemonSets.
  private func isEmpty(
    _ node: NodeIndex, _ view: ClusterAutoscalerView, _ nodes: borrowing NodeTable
  ) -> Bool {
    nodes.pods[node].allSatisfy { drainability(of: $0.template, view) == .ignored }
  }

  private func drainability(
    of template: TemplateIndex, _ view: ClusterAutoscalerView
  ) -> PodDrainability {
    template.position < view.drainability.count ? view.drainability[template.position] : .movable
  }

  /// The nodes that have been unneeded for long enough, as many as may go at once.
  mutating func deletions(
    _ view: ClusterAutoscalerView, _ nodes: borrowing NodeTable
  ) -> [Action] {
    var sizes = view.groups.map(\.targetSize)
    for member in view.members where member.isBeingDeleted {
      if let group = member.group { sizes[group] -= 1 }
    }
    var chosen: (empty: [NodeIndex], full: [NodeIndex]) = ([], [])
    for wantsEmpty in [true, false] {
      for member in view.members {
        guard let group = member.group, let since = unneededSince[member.node.position],
          isEmpty(member.node, view, nodes) == wantsEmpty, sizes[group] > view.groups[group].minSize
        else { continue }
        let wait =
          member.isReady ? settings.scaleDownUnneededTime : settings.scaleDownUnreadyTime
        guard wait <= .zero || since + wait < view.now else { continue }
        sizes[group] -= 1
        if wantsEmpty { chosen.empty.append(member.node) } else { chosen.full.append(member.node) }
      }
    }
    let room = settings.maxScaleDownParallelism - view.emptyDeletions - view.drains
    let empty = chosen.empty.prefix(max(room, 0))
    let drainRoom = min(room - empty.count, settings.maxDrainParallelism - view.drains)
    let full = chosen.full.prefix(max(drainRoom, 0))
    for node in empty + full { unneededSince[node.position] = nil }
    if !empty.isEmpty || !full.isEmpty { lastDeletionAt = view.now }
    return empty.map { .delete($0, drains: false) } + full.map { .delete($0, drains: true) }
  }
}
