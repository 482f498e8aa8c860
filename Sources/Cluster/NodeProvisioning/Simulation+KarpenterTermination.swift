// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Nodes of Karpenter are emptied through the eviction API and deleted.
extension Simulation {
  /// How often it is looked whether the pods are gone (kubernetes-sigs/karpenter
  /// pkg/controllers/node/termination/controller.go).
  private static let pollTime = SimulationDuration.seconds(1)
  /// The longest wait before an eviction that a budget refused is tried again
  /// (pkg/controllers/node/termination/terminator/eviction.go).
  private static let refusedTime = SimulationDuration.seconds(10)

  /// Whether a node is one of Karpenter's.
  func isKarpenters(_ node: NodeIndex) -> Bool { karpenter?.machine(of: node) != nil }

  /// Tells pods to go, waits for them and deletes the node once it is empty.
  ///
  /// It waits as long as disruption budgets refuse, as Karpenter does without a grace period.
  mutating func continueTermination(of node: NodeIndex) {
    guard let place = karpenter?.machine(of: node), let machine = karpenter?.machines[place],
      !machine.isGone
    else { return }
    let kinds = drainability()
    var counts = countBudgets()
    var isRefused = false
    var isEmpty = true
    for handle in podsOnNode[node.position]
    where kinds[pods[handle].template.position] != .ignored {
      isEmpty = false
      if pods[handle].isTerminating { continue }
      if !evict(handle, &counts) { isRefused = true }
    }
    guard isEmpty else {
      schedule(
        .nodeRemovalDue(node), after: isRefused ? Self.refusedTime : Self.pollTime, .controllers)
      return
    }
    karpenter?.machines[place].isGone = true
    takeOut(node)
    if let state = karpenter {
      let type = state.catalogue[machine.type]
      ledgers[state.pools[type.pool].place].leave(at: now, pricePerHour: type.pricePerHour)
    }
    record(.nodeRemoved, .node(node))
    wakeScheduler(for: .nodeDeleted)
  }
}
