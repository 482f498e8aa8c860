// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The search that asks every plugin about every node.
extension Scheduler {
  mutating func scan(
    _ pod: PodContext, in nodes: borrowing NodeTable, draws: inout RandomStream, nominee: UInt64?
  ) -> Placement {
    if case .sample(let percentage) = tieBreak {
      sample(pod, in: nodes, nominee, percentage)
    } else {
      gather(in: nodes)
      filter(pod, in: nodes)
      respectNominations(pod, in: nodes, nominee)
    }
    summary = PlacementSummary(feasibleCount: scratch.candidates.count)
    switch scratch.candidates.count {
    case 0: return .unschedulable(failure(pod, in: nodes, nominee: nominee))
    case 1: return .node(scratch.candidates.nodes[0])
    default: break
    }
    total(pod, in: nodes)
    return .node(choose(in: nodes, &draws))
  }

  /// Takes all nodes.
  mutating func gather(in nodes: borrowing NodeTable) {
    scratch.candidates.removeAll()
    gather(0..<nodes.count, in: nodes)
  }

  private mutating func gather(_ positions: Range<Int>, in nodes: borrowing NodeTable) {
    for position in positions where nodes.isPresent[NodeIndex(position)] {
      scratch.candidates.append(NodeIndex(position))
    }
  }

  mutating func filter(_ pod: PodContext, in nodes: borrowing NodeTable) {
    for filter in profile.filters where filter.filterApplies(to: pod, in: nodes) {
      scratch.rejected.removeAll(keepingCapacity: true)
      scratch.rejected.append(
        contentsOf: repeatElement(false, count: scratch.candidates.count))
      filter.filter(pod, on: scratch.candidates, in: nodes, rejected: &scratch.rejected)
      scratch.candidates.removeAll(where: scratch.rejected)
    }
  }

  /// Drops nodes that could not take the pod beside those that are nominated to them.
  mutating func respectNominations(
    _ pod: PodContext, in nodes: borrowing NodeTable, _ nominee: UInt64?
  ) {
    if nominations.isEmpty { return }
    scratch.rejected.removeAll(keepingCapacity: true)
    for node in scratch.candidates.nodes {
      let given = nominations.hypothesis(
        on: node, priority: pod.template.priority, except: nominee, in: nodes)
      scratch.rejected.append(
        !given.isActual && !accepts(pod, on: node, in: nodes, given: given))
    }
    scratch.candidates.removeAll(where: scratch.rejected)
  }

  /// Whether all filters accept a node under a hypothesis.
  func accepts(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Bool {
    for filter in profile.filters {
      if !filter.verdict(pod, on: node, in: nodes, given: given).isAccepted { return false }
    }
    return true
  }

  /// Takes the feasible nodes that the real scheduler finds before it stops.
  ///
  /// The search goes round from where the last one ended, some nodes at a time. It ends when one
  /// more than enough is found; the next one begins behind the last node that was needed.
  private mutating func sample(
    _ pod: PodContext, in nodes: borrowing NodeTable, _ nominee: UInt64?, _ percentage: Int
  ) {
    let wanted = Self.nodesToFind(of: nodes.presentCount, percentage: percentage)
    let start = nodes.count > 0 ? searchStart % nodes.count : 0
    scratch.found.removeAll(keepingCapacity: true)
    for part in [start..<nodes.count, 0..<start] {
      var position = part.lowerBound
      while position < part.upperBound, scratch.found.count <= wanted {
        // Most nodes are feasible, so one step beyond what is missing is mostly the last one.
        let size = max(wanted - scratch.found.count + 1, Self.leastSampleStep)
        let end = min(position + size, part.upperBound)
        scratch.candidates.removeAll()
        gather(position..<end, in: nodes)
        filter(pod, in: nodes)
        respectNominations(pod, in: nodes, nominee)
        scratch.found.append(contentsOf: scratch.candidates.nodes)
        position = end
      }
    }
    if scratch.found.count > wanted {
      scratch.found.removeLast(scratch.found.count - wanted)
      if let last = scratch.found.last { searchStart = last.position + 1 }
    }
    scratch.candidates.removeAll()
    swap(&scratch.candidates.nodes, &scratch.found)
  }

  /// Filters are asked about at least this many nodes at a time.
  private static let leastSampleStep = 64

  /// How many feasible nodes are enough, in kubernetes v1.36 pkg/scheduler/schedule_one.go
  /// numFeasibleNodesToFind.
  static func nodesToFind(of count: Int, percentage: Int) -> Int {
    if count < 100 { return count }
    var percentage = percentage
    if percentage == 0 { percentage = max(50 - count / 125, 5) }
    if percentage >= 100 { return count }
    return max(count * percentage / 100, 100)
  }

  /// Adds up the weighted scores of the candidates.
  private mutating func total(_ pod: PodContext, in nodes: borrowing NodeTable) {
    let count = scratch.candidates.count
    scratch.totals.removeAll(keepingCapacity: true)
    scratch.totals.append(contentsOf: repeatElement(0, count: count))
    for score in profile.scores where score.plugin.scoreApplies(to: pod, in: nodes) {
      evaluate(score.plugin, pod, in: nodes)
      for place in 0..<count { scratch.totals[place] += scratch.scores[place] * score.weight }
    }
  }

  /// Writes the normalised scores of one plugin to the scratch.
  mutating func evaluate(
    _ plugin: any ScorePlugin, _ pod: PodContext, in nodes: borrowing NodeTable
  ) {
    let count = scratch.candidates.count
    scratch.scores.removeAll(keepingCapacity: true)
    scratch.scores.append(contentsOf: repeatElement(0, count: count))
    plugin.score(
      pod, on: scratch.candidates, in: nodes, into: &scratch.scores, scratch: &scratch.plugins)
    plugin.normalize(
      &scratch.scores, of: pod, on: scratch.candidates, in: nodes, scratch: &scratch.plugins)
  }

  /// Chooses among the candidates with the greatest total.
  private mutating func choose(
    in nodes: borrowing NodeTable, _ draws: inout RandomStream
  ) -> NodeIndex {
    var greatest = Int64.min
    var tiedCount = 0
    for total in scratch.totals {
      if total > greatest {
        greatest = total
        tiedCount = 1
      } else if total == greatest {
        tiedCount += 1
      }
    }
    summary.bestScore = greatest
    summary.tiedCount = tiedCount
    if tieBreak == .smallestName { return smallestName(total: greatest, in: nodes) }
    var place = tiedCount == 1 ? 0 : draws.next(below: tiedCount)
    for position in scratch.totals.indices where scratch.totals[position] == greatest {
      if place == 0 { return scratch.candidates.nodes[position] }
      place -= 1
    }
    return .none
  }

  private func smallestName(total: Int64, in nodes: borrowing NodeTable) -> NodeIndex {
    var best = NodeIndex.none
    for position in scratch.totals.indices where scratch.totals[position] == total {
      let node = scratch.candidates.nodes[position]
      if best.isNone || nodes.names[node] < nodes.names[best] { best = node }
    }
    return best
  }
}
