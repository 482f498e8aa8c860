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
  /// of which keeps all budgets; nil looks at every node. A pod that may go to one node alone has it
  /// in `pinned`. `pods` gives the pods on a node in order of
  /// their arrival.
  package mutating func preempt(
    _ template: TemplateIndex, in nodes: inout NodeTable, budgets: [DisruptionBudget],
    candidateLimit: Int? = nil, start: Int = 0, onlyOn pinned: NodeIndex = .none,
    nominee: UInt64? = nil, pods: (NodeIndex) -> [PodOnNode]
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
    var reasons = PreemptionReasons(nodeCount: nodes.presentCount)
    var keepsBudgets = false
    for place in 0..<count {
      let node = NodeIndex((start + place) % count)
      guard nodes.isPresent[node], pinned.isNone || pinned == node,
        isResolvable(context, on: node, in: nodes, nominee)
      else { continue }
      guard hasLowerPriority(than: context.template.priority, on: node, in: nodes) else {
        reasons.add([PreemptionReasons.noVictims])
        continue
      }
      let answer = victims(on: node, for: context, in: nodes, budgets, nominee, pods(node))
      guard case .candidate(let candidate) = answer else {
        if case .hopeless(let texts) = answer { reasons.add(texts) }
        continue
      }
      outcome.candidates.append(candidate)
      if candidate.violationCount == 0 { keepsBudgets = true }
      if let candidateLimit, keepsBudgets, outcome.candidates.count >= candidateLimit { break }
    }
    outcome.best = best(of: outcome.candidates, in: nodes)
    if outcome.candidates.isEmpty {
      outcome.refusal = reasons.isEmpty ? .noResolvableNode : .noCandidate
      outcome.message = reasons.message
    }
    return outcome
  }

  /// What `preempt` tells if no pod anywhere is less important than the one that looks for room.
  package func withoutVictims(
    _ template: TemplateIndex, resolvableCount: Int, in nodes: borrowing NodeTable
  ) -> PreemptionOutcome {
    var outcome = PreemptionOutcome()
    if nodes.templates[template].preemptionPolicy == .never {
      outcome.refusal = .policyNever
    } else {
      var reasons = PreemptionReasons(nodeCount: nodes.presentCount)
      for _ in 0..<resolvableCount { reasons.add([PreemptionReasons.noVictims]) }
      outcome.refusal = reasons.isEmpty ? .noResolvableNode : .noCandidate
      outcome.message = reasons.message
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

  /// Whether any pod of a node is less important; costs the kinds of pods there, not the pods.
  private func hasLowerPriority(
    than priority: Int32, on node: NodeIndex, in nodes: borrowing NodeTable
  ) -> Bool {
    for group in nodes.pods[node] where nodes.templates[group.template].priority < priority {
      return true
    }
    return false
  }

  /// Whether the departure of pods would make room on a node.
  private enum NodeAnswer {
    case candidate(PreemptionCandidate)
    /// It would not help, for these reasons.
    case hopeless([String])
  }

  /// The pods that would have to leave a node, or why that would not help.
  private func victims(
    on node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable,
    _ budgets: [DisruptionBudget], _ nominee: UInt64?, _ pods: [PodOnNode]
  ) -> NodeAnswer {
    let priority = pod.template.priority
    var potential: [PodOnNode] = []
    var given = NodeHypothesis.actual
    for other in pods where nodes.templates[other.template].priority < priority {
      potential.append(other)
      given.change(other.template, by: -1, in: nodes)
    }
    if potential.isEmpty { return .hopeless([PreemptionReasons.noVictims]) }
    guard fits(pod, on: node, in: nodes, given, nominee) else {
      return .hopeless(rejection(pod, on: node, in: nodes, given, nominee))
    }
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
    guard !victims.isEmpty else { return .hopeless([]) }
    return .candidate(
      PreemptionCandidate(node: node, victims: victims, violationCount: violationCount))
  }

  /// Whether a node accepts the pod, with nominated pods as well as without.
  private func fits(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, _ given: NodeHypothesis,
    _ nominee: UInt64?
  ) -> Bool {
    guard accepts(pod, on: node, in: nodes, given: given) else { return false }
    if nominations.isEmpty { return true }
    var crowded = given
    nominations.add(
      to: &crowded, on: node, priority: pod.template.priority, except: nominee, in: nodes)
    return accepts(pod, on: node, in: nodes, given: crowded)
  }

  /// Why a node does not accept the pod, with nominated pods or else without.
  private func rejection(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, _ given: NodeHypothesis,
    _ nominee: UInt64?
  ) -> [String] {
    var crowded = given
    nominations.add(
      to: &crowded, on: node, priority: pod.template.priority, except: nominee, in: nodes)
    for hypothesis in [crowded, given] {
      for filter in profile.filters {
        let verdict = filter.verdict(pod, on: node, in: nodes, given: hypothesis)
        if case .rejected(let reasons, _) = verdict { return reasons }
      }
    }
    return []
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
