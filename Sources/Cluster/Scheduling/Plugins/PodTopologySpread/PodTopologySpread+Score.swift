// SPDX-License-Identifier: Apache-2.0

import EventKernel

extension PodTopologySpread {
  func scoreApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    !pod.draft.spreadScore.constraints.isEmpty
  }

  func describeForScore(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable, into key: inout GroupKey
  ) {
    for constraint in pod.draft.spreadScore.constraints {
      nodes.counts.describe(node, constraint.key, constraint.counter, into: &key)
    }
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    let spread = pod.draft.spreadScore
    let scoredCount = markIgnored(spread, candidates, nodes, &scratch)
    scratch.values.removeAll(keepingCapacity: true)
    for _ in candidates.nodes.indices { scratch.values.append(0) }
    for constraint in spread.constraints {
      let size =
        constraint.isHostname
        ? scoredCount : domainCount(constraint.key, candidates, nodes, &scratch)
      let weight = PortableMath.log(Double(size + 2))
      let constant = Double(constraint.maxSkew - 1)
      for position in candidates.nodes.indices where !scratch.ignored[position] {
        let node = candidates.nodes[position]
        guard nodes.counts.topology.domain(of: node, constraint.key) >= 0 else { continue }
        let count = Double(nodes.counts.count(constraint.counter, at: node))
        scratch.values[position] += count * weight + constant
      }
    }
    for position in candidates.nodes.indices {
      let value = scratch.values[position].rounded(.toNearestOrAwayFromZero)
      scores[position] = scratch.ignored[position] ? -1 : Int64(value)
    }
  }

  /// Scores below 0 mark nodes that are left out.
  func normalize(
    _ scores: inout ContiguousArray<Int64>, of pod: PodContext, on candidates: Candidates,
    in nodes: borrowing NodeTable, scratch: inout PluginScratch
  ) {
    var least = Int64.max
    var greatest: Int64 = 0
    for score in scores where score >= 0 {
      least = min(least, score)
      greatest = max(greatest, score)
    }
    for position in scores.indices {
      if scores[position] < 0 {
        scores[position] = 0
      } else if greatest == 0 {
        scores[position] = 100
      } else {
        scores[position] = 100 * (greatest + least - scores[position]) / greatest
      }
    }
  }

  /// Marks candidates without one of the keys, and returns the number of nodes that are left.
  private func markIgnored(
    _ spread: SpreadConstraints, _ candidates: Candidates, _ nodes: borrowing NodeTable,
    _ scratch: inout PluginScratch
  ) -> Int {
    var scoredCount = 0
    scratch.ignored.removeAll(keepingCapacity: true)
    for position in candidates.nodes.indices {
      var isIgnored = false
      if spread.requiresAllKeys {
        for constraint in spread.constraints {
          let node = candidates.nodes[position]
          if nodes.counts.topology.domain(of: node, constraint.key) < 0 { isIgnored = true }
        }
      }
      scratch.ignored.append(isIgnored)
      if !isIgnored { scoredCount += candidates.multiplicity(at: position) }
    }
    return scoredCount
  }

  /// The number of domains among the candidates; lacking the key counts as one more.
  private func domainCount(
    _ key: TopologyKeyIndex, _ candidates: Candidates, _ nodes: borrowing NodeTable,
    _ scratch: inout PluginScratch
  ) -> Int {
    scratch.stamp += 1
    var count = 0
    for position in candidates.nodes.indices where !scratch.ignored[position] {
      let domain = nodes.counts.topology.domain(of: candidates.nodes[position], key) + 1
      while scratch.stamps.count <= domain { scratch.stamps.append(0) }
      if scratch.stamps[domain] != scratch.stamp {
        scratch.stamps[domain] = scratch.stamp
        // For a key that no two nodes share, a candidate stands for as many domains as nodes.
        let isNodeLike = domain > 0 && nodes.counts.topology.isNodeLike(key)
        count += isNodeLike ? candidates.multiplicity(at: position) : 1
      }
    }
    return count
  }
}
