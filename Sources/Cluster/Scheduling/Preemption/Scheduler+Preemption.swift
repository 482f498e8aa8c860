// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Preemption: which less important pods would have to go so that a pod can stay.
///
/// A pure decision; nothing is removed. Rules of kubernetes v1.36
/// pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go and
/// pkg/scheduler/framework/preemption.
extension Scheduler {
  /// Looks for the node where making room for a pod costs least.
  ///
  /// The search begins at the node `start` and ends once there are `candidateLimit` candidates, one
  /// of which keeps all budgets; nil looks at every node. `pods` gives the pods on a node in order of
  /// their arrival.
  package mutating func preempt(
    _ template: TemplateIndex, in nodes: inout NodeTable, budgets: [DisruptionBudget],
    candidateLimit: Int? = nil, start: Int = 0, nominee: UInt64? = nil,
    pods: (NodeIndex) -> [PodOnNode]
  ) -> PreemptionOutcome {
    var outcome = PreemptionOutcome()
    let context = context(of: template, in: &nodes)
    guard context.template.preemptionPolicy != .never else {
      outcome.refusal = .policyNever
      return outcome
    }
    let nominated = nominee.map { nominations.node(for: $0) } ?? .none
    if !nominated.isNone, stillMakesRoom(nominated, for: context, in: nodes, pods) {
      outcome.refusal = .victimsStillRun
      return outcome
    }
    let count = nodes.count
    var hasResolvable = false
    var keepsBudgets = false
    for place in 0..<count {
      let node = NodeIndex((start + place) % count)
      guard nodes.isPresent[node], isResolvable(context, on: node, in: nodes, nominee)
      else { continue }
      hasResolvable = true
      guard
        let candidate = victims(
          on: node, for: context, in: nodes, budgets, nominee, pods(node))
      else { continue }
      outcome.candidates.append(candidate)
      if candidate.violationCount == 0 { keepsBudgets = true }
      if let candidateLimit, keepsBudgets, outcome.candidates.count >= candidateLimit { break }
    }
    outcome.best = best(of: outcome.candidates, in: nodes)
    if outcome.candidates.isEmpty {
      outcome.refusal = hasResolvable ? .noCandidate : .noResolvableNode
    }
    return outcome
  }

  /// A pod that preempted already waits until its victims are gone, if its node is still good.
  private func stillMakesRoom(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable,
    _ pods: (NodeIndex) -> [PodOnNode]
  ) -> Bool {
    guard nodes.isPresent[node] else { return false }
    for filter in profile.filters {
      let verdict = filter.verdict(pod, on: node, in: nodes, given: .actual)
      if case .rejected(_, let isResolvable) = verdict {
        if !isResolvable { return false }
        break
      }
    }
    for other in pods(node) where other.isTerminating {
      if nodes.templates[other.template].priority < pod.template.priority { return true }
    }
    return false
  }

  /// Whether the first rejection of a node could be cured by fewer pods.
  private func isResolvable(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, _ nominee: UInt64?
  ) -> Bool {
    let given = nominations.hypothesis(
      on: node, priority: pod.template.priority, except: nominee, in: nodes)
    for hypothesis in given.isActual ? [given] : [given, .actual] {
      for filter in profile.filters {
        if case .nodes(let names) = filter.preFilter(pod), !names.contains(nodes.names[node]) {
          return false
        }
        let verdict = filter.verdict(pod, on: node, in: nodes, given: hypothesis)
        if case .rejected(_, let isResolvable) = verdict { return isResolvable }
      }
    }
    return false
  }

  /// The pods that would have to leave a node, or nil if that would not help.
  private func victims(
    on node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable,
    _ budgets: [DisruptionBudget], _ nominee: UInt64?, _ pods: [PodOnNode]
  ) -> PreemptionCandidate? {
    let priority = pod.template.priority
    var potential: [PodOnNode] = []
    var given = NodeHypothesis.actual
    for other in pods where nodes.templates[other.template].priority < priority {
      potential.append(other)
      given.change(other.template, by: -1, in: nodes)
    }
    guard !potential.isEmpty, fits(pod, on: node, in: nodes, given, nominee) else { return nil }
    sortByImportance(&potential, in: nodes)
    let isViolating = violations(of: budgets, by: potential, in: nodes)
    var isVictim = [Bool](repeating: false, count: potential.count)
    var violationCount = 0
    for violating in [true, false] {
      for place in potential.indices where isViolating[place] == violating {
        given.change(potential[place].template, by: 1, in: nodes)
        if fits(pod, on: node, in: nodes, given, nominee) { continue }
        given.change(potential[place].template, by: -1, in: nodes)
        isVictim[place] = true
        if violating { violationCount += 1 }
      }
    }
    let victims = potential.indices.filter { isVictim[$0] }.map { potential[$0] }
    guard !victims.isEmpty else { return nil }
    return PreemptionCandidate(node: node, victims: victims, violationCount: violationCount)
  }

  /// Whether a node accepts the pod, with nominated pods as well as without.
  private func fits(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, _ given: NodeHypothesis,
    _ nominee: UInt64?
  ) -> Bool {
    guard accepts(pod, on: node, in: nodes, given: given) else { return false }
    if nominations.isEmpty { return true }
    var crowded = given
    for nomination in nominations.all
    where nomination.node == node && nomination.priority >= pod.template.priority
      && nomination.key != nominee
    {
      crowded.change(nomination.template, by: 1, in: nodes)
    }
    return accepts(pod, on: node, in: nodes, given: crowded)
  }

  /// Higher priority first, then the pod that has run longer; otherwise in order of arrival.
  private func sortByImportance(_ pods: inout [PodOnNode], in nodes: borrowing NodeTable) {
    var keyed: [(priority: Int32, start: Int64, place: Int)] = []
    for (place, pod) in pods.enumerated() {
      let priority = nodes.templates[pod.template].priority
      keyed.append((priority, pod.startTime ?? .max, place))
    }
    keyed.sort { left, right in
      if left.priority != right.priority { return left.priority > right.priority }
      if left.start != right.start { return left.start < right.start }
      return left.place < right.place
    }
    pods = keyed.map { pods[$0.place] }
  }

  /// Which pods exceed a budget when all of them go in this order.
  private func violations(
    of budgets: [DisruptionBudget], by pods: [PodOnNode], in nodes: borrowing NodeTable
  ) -> [Bool] {
    var allowed = budgets.map(\.disruptionsAllowed)
    var isViolating: [Bool] = []
    for pod in pods {
      var exceeds = false
      for place in budgets.indices
      where budgets[place].matches(nodes.templates[pod.template], name: pod.name) {
        allowed[place] -= 1
        if allowed[place] < 0 { exceeds = true }
      }
      isViolating.append(exceeds)
    }
    return isViolating
  }

  /// The candidates that are equal in all five criteria and better than the rest, by name.
  private func best(
    of candidates: [PreemptionCandidate], in nodes: borrowing NodeTable
  ) -> [Int] {
    var best: [Int] = []
    var least: [Int64] = []
    for (place, candidate) in candidates.enumerated() {
      let cost = cost(of: candidate, in: nodes)
      if best.isEmpty || cost.lexicographicallyPrecedes(least) {
        least = cost
        best = [place]
      } else if cost == least {
        best.append(place)
      }
    }
    var named: [(name: String, place: Int)] = []
    for place in best { named.append((nodes.names[candidates[place].node], place)) }
    return named.sorted { $0.name < $1.name }.map(\.place)
  }

  /// The criteria in order; smaller is better.
  private func cost(
    of candidate: PreemptionCandidate, in nodes: borrowing NodeTable
  ) -> [Int64] {
    var sum: Int64 = 0
    var highest = Int64.min
    var earliest = Int64.max
    for victim in candidate.victims {
      let priority = Int64(nodes.templates[victim.template].priority)
      sum += priority + (1 << 31)
      if priority > highest {
        highest = priority
        earliest = victim.startTime ?? .max
      } else if priority == highest {
        earliest = min(earliest, victim.startTime ?? .max)
      }
    }
    // The latest start is the best one, so it counts downwards.
    return [
      Int64(candidate.violationCount), highest, sum, Int64(candidate.victims.count),
      -(earliest == .min ? .min + 1 : earliest),
    ]
  }
}
