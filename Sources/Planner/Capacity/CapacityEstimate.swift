// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// Fills a cluster with further pods until the scheduler finds no node any more.
///
/// Nothing is estimated: each pod is placed by the scheduler, and those before it count. Cost:
/// about a microsecond to ten a pod, and one look at all nodes for each kind.
package struct CapacityEstimate: ~Copyable {
  /// More pods than this are not placed unless the caller sets a limit.
  package static let mostPods = 10_000_000

  private var scheduling: OneShotScheduling
  private let specifications: [CapacitySpecification]
  private let limit: Int?
  private let schedulerNames: [String]
  /// The number of pods of the cluster that wait, though they came first.
  package let waitingCount: Int

  /// Places the waiting pods of a cluster and prepares for the questions.
  ///
  /// - Parameters:
  ///   - input: The cluster.
  ///   - specifications: The kinds of pods.
  ///   - limit: The greatest number of pods of each kind; nil for as many as fit.
  package init(
    _ input: ScheduleInput, specifications: [CapacitySpecification], limit: Int? = nil
  ) {
    var input = input
    input.objects.selecting += specifications.compactMap(\.selecting)
    let run = ScheduleRun(input)
    waitingCount = run.pendingCount
    scheduling = run.takeScheduling()
    schedulerNames = input.profiles.map(\.schedulerName)
    self.specifications = specifications
    self.limit = limit
  }

  /// Why a kind cannot be counted, such as that nothing bounds the count; nil if it can.
  package mutating func objection(to specification: CapacitySpecification) -> String? {
    let scheduler = specification.pod.spec.schedulerName
    guard schedulerNames.contains(scheduler) else {
      return "\(specification.name): there is no profile of the scheduler \(scheduler)"
    }
    guard limit == nil else { return nil }
    let question = scheduling.question(specification.pod)
    guard scheduling.hasFilter("NodeResourcesFit", for: question) else {
      return "\(specification.name): the scheduler's profile lets NodeResourcesFit out, so that "
        + "nothing bounds the number of pods; give --limit"
    }
    var bound = 0
    for node in scheduling.nodes.indices where scheduling.nodes.isPresent[node] {
      bound += Room.podCount(question.template, on: node, in: scheduling.nodes)
      if bound > Self.mostPods {
        return "\(specification.name): more than \(Self.mostPods) pods might fit; give --limit"
      }
    }
    return nil
  }

  /// How many pods of each kind fit if there are no others.
  package mutating func alone() -> [CapacityAnswer] {
    specifications.map { fill([$0])[0] }
  }

  /// How many pods of each kind fit if they come in turn until none of any kind fits.
  package mutating func mixed() -> [CapacityAnswer] { fill(specifications) }

  private mutating func fill(_ kinds: [CapacitySpecification]) -> [CapacityAnswer] {
    var filling = Filling(kinds, nodeCount: scheduling.nodes.count)
    filling.questions = kinds.map { scheduling.question($0.pod) }
    // A kind that did not fit may do so beside the pods of another that came later.
    while fillOnce(&filling), kinds.count > 1 {}
    for kind in kinds.indices { locate(filling.counts[kind], &filling.answers[kind]) }
    for (template, node) in filling.placed.reversed() {
      scheduling.nodes.remove(template, from: node)
    }
    return filling.answers
  }

  /// What was placed of several kinds.
  private struct Filling {
    var answers: [CapacityAnswer]
    var questions: [OneShotScheduling.Question] = []
    var placed: [(template: TemplateIndex, node: NodeIndex)] = []
    /// The pods of each kind by node.
    var counts: [[Int]]

    init(_ kinds: [CapacitySpecification], nodeCount: Int) {
      answers = kinds.map { CapacityAnswer(name: $0.name) }
      counts = kinds.map { _ in [Int](repeating: 0, count: nodeCount) }
    }

    mutating func add(_ kind: Int, _ node: NodeIndex) {
      placed.append((questions[kind].template, node))
      counts[kind][node.position] += 1
      answers[kind].count += 1
    }
  }

  /// Places pods in turn until each kind failed once or is at the limit; tells whether any fitted.
  private mutating func fillOnce(_ filling: inout Filling) -> Bool {
    var open = filling.answers.indices.filter { filling.answers[$0].count < limit ?? .max }
    var isAnyPlaced = false
    while !open.isEmpty {
      for kind in open {
        switch scheduling.place(filling.questions[kind]) {
        case .node(let node):
          scheduling.nodes.place(filling.questions[kind].template, on: node)
          filling.add(kind, node)
          filling.answers[kind].failure = nil
          isAnyPlaced = true
        case .unschedulable(let failure): filling.answers[kind].failure = failure
        }
      }
      open.removeAll { kind in
        filling.answers[kind].failure != nil || filling.answers[kind].count >= limit ?? .max
      }
    }
    return isAnyPlaced
  }

  private func locate(_ counts: [Int], _ answer: inout CapacityAnswer) {
    var zones: [String: Int] = [:]
    for (place, count) in counts.enumerated() where count > 0 {
      let node = NodeIndex(place)
      answer.nodes.append(.init(name: scheduling.nodes.names[node], count: count))
      zones[scheduling.nodes.labels[node][Node.zoneLabel] ?? "", default: 0] += count
    }
    answer.zones = zones.sorted { $0.key < $1.key }.map { .init(name: $0.key, count: $0.value) }
  }
}
