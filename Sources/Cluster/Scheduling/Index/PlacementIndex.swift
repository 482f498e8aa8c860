// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The feasible nodes of one template by score, kept up to date from the changes of the nodes.
///
/// Nodes are grouped by what plugins of the scopes `normalized` and `cluster` look at, so that those
/// are asked about one node of each group. Within a group nodes are ranked by the sum of the scores
/// that depend on the node alone.
struct PlacementIndex: Sendable {
  /// Where a node stands; one word, so that a change costs one access to memory.
  private struct Standing: BitwiseCopyable, Sendable {
    /// Filters that look at the pods of the node reject it.
    static let infeasible: Int32 = -1
    /// Filters that look at the node without its pods reject it.
    static let excluded: Int32 = -2

    var group: Int32
    var score: Int32
  }

  let pod: PodContext
  /// The position in the changes of the nodes up to which this is current.
  private(set) var position: Int
  /// What must not have changed; otherwise all is built anew.
  private(set) var stamp: Stamp
  /// Whether the nodes can not be grouped; the index is of no use then.
  private(set) var isOverfull = false
  /// The number of feasible nodes, as far as filters of the scope `cluster` do not matter.
  private(set) var feasibleCount = 0
  /// The groups; some may be empty.
  private(set) var groups: ContiguousArray<NodeGroup> = []
  /// The groups with nodes.
  private(set) var live: ContiguousArray<Int32> = []
  private var groupOfKey: [GroupKey: Int32] = [:]
  private var freeGroups: ContiguousArray<Int32> = []
  private var standings: ContiguousArray<Standing> = []
  /// Whether any node may be excluded.
  private var hasExcluded = false
  /// Scores before normalisation: for each plugin, those of all nodes.
  private var rawScores: ContiguousArray<ContiguousArray<Int32>> = []
  /// Whether nodes differ, or may, for plugins that look beyond a node.
  private(set) var needsKey = true
  /// What plugins that look beyond a node add to every node, where no keys are needed.
  var commonScore: Int64?
  /// The filters and scores of the scope `node` that are in force for the pod.
  private var activeFilters: [Int] = []
  private var activeScores: [Int] = []
  /// When the index was used last, for choosing which to give up.
  var lastUse = 0

  /// What makes an index useless when it changes.
  struct Stamp: Equatable, Sendable {
    var order = 0
    var topologyShape = 0
    var scores = 0
  }

  init(_ pod: PodContext) {
    self.pod = pod
    position = -1
    stamp = Stamp()
  }

  /// The number of entries by node, a measure of the memory in use.
  var nodeCount: Int { standings.count }

  func raw(_ plugin: Int, of node: NodeIndex) -> Int64 {
    Int64(rawScores[plugin][node.position])
  }

  /// The group and score of a node, or nil if it is infeasible.
  func standing(of node: NodeIndex) -> (group: Int32, score: Int32)? {
    let standing = standings[node.position]
    return standing.group < 0 ? nil : (standing.group, standing.score)
  }

  /// The best score of a group with nodes.
  func topScore(_ group: Int32) -> Int64 {
    Int64(groups[Int(group)].levels[groups[Int(group)].levels.count - 1].score)
  }

  /// The number of nodes with the best score of a group.
  func topCount(_ group: Int32) -> Int {
    groups[Int(group)].levels[groups[Int(group)].levels.count - 1].nodes.count
  }

  /// The number of nodes with the best score of a group before a place.
  func topCount(_ group: Int32, below place: UInt32) -> Int {
    groups[Int(group)].levels[groups[Int(group)].levels.count - 1].nodes.count(below: place)
  }

  /// The first place of a node with the best score of a group.
  func topFirst(_ group: Int32) -> UInt32 {
    groups[Int(group)].levels[groups[Int(group)].levels.count - 1].nodes.first ?? .max
  }

  /// The place of one of the nodes with the best score of a group.
  func topMember(_ group: Int32, _ number: Int) -> UInt32 {
    groups[Int(group)].levels[groups[Int(group)].levels.count - 1].nodes.member(at: number)
  }

  // MARK: Bringing up to date

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
    let neededKey = needsKey
    refreshSpecification(plugins, nodes, order, &scratch)
    if needsKey && !neededKey && position >= 0 && !scratch.isComplete {
      // Nodes that were put without a key get one now.
      scratch.collectAll(nodes)
    }
    position = end
    for node in scratch.gone where !isAbsent(node) { withdraw(node, order) }
    refresh(plugins, nodes, order, &scratch)
  }

  private func isAbsent(_ node: NodeIndex) -> Bool {
    standings[node.position].group < 0
  }

  private mutating func reset(_ nodes: borrowing NodeTable, _ plugins: IndexedPlugins) {
    groups.removeAll(keepingCapacity: true)
    live.removeAll(keepingCapacity: true)
    groupOfKey.removeAll(keepingCapacity: true)
    freeGroups.removeAll(keepingCapacity: true)
    standings.removeAll(keepingCapacity: true)
    hasExcluded = false
    rawScores = ContiguousArray(repeating: [], count: plugins.normalized.count)
    feasibleCount = 0
    isOverfull = false
    grow(nodes)
    needsKey = isDescribed(plugins, nodes)
    activeFilters = plugins.nodeFilters.indices.filter {
      plugins.nodeFilters[$0].filterApplies(to: pod, in: nodes)
    }
    activeScores = []
    for place in plugins.nodeScores.indices {
      let plugin = plugins.nodeScores[place].plugin
      if plugin.hasEpoch, plugin.epoch(of: pod, in: nodes) == 0 { continue }
      if plugin.scoreApplies(to: pod, in: nodes) { activeScores.append(place) }
    }
    commonScore = nil
  }

  private mutating func grow(_ nodes: borrowing NodeTable) {
    let missing = nodes.count - standings.count
    guard missing > 0 else { return }
    // The filters that look at the node itself decide first, since each new node is an update.
    let excluded = Standing(group: Standing.excluded, score: 0)
    standings.append(contentsOf: repeatElement(excluded, count: missing))
    for plugin in rawScores.indices {
      rawScores[plugin].append(contentsOf: repeatElement(0, count: missing))
    }
  }

  /// Asks the filters and scores that do not look at pods, for nodes that changed themselves.
  private mutating func refreshSpecification(
    _ plugins: IndexedPlugins, _ nodes: borrowing NodeTable, _ order: NodeOrder,
    _ scratch: inout IndexScratch
  ) {
    let count = scratch.updated.count
    guard count > 0 else { return }
    scratch.prepareFlags(count)
    for place in plugins.specificationFilters.indices
    where plugins.specificationFilters[place].filterApplies(to: pod, in: nodes) {
      plugins.specificationFilters[place].filter(
        pod, on: scratch.updated, in: nodes, rejected: &scratch.rejected)
      scratch.keepRejections(count)
    }
    for position in 0..<count {
      let node = scratch.updated.nodes[position]
      if scratch.isRejected[position] {
        if !isAbsent(node) { withdraw(node, order) }
        standings[node.position].group = Standing.excluded
        hasExcluded = true
      } else if standings[node.position].group == Standing.excluded {
        standings[node.position].group = Standing.infeasible
      }
    }
    scratch.prepareScores(count)
    for place in plugins.normalized.indices
    where plugins.normalized[place].plugin.scoreApplies(to: pod, in: nodes) {
      plugins.normalized[place].plugin.score(
        pod, on: scratch.updated, in: nodes, into: &scratch.scores, scratch: &scratch.plugins)
      for position in 0..<count {
        let node = scratch.updated.nodes[position].position
        rawScores[place][node] = Int32(clamping: scratch.scores[position])
        if scratch.scores[position] != 0 { needsKey = true }
      }
    }
  }

  /// Asks the filters and scores that look at the pods of a node, and moves nodes accordingly.
  private mutating func refresh(
    _ plugins: IndexedPlugins, _ nodes: borrowing NodeTable, _ order: NodeOrder,
    _ scratch: inout IndexScratch
  ) {
    if hasExcluded { dropExcluded(&scratch) }
    let count = scratch.changed.count
    guard count > 0 else { return }
    scratch.prepareFlags(count)
    for (rank, place) in activeFilters.enumerated() {
      if rank == 0 {
        plugins.nodeFilters[place].filter(
          pod, on: scratch.changed, in: nodes, rejected: &scratch.isRejected)
      } else {
        plugins.nodeFilters[place].filter(
          pod, on: scratch.changed, in: nodes, rejected: &scratch.rejected)
        scratch.keepRejections(count)
      }
    }
    scratch.prepareScores(count)
    for place in activeScores {
      plugins.nodeScores[place].plugin.score(
        pod, on: scratch.changed, in: nodes, into: &scratch.scores, scratch: &scratch.plugins)
      scratch.addScores(count, weight: plugins.nodeScores[place].weight)
    }
    for place in 0..<count {
      let node = scratch.changed.nodes[place]
      if scratch.isRejected[place] {
        if !isAbsent(node) { withdraw(node, order) }
      } else if needsKey {
        put(node, key(of: node, plugins, nodes), Int32(clamping: scratch.totals[place]), order)
      } else {
        put(node, Int32(clamping: scratch.totals[place]), order)
      }
    }
  }

  /// Leaves out the nodes that are rejected whatever pods they have.
  private mutating func dropExcluded(_ scratch: inout IndexScratch) {
    var kept = 0
    for place in 0..<scratch.changed.count {
      let node = scratch.changed.nodes[place]
      guard standings[node.position].group != Standing.excluded else { continue }
      scratch.changed.nodes[kept] = node
      kept += 1
    }
    scratch.changed.removeLast(scratch.changed.count - kept)
  }

  private mutating func key(
    of node: NodeIndex, _ plugins: IndexedPlugins, _ nodes: borrowing NodeTable
  ) -> GroupKey {
    var key = GroupKey()
    for raw in rawScores.indices { key.append(Int(rawScores[raw][node.position])) }
    for place in plugins.clusterFilters.indices
    where plugins.clusterFilters[place].filterApplies(to: pod, in: nodes) {
      plugins.clusterFilters[place].describeForFilter(node, for: pod, in: nodes, into: &key)
    }
    for place in plugins.clusterScores.indices {
      plugins.clusterScores[place].plugin.describeForScore(node, for: pod, in: nodes, into: &key)
    }
    if key.isOverfull { isOverfull = true }
    return key
  }

  /// Whether any plugin of the scope `cluster` tells nodes apart for this pod.
  private func isDescribed(_ plugins: IndexedPlugins, _ nodes: borrowing NodeTable) -> Bool {
    guard nodes.count > 0 else { return true }
    var key = GroupKey()
    for filter in plugins.clusterFilters where filter.filterApplies(to: pod, in: nodes) {
      filter.describeForFilter(NodeIndex(0), for: pod, in: nodes, into: &key)
    }
    for score in plugins.clusterScores {
      score.plugin.describeForScore(NodeIndex(0), for: pod, in: nodes, into: &key)
    }
    return key.count > 0
  }

  // MARK: Moving nodes

  /// Puts a node in the only group there is.
  private mutating func put(_ node: NodeIndex, _ score: Int32, _ order: NodeOrder) {
    let old = standings[node.position]
    guard old.group >= 0 else {
      put(node, GroupKey(), score, order)
      return
    }
    if old.score == score { return }
    standings[node.position].score = score
    groups[Int(old.group)].move(order.place(of: node), from: old.score, to: score)
  }

  private mutating func put(
    _ node: NodeIndex, _ key: GroupKey, _ score: Int32, _ order: NodeOrder
  ) {
    let old = standings[node.position]
    if old.group >= 0 {
      if groups[Int(old.group)].key == key {
        if old.score == score { return }
        groups[Int(old.group)].move(order.place(of: node), from: old.score, to: score)
        standings[node.position].score = score
        return
      }
      withdraw(node, order)
    }
    let group = group(of: key)
    standings[node.position] = Standing(group: group, score: score)
    restore(node, to: group, score, order)
  }

  /// Takes a node out of its group for good.
  private mutating func withdraw(_ node: NodeIndex, _ order: NodeOrder) {
    hide(node, order)
    standings[node.position].group = Standing.infeasible
  }

  /// Takes a node out of its group for the time of one decision.
  mutating func hide(_ node: NodeIndex, _ order: NodeOrder) {
    let standing = standings[node.position]
    groups[Int(standing.group)].remove(order.place(of: node), score: standing.score)
    feasibleCount -= 1
    if groups[Int(standing.group)].count == 0 { retire(standing.group) }
  }

  /// Puts a node back that was hidden.
  mutating func unhide(_ node: NodeIndex, _ key: GroupKey, _ order: NodeOrder) {
    let group = group(of: key)
    standings[node.position].group = group
    restore(node, to: group, standings[node.position].score, order)
  }

  private mutating func restore(
    _ node: NodeIndex, to group: Int32, _ score: Int32, _ order: NodeOrder
  ) {
    if groups[Int(group)].count == 0 {
      groups[Int(group)].livePlace = live.count
      live.append(group)
    }
    groups[Int(group)].insert(order.place(of: node), score: score)
    feasibleCount += 1
  }

  private mutating func group(of key: GroupKey) -> Int32 {
    if let last = live.last, groups[Int(last)].key == key { return last }
    if let group = groupOfKey[key] { return group }
    let group: Int32
    if let free = freeGroups.popLast() {
      group = free
      groups[Int(free)] = NodeGroup(key: key)
    } else {
      group = Int32(groups.count)
      groups.append(NodeGroup(key: key))
    }
    groupOfKey[key] = group
    return group
  }

  private mutating func retire(_ group: Int32) {
    let place = groups[Int(group)].livePlace
    if let last = live.popLast(), place < live.count {
      live[place] = last
      groups[Int(last)].livePlace = place
    }
    groups[Int(group)].livePlace = -1
    groupOfKey[groups[Int(group)].key] = nil
    freeGroups.append(group)
  }
}
