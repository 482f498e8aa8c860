// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The feasible nodes of one template by score, kept up to date from the changes of the nodes.
///
/// Nodes are grouped by what plugins of the scopes `normalized` and `cluster` look at, so that those
/// are asked about one node of each group. Within a group nodes are ranked by the sum of the scores
/// that depend on the node alone. Mostly no such plugin tells nodes apart; then all nodes are one
/// group, 0, of which the ranking alone is kept.
struct PlacementIndex: Sendable {
  let pod: PodContext
  /// The position in the changes of the nodes up to which this is current.
  var position: Int
  /// What must not have changed; otherwise all is built anew.
  var stamp: Stamp
  /// Whether the nodes can not be grouped; the index is of no use then.
  var isOverfull = false
  /// The score of each node by its place in the order of nodes.
  var ranking = NodeRanking()
  /// The groups, where keys are needed.
  var grouping = NodeGrouping()
  /// Whether any node may be excluded.
  var hasExcluded = false
  /// Scores before normalisation: for each plugin those of all nodes, or nothing if all are 0.
  var rawScores: ContiguousArray<ContiguousArray<Int32>> = []
  /// Whether nodes differ, or may, for plugins that look beyond a node.
  var needsKey = true
  /// What plugins that look beyond a node add to every node, where no keys are needed.
  var commonScore: Int64?
  /// The filters and scores of the scope `node` that are in force for the pod.
  var activePlugins = IndexedPlugins.Active()
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
  var nodeCount: Int { ranking.count }

  /// The number of feasible nodes, as far as filters of the scope `cluster` do not matter.
  var feasibleCount: Int { ranking.feasibleCount }

  func raw(_ plugin: Int, of node: NodeIndex) -> Int64 {
    rawScores[plugin].isEmpty ? 0 : Int64(rawScores[plugin][node.position])
  }

  // MARK: Groups

  /// The number of groups with nodes.
  var groupCount: Int { needsKey ? grouping.live.count : min(ranking.feasibleCount, 1) }

  /// One of the groups with nodes.
  func group(_ number: Int) -> Int32 { needsKey ? grouping.live[number] : 0 }

  /// The number of nodes in a group.
  func count(of group: Int32) -> Int {
    needsKey ? grouping.groups[Int(group)].count : ranking.feasibleCount
  }

  /// The best score of a group with nodes.
  func topScore(_ group: Int32) -> Int64 {
    Int64(needsKey ? grouping[top: group].score : ranking.best)
  }

  /// The number of nodes with the best score of a group.
  func topCount(_ group: Int32) -> Int {
    needsKey ? grouping[top: group].nodes.count : ranking.bestCount
  }

  /// The number of nodes with the best score of one of several groups before a place.
  func topCount(_ group: Int32, below place: UInt32) -> Int {
    grouping[top: group].nodes.count(below: place)
  }

  /// The first place of a node with the best score of a group.
  func topFirst(_ group: Int32) -> UInt32 {
    needsKey ? grouping[top: group].nodes.first ?? .max : ranking.first
  }

  /// The place of one of the nodes with the best score of a group.
  func topMember(_ group: Int32, _ number: Int) -> UInt32 {
    needsKey ? grouping[top: group].nodes.member(at: number) : ranking.member(at: number)
  }

  // MARK: Nodes for one decision

  /// What is needed to put a node back.
  struct Hidden: Sendable {
    let node: NodeIndex
    let score: Int32
    let key: GroupKey
  }

  /// Takes a node out for the time of one decision; nil if it is not in.
  mutating func hide(_ node: NodeIndex, _ order: NodeOrder) -> Hidden? {
    let place = order.place(of: node)
    guard ranking.isFeasible(place) else { return nil }
    let score = ranking[place]
    var key = GroupKey()
    if needsKey, let group = grouping.group(at: place) { key = grouping.groups[Int(group)].key }
    withdraw(node, order)
    return Hidden(node: node, score: score, key: key)
  }

  /// Puts a node back that was hidden.
  mutating func unhide(_ hidden: Hidden, _ order: NodeOrder) {
    let place = order.place(of: hidden.node)
    if needsKey { grouping.put(place, hidden.key, hidden.score, old: hidden.score) }
    ranking.set(hidden.score, at: place)
  }

  /// Takes a node out.
  mutating func withdraw(_ node: NodeIndex, _ order: NodeOrder) {
    let place = order.place(of: node)
    guard ranking.isFeasible(place) else { return }
    if needsKey, grouping.group(at: place) != nil {
      grouping.remove(place, score: ranking[place])
    }
    ranking.set(NodeRanking.infeasible, at: place)
  }

  /// Finds the best nodes again after changes.
  mutating func settle() {
    if !needsKey { ranking.settle() }
  }
}
