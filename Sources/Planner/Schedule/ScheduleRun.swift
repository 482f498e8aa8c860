// SPDX-License-Identifier: Apache-2.0

package import Cluster
import Manifests

/// Pods placed once, and what is to be told of them.
package struct ScheduleRun: ~Copyable {
  /// How a run is made.
  package struct Options: Sendable {
    /// What happens to pods that find no node.
    package var preemption = OneShotScheduling.Preemption.off
    /// How much is told about each decision.
    package var detail = OneShotScheduling.Detail.count
    /// How one of several equally good nodes is chosen.
    package var ties = TieRule.smallestName
    /// Whether pods of a higher priority go first, as the real queue has it.
    package var isByPriority = false

    /// The defaults.
    package init() {}
  }

  /// What was scheduled.
  package let input: ScheduleInput
  /// How.
  package let options: Options
  /// The nodes with all pods.
  package var scheduling: OneShotScheduling
  /// The decisions, in the order in which they were made.
  package let decisions: [OneShotScheduling.Decision]
  /// The names of the nodes.
  package let names: NodeNames

  /// Places the pods.
  package init(_ input: ScheduleInput, options: Options = Options()) {
    var input = input
    if options.isByPriority { input.pods = Self.byPriority(input.pods) }
    self.input = input
    self.options = options
    names = NodeNames(input.nodes)
    scheduling = OneShotScheduling(
      nodes: input.nodes, pods: input.pods, objects: input.objects, budgets: input.budgets,
      profiles: input.profiles, preemption: options.preemption, detail: options.detail,
      tieBreak: options.ties.tieBreak, seed: options.ties.seed)
    decisions = scheduling.run()
  }

  /// Equal priorities stay in the order read.
  private static func byPriority(_ pods: [Pod]) -> [Pod] {
    let ranks = pods.indices.sorted { left, right in
      let (first, second) = (pods[left].spec.priority ?? 0, pods[right].spec.priority ?? 0)
      return first == second ? left < right : first > second
    }
    return ranks.map { pods[$0] }
  }

  /// Gives the nodes with all pods away, for further questions.
  package consuming func takeScheduling() -> OneShotScheduling { scheduling }

  /// The number of pods that were placed.
  package var placedCount: Int { decisions.count { $0.node != nil } }

  /// The number of pods that wait.
  package var pendingCount: Int { decisions.count - placedCount }

  /// The pods that wait, equal ones together, in the order in which they were tried.
  package func pendingGroups() -> [PendingGroup] {
    var groups: [PendingGroup] = []
    var placeOfKey: [PendingGroup.Key: Int] = [:]
    for decision in decisions where decision.node == nil {
      let key = PendingGroup.Key(template: scheduling.template(of: decision.pod))
      if let place = placeOfKey[key] {
        groups[place].pods.append(decision.pod)
        continue
      }
      placeOfKey[key] = groups.count
      groups.append(
        PendingGroup(
          pods: [decision.pod], message: Self.failure(decision)?.message ?? "",
          reasons: Self.failure(decision)?.reasons.map(\.text) ?? [],
          preemption: decision.preemption))
    }
    return groups
  }

  private static func failure(_ decision: OneShotScheduling.Decision) -> FitFailure? {
    guard case .unschedulable(let failure) = decision.detail.placement else { return nil }
    return failure
  }
}
