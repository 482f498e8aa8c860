// SPDX-License-Identifier: Apache-2.0

import EventKernel
package import Manifests

/// Places pods once, one after the other, without a clock.
///
/// Pods that name a node are put on it first. The others are tried in order, each once; a pod that
/// is placed counts for all later ones.
package struct OneShotScheduling: ~Copyable {
  /// What happens to pods that find no node.
  package enum Preemption: String, Sendable, CaseIterable {
    /// They wait.
    case off
    /// It is told which pods would have to go.
    case dryRun
    /// Those pods vanish at once and the pod takes the place.
    case evict
  }

  /// How much is told about a decision.
  package enum Detail: String, Sendable, CaseIterable {
    /// The node and the number of equals.
    case count
    /// The parts of the score of the chosen node, too.
    case tied
    /// All scores of all nodes.
    case full
  }

  /// What was decided about one pod.
  package struct Decision: Sendable {
    /// The pod, by its place in the list of pods.
    package var pod: Int
    /// The node; nil if the pod has to wait.
    package var node: NodeIndex?
    /// How the node was found, before any preemption.
    package var detail: PlacementDetail
    /// The number of feasible nodes.
    package var feasibleCount: Int
    /// The greatest sum of scores, if there was a choice.
    package var bestScore: Int64?
    /// The number of nodes with that sum.
    package var tiedCount: Int
    /// What preemption could do, if it was asked.
    package var preemption: PreemptionOutcome?
  }

  /// The nodes with all pods placed so far; who changes them to ask what would be changes them back.
  package var nodes: NodeTable
  /// The pods.
  package let pods: [Pod]
  /// The pods without a node that are to be placed, by place in the list.
  package private(set) var waiting: [Int] = []
  var schedulers: [Scheduler]
  var draws: RandomStream
  private let budgets: [DisruptionBudget]
  private let preemption: Preemption
  private let detail: Detail
  /// The pods on each node by place in the list, in order of arrival.
  private var podsOnNode: [[Int]]
  private(set) var templates: [TemplateIndex] = []

  /// Puts the bound pods on their nodes.
  ///
  /// A pod that names a scheduler of which there is no profile is left out. Details other than
  /// `count` are told only with the tie rule `smallestName`; `seed` is for those that draw.
  package init(
    nodes: [Node], pods: [Pod], objects: SchedulingObjects, budgets: [DisruptionBudget] = [],
    profiles: [SchedulerProfile] = [.standard], preemption: Preemption = .off,
    detail: Detail = .count, tieBreak: TieBreak = .smallestName, seed: UInt64 = 0
  ) {
    precondition(
      detail == .count || tieBreak == .smallestName, "scores are told with the smallest name only")
    var table = NodeTable()
    table.setObjects(objects)
    var indexOfName: [String: NodeIndex] = [:]
    for node in nodes { indexOfName[node.metadata.name] = table.add(node) }
    var podsOnNode = [[Int]](repeating: [], count: nodes.count)
    var templates: [TemplateIndex] = []
    var waiting: [Int] = []
    let names = profiles.map(\.schedulerName)
    for (place, pod) in pods.enumerated() {
      templates.append(table.templates.intern(pod))
      let isOver = pod.status.phase == .succeeded || pod.status.phase == .failed
      guard let name = pod.spec.nodeName, !name.isEmpty else {
        let isWaiting = !isOver && pod.metadata.deletionTimestamp == nil
        if isWaiting, names.contains(pod.spec.schedulerName) { waiting.append(place) }
        continue
      }
      guard let node = indexOfName[name], !isOver else { continue }
      table.place(templates[place], on: node)
      if pod.metadata.deletionTimestamp != nil { table.setTerminating(templates[place], on: node) }
      podsOnNode[node.position].append(place)
    }
    self.nodes = table
    self.pods = pods
    self.budgets = budgets
    self.preemption = preemption
    self.detail = detail
    self.podsOnNode = podsOnNode
    self.templates = templates
    self.waiting = waiting
    draws = RandomStream(seed: seed, name: "schedule/ties")
    schedulers = profiles.map { profile in
      // A sample of 0 percent is what the profile says.
      let isOpen = tieBreak == .sample(percentageOfNodesToScore: 0)
      let percentage = profile.percentageOfNodesToScore
      return Scheduler(
        profile: profile,
        tieBreak: isOpen ? .sample(percentageOfNodesToScore: percentage) : tieBreak)
    }
  }

  /// Decides about all waiting pods in order.
  package mutating func run() -> [Decision] {
    var decisions: [Decision] = []
    decisions.reserveCapacity(waiting.count)
    for pod in waiting { decisions.append(decide(pod)) }
    return decisions
  }

  private mutating func decide(_ pod: Int) -> Decision {
    let scheduler = scheduler(of: pods[pod])
    var decision = explain(pod, scheduler)
    if let node = decision.node {
      place(pod, on: node)
    } else if preemption != .off, schedulers[scheduler].profile.preempts {
      preempt(pod, scheduler, &decision)
    }
    return decision
  }

  /// The place of the profile that a pod names.
  func scheduler(of pod: Pod) -> Int {
    let name = pod.spec.schedulerName
    return schedulers.firstIndex { $0.profile.schedulerName == name } ?? 0
  }

  private mutating func explain(_ pod: Int, _ scheduler: Int) -> Decision {
    if detail == .count {
      let placement = schedulers[scheduler].place(templates[pod], in: &nodes, draws: &draws)
      let summary = schedulers[scheduler].summary
      let node = placement.node
      return Decision(
        pod: pod, node: node.isNone ? nil : node, detail: PlacementDetail(placement: placement),
        feasibleCount: summary.feasibleCount, bestScore: summary.bestScore,
        tiedCount: summary.tiedCount)
    }
    let whole = schedulers[scheduler].explain(templates[pod], in: &nodes)
    let node = whole.placement.node
    return Decision(
      pod: pod, node: node.isNone ? nil : node, detail: detail == .full ? whole : whole.ofChosen,
      feasibleCount: whole.feasible.count, bestScore: whole.bestScore,
      tiedCount: whole.tied.count)
  }

  private mutating func place(_ pod: Int, on node: NodeIndex) {
    nodes.place(templates[pod], on: node)
    podsOnNode[node.position].append(pod)
  }

  private mutating func preempt(_ pod: Int, _ scheduler: Int, _ decision: inout Decision) {
    let (pods, templates, podsOnNode) = (self.pods, self.templates, self.podsOnNode)
    let outcome = schedulers[scheduler].preempt(
      templates[pod], in: &nodes, budgets: budgets,
      pods: { node in
        podsOnNode[node.position].map { place in
          PodOnNode(
            key: UInt64(place), template: templates[place],
            startTime: pods[place].status.startTime?.microsecondsSince1970,
            name: pods[place].metadata.name,
            isTerminating: pods[place].metadata.deletionTimestamp != nil)
        }
      })
    decision.preemption = outcome
    guard preemption == .evict, let chosen = outcome.chosen else { return }
    for victim in chosen.victims { remove(Int(victim.key), from: chosen.node) }
    place(pod, on: chosen.node)
    decision.node = chosen.node
  }

  private mutating func remove(_ pod: Int, from node: NodeIndex) {
    podsOnNode[node.position].removeAll { $0 == pod }
    if pods[pod].metadata.deletionTimestamp != nil {
      nodes.removeTerminating(templates[pod], from: node)
    } else {
      nodes.remove(templates[pod], from: node)
    }
  }
}
