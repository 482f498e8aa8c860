// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The search by index: plugins are asked about changed nodes and about one node of each group.
extension Scheduler {
  /// Chooses a node by the index of a template; nil if its nodes can not be grouped.
  mutating func search(
    _ slot: Int, in nodes: borrowing NodeTable, draws: inout RandomStream, nominee: UInt64?
  ) -> Placement? {
    indexes.order.update(nodes)
    indexes.all[slot].update(indexedPlugins, nodes, indexes.order, &scratch.index)
    if indexes.all[slot].isOverfull { return nil }
    if nominations.isEmpty { return choose(slot, in: nodes, &draws, nominee) }
    let hidden = hideNominated(slot, in: nodes, nominee)
    indexes.all[slot].settle()
    let placement = choose(slot, in: nodes, &draws, nominee)
    for node in hidden { indexes.all[slot].unhide(node, indexes.order) }
    indexes.all[slot].settle()
    return placement
  }

  /// Takes nodes out that could not take the pod beside those that are nominated to them.
  private mutating func hideNominated(
    _ slot: Int, in nodes: borrowing NodeTable, _ nominee: UInt64?
  ) -> [PlacementIndex.Hidden] {
    let pod = indexes.all[slot].pod
    var hidden: [PlacementIndex.Hidden] = []
    var seen: Set<NodeIndex> = []
    for nomination in nominations.all
    where nodes.isPresent[nomination.node] && seen.insert(nomination.node).inserted {
      let given = nominations.hypothesis(
        on: nomination.node, priority: pod.template.priority, except: nominee, in: nodes)
      if given.isActual || accepts(pod, on: nomination.node, in: nodes, given: given) { continue }
      guard let node = indexes.all[slot].hide(nomination.node, indexes.order) else { continue }
      hidden.append(node)
    }
    return hidden
  }

  private mutating func choose(
    _ slot: Int, in nodes: borrowing NodeTable, _ draws: inout RandomStream, _ nominee: UInt64?
  ) -> Placement {
    if !indexes.all[slot].needsKey, let common = indexes.all[slot].commonScore,
      indexes.all[slot].feasibleCount > 1
    {
      return chooseAlike(slot, common, &draws)
    }
    gatherGroups(slot)
    filterGroups(slot, in: nodes)
    var feasibleCount = 0
    for place in 0..<scratch.candidates.count {
      feasibleCount += scratch.candidates.multiplicity(at: place)
    }
    summary = PlacementSummary(feasibleCount: feasibleCount)
    switch feasibleCount {
    case 0: return .unschedulable(knownFailure(slot, in: nodes, nominee))
    case 1: return .node(scratch.candidates.nodes[0])
    default: break
    }
    totalGroups(slot, in: nodes)
    if !indexes.all[slot].needsKey, let group = scratch.groups.first {
      indexes.all[slot].commonScore = scratch.totals[0] - indexes.all[slot].topScore(group)
    }
    return .node(chooseGroup(slot, &draws))
  }

  /// Chooses where all nodes are alike for plugins that look beyond a node.
  private mutating func chooseAlike(
    _ slot: Int, _ common: Int64, _ draws: inout RandomStream
  ) -> Placement {
    let group = indexes.all[slot].group(0)
    let tiedCount = indexes.all[slot].topCount(group)
    summary = PlacementSummary(
      feasibleCount: indexes.all[slot].feasibleCount,
      bestScore: indexes.all[slot].topScore(group) + common, tiedCount: tiedCount)
    if tieBreak == .smallestName || tiedCount == 1 {
      return .node(indexes.order.node(at: indexes.all[slot].topFirst(group)))
    }
    let place = draws.next(below: tiedCount)
    return .node(indexes.order.node(at: indexes.all[slot].topMember(group, place)))
  }

  /// Takes the best node of each group to stand for the group.
  private mutating func gatherGroups(_ slot: Int) {
    scratch.candidates.removeAll()
    scratch.groups.removeAll(keepingCapacity: true)
    for number in 0..<indexes.all[slot].groupCount {
      let group = indexes.all[slot].group(number)
      let first = indexes.all[slot].topFirst(group)
      scratch.candidates.append(
        indexes.order.node(at: first),
        multiplicity: Int32(indexes.all[slot].count(of: group)))
      scratch.groups.append(group)
    }
  }

  private mutating func filterGroups(_ slot: Int, in nodes: borrowing NodeTable) {
    let pod = indexes.all[slot].pod
    for plugin in indexedPlugins.clusterFilters.indices
    where indexedPlugins.clusterFilters[plugin].filterApplies(to: pod, in: nodes) {
      let count = scratch.candidates.count
      scratch.rejected.removeAll(keepingCapacity: true)
      for _ in 0..<count { scratch.rejected.append(false) }
      indexedPlugins.clusterFilters[plugin].filter(
        pod, on: scratch.candidates, in: nodes, rejected: &scratch.rejected)
      scratch.candidates.removeAll(where: scratch.rejected)
      var kept = 0
      for place in 0..<count where !scratch.rejected[place] {
        scratch.groups[kept] = scratch.groups[place]
        kept += 1
      }
      scratch.groups.removeLast(count - kept)
    }
  }

  /// Adds the scores that look beyond a node to the best of each group.
  private mutating func totalGroups(_ slot: Int, in nodes: borrowing NodeTable) {
    let pod = indexes.all[slot].pod
    let count = scratch.candidates.count
    scratch.totals.removeAll(keepingCapacity: true)
    for group in scratch.groups { scratch.totals.append(indexes.all[slot].topScore(group)) }
    for plugin in indexedPlugins.normalized.indices
    where indexedPlugins.normalized[plugin].plugin.scoreApplies(to: pod, in: nodes) {
      scratch.scores.removeAll(keepingCapacity: true)
      for node in scratch.candidates.nodes {
        scratch.scores.append(indexes.all[slot].raw(plugin, of: node))
      }
      indexedPlugins.normalized[plugin].plugin.normalize(
        &scratch.scores, of: pod, on: scratch.candidates, in: nodes, scratch: &scratch.plugins)
      let weight = indexedPlugins.normalized[plugin].weight
      for place in 0..<count { scratch.totals[place] += scratch.scores[place] * weight }
    }
    for plugin in indexedPlugins.clusterScores.indices
    where indexedPlugins.clusterScores[plugin].plugin.scoreApplies(to: pod, in: nodes) {
      evaluate(indexedPlugins.clusterScores[plugin].plugin, pod, in: nodes)
      let weight = indexedPlugins.clusterScores[plugin].weight
      for place in 0..<count { scratch.totals[place] += scratch.scores[place] * weight }
    }
  }

  private mutating func chooseGroup(_ slot: Int, _ draws: inout RandomStream) -> NodeIndex {
    var greatest = Int64.min
    for total in scratch.totals { greatest = max(greatest, total) }
    scratch.tiedGroups.removeAll(keepingCapacity: true)
    var tiedCount = 0
    for place in scratch.totals.indices where scratch.totals[place] == greatest {
      scratch.tiedGroups.append(scratch.groups[place])
      tiedCount += indexes.all[slot].topCount(scratch.groups[place])
    }
    summary.bestScore = greatest
    summary.tiedCount = tiedCount
    if tieBreak == .smallestName || tiedCount == 1 { return firstTied(slot) }
    return tied(slot, at: draws.next(below: tiedCount))
  }

  private func firstTied(_ slot: Int) -> NodeIndex {
    var least = UInt32.max
    for group in scratch.tiedGroups { least = min(least, indexes.all[slot].topFirst(group)) }
    return indexes.order.node(at: least)
  }

  /// The tied node with a number of others before it.
  private func tied(_ slot: Int, at place: Int) -> NodeIndex {
    if scratch.tiedGroups.count == 1 {
      return indexes.order.node(at: indexes.all[slot].topMember(scratch.tiedGroups[0], place))
    }
    // The greatest bound with at most that many tied nodes below it is the node itself.
    var low: UInt32 = 0
    var high = UInt32(indexes.all[slot].nodeCount)
    while low < high {
      let middle = low + (high - low) / 2
      var below = 0
      for group in scratch.tiedGroups {
        below += indexes.all[slot].topCount(group, below: middle + 1)
      }
      if below <= place { low = middle + 1 } else { high = middle }
    }
    return indexes.order.node(at: low)
  }

  /// The reasons of a failure, found again only if something changed since.
  private mutating func knownFailure(
    _ slot: Int, in nodes: borrowing NodeTable, _ nominee: UInt64?
  ) -> FitFailure {
    let position = nodes.changes.end
    if let known = indexes.failures[slot], known.position == position,
      known.nominationVersion == nominations.version, known.nominee == nominee
    {
      return known.failure
    }
    let failure =
      census(slot, in: nodes) ?? failure(indexes.all[slot].pod, in: nodes, nominee: nominee)
    indexes.failures[slot] = IndexTable.KnownFailure(
      failure: failure, position: position, nominationVersion: nominations.version,
      nominee: nominee)
    return failure
  }

  /// The reasons of a failure from changed nodes alone, where each node answers for itself.
  private mutating func census(_ slot: Int, in nodes: borrowing NodeTable) -> FitFailure? {
    let pod = indexes.all[slot].pod
    guard nominations.isEmpty else { return nil }
    for filter in profile.filters {
      if filter.preFilter(pod) != .allNodes { return nil }
      if filter.filterScope == .cluster, filter.filterApplies(to: pod, in: nodes) { return nil }
    }
    var census = indexes.censuses[slot] ?? FailureCensus()
    indexes.censuses[slot] = nil
    let failure = census.failure(pod, in: nodes, profile.filters)
    indexes.censuses[slot] = census
    return failure
  }
}
