// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What brings an index up to date.
extension PlacementIndex {
  /// Looks again at the nodes that changed.
  mutating func update(
    _ plugins: IndexedPlugins, _ nodes: borrowing NodeTable, _ order: NodeOrder,
    _ scratch: inout IndexScratch
  ) {
    let current = plugins.stamp(of: pod, nodes, order)
    let end = nodes.changes.end
    if current != stamp || position < nodes.changes.start || end - position > nodes.count * 2 {
      reset(nodes, plugins)
      stamp = current
      scratch.collectAll(nodes)
    } else if position == end {
      return
    } else {
      grow(nodes)
      scratch.collect(from: position, nodes)
    }
    for node in scratch.gone { withdraw(node, order) }
    let neededKey = needsKey
    refreshSpecification(plugins, nodes, order, &scratch)
    if needsKey && !neededKey {
      // Nodes that were ranked without a key are put in a group now.
      grouping.grow(to: nodes.count)
      if !scratch.isComplete { scratch.collectAll(nodes) }
    }
    position = end
    refresh(plugins, nodes, order, &scratch)
    settle()
  }

  private mutating func reset(_ nodes: borrowing NodeTable, _ plugins: IndexedPlugins) {
    ranking.removeAll()
    grouping.removeAll()
    hasExcluded = false
    rawScores = ContiguousArray(repeating: [], count: plugins.normalized.count)
    isOverfull = false
    needsKey = isDescribed(plugins, nodes)
    grow(nodes)
    activePlugins = plugins.active(for: pod, in: nodes)
    commonScore = nil
  }

  private mutating func grow(_ nodes: borrowing NodeTable) {
    let count = nodes.count
    if ranking.count >= count { return }
    ranking.grow(to: count)
    if needsKey { grouping.grow(to: count) }
    for plugin in rawScores.indices where !rawScores[plugin].isEmpty {
      let missing = count - rawScores[plugin].count
      rawScores[plugin].append(contentsOf: repeatElement(0, count: missing))
    }
  }

  /// Whether any plugin of the scope `cluster` tells nodes apart for this pod.
  private func isDescribed(_ plugins: IndexedPlugins, _ nodes: borrowing NodeTable) -> Bool {
    guard nodes.count > 0 else { return true }
    var key = GroupKey()
    describe(NodeIndex(0), plugins, nodes, into: &key)
    return key.count > 0
  }

  // MARK: Nodes without their pods

  /// Asks the filters and scores that do not look at pods, for nodes that changed themselves.
  private mutating func refreshSpecification(
    _ plugins: IndexedPlugins, _ nodes: borrowing NodeTable, _ order: NodeOrder,
    _ scratch: inout IndexScratch
  ) {
    let count = scratch.updated.count
    guard count > 0 else { return }
    filterSpecification(plugins, nodes, order, &scratch)
    for place in plugins.normalized.indices
    where plugins.normalized[place].plugin.scoreApplies(to: pod, in: nodes) {
      scratch.prepareScores(count)
      plugins.normalized[place].plugin.score(
        pod, on: scratch.updated, in: nodes, into: &scratch.scores, scratch: &scratch.plugins)
      keepRawScores(of: place, nodes.count, scratch)
    }
  }

  private mutating func filterSpecification(
    _ plugins: IndexedPlugins, _ nodes: borrowing NodeTable, _ order: NodeOrder,
    _ scratch: inout IndexScratch
  ) {
    let count = scratch.updated.count
    scratch.prepareFlags(count)
    var mayReject = hasExcluded
    for place in plugins.specificationFilters.indices
    where plugins.specificationFilters[place].filterApplies(to: pod, in: nodes) {
      mayReject = true
      plugins.specificationFilters[place].filter(
        pod, on: scratch.updated, in: nodes, rejected: &scratch.rejected)
      scratch.keepRejections(count)
    }
    guard mayReject else { return }
    for position in 0..<count {
      let node = scratch.updated.nodes[position]
      let place = order.place(of: node)
      if scratch.isRejected[position] {
        withdraw(node, order)
        ranking.set(NodeRanking.excluded, at: place)
        hasExcluded = true
      } else if ranking[place] == NodeRanking.excluded {
        ranking.set(NodeRanking.infeasible, at: place)
      }
    }
  }

  private mutating func keepRawScores(
    of plugin: Int, _ nodeCount: Int, _ scratch: borrowing IndexScratch
  ) {
    let count = scratch.updated.count
    if rawScores[plugin].isEmpty {
      var bits: Int64 = 0
      for position in 0..<count { bits |= scratch.scores[position] }
      if bits == 0 { return }
      rawScores[plugin] = ContiguousArray(repeating: 0, count: nodeCount)
      needsKey = true
    }
    for position in 0..<count {
      let node = scratch.updated.nodes[position].position
      rawScores[plugin][node] = Int32(clamping: scratch.scores[position])
    }
  }

  // MARK: Nodes with their pods

  /// Asks the filters and scores that look at the pods of a node, and moves nodes accordingly.
  private mutating func refresh(
    _ plugins: IndexedPlugins, _ nodes: borrowing NodeTable, _ order: NodeOrder,
    _ scratch: inout IndexScratch
  ) {
    if hasExcluded { dropExcluded(order, &scratch) }
    guard scratch.changed.count > 0 else { return }
    scratch.evaluate(pod, plugins, activePlugins, nodes)
    guard needsKey else {
      ranking.set(scratch.results, of: scratch.changed.nodes, order)
      return
    }
    for position in 0..<scratch.changed.count {
      let node = scratch.changed.nodes[position]
      let score = NodeResults.score(scratch.results[position])
      if score == NodeRanking.infeasible {
        withdraw(node, order)
        continue
      }
      let place = order.place(of: node)
      grouping.put(place, key(of: node, plugins, nodes), score, old: ranking[place])
      ranking.set(score, at: place)
    }
  }

  /// Leaves out the nodes that are rejected whatever pods they have.
  private func dropExcluded(_ order: NodeOrder, _ scratch: inout IndexScratch) {
    var kept = 0
    for position in 0..<scratch.changed.count {
      let node = scratch.changed.nodes[position]
      guard ranking[order.place(of: node)] != NodeRanking.excluded else { continue }
      scratch.changed.nodes[kept] = node
      kept += 1
    }
    scratch.changed.removeLast(scratch.changed.count - kept)
  }

  private mutating func key(
    of node: NodeIndex, _ plugins: IndexedPlugins, _ nodes: borrowing NodeTable
  ) -> GroupKey {
    var key = GroupKey()
    for raw in rawScores { key.append(raw.isEmpty ? 0 : Int(raw[node.position])) }
    describe(node, plugins, nodes, into: &key)
    if key.isOverfull { isOverfull = true }
    return key
  }

  private func describe(
    _ node: NodeIndex, _ plugins: IndexedPlugins, _ nodes: borrowing NodeTable,
    into key: inout GroupKey
  ) {
    for place in plugins.clusterFilters.indices
    where plugins.clusterFilters[place].filterApplies(to: pod, in: nodes) {
      plugins.clusterFilters[place].describeForFilter(node, for: pod, in: nodes, into: &key)
    }
    for place in plugins.clusterScores.indices {
      plugins.clusterScores[place].plugin.describeForScore(node, for: pod, in: nodes, into: &key)
    }
  }
}
