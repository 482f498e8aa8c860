// SPDX-License-Identifier: Apache-2.0

import EventKernel

extension Scheduler {
  /// Chooses a node by the smallest name among equals, and tells all scores.
  ///
  /// Cost: asks every plugin about every node.
  package mutating func explain(
    _ template: TemplateIndex, in nodes: inout NodeTable
  ) -> PlacementDetail {
    let pod = context(of: template, in: &nodes)
    gather(in: nodes)
    filter(pod, in: nodes)
    respectNominations(pod, in: nodes, nil)
    let feasible = Array(scratch.candidates.nodes)
    if feasible.isEmpty {
      var detail = PlacementDetail(placement: .unschedulable(failure(pod, in: nodes)))
      detail.rejections = rejections(pod, in: nodes)
      return detail
    }
    var detail = PlacementDetail(placement: .node(feasible[0]), feasible: feasible)
    if feasible.count == 1 { return detail }
    detail.totals = feasible.map { _ in 0 }
    for score in profile.scores where score.plugin.scoreApplies(to: pod, in: nodes) {
      evaluate(score.plugin, pod, in: nodes)
      let weighted = scratch.scores.map { $0 * score.weight }
      for place in weighted.indices { detail.totals[place] += weighted[place] }
      detail.scores.append(.init(plugin: score.plugin.name, scores: weighted))
    }
    let best = detail.bestScore
    var tied: [(name: String, node: NodeIndex)] = []
    for place in feasible.indices where detail.totals[place] == best {
      tied.append((nodes.names[feasible[place]], feasible[place]))
    }
    detail.tied = tied.sorted { $0.name < $1.name }.map(\.node)
    detail.placement = .node(detail.tied[0])
    return detail
  }

  /// The nodes that each filter is the first to reject, in the order of the filters.
  private func rejections(
    _ pod: PodContext, in nodes: borrowing NodeTable
  ) -> [PlacementDetail.Rejection] {
    var lists = profile.filters.map { PlacementDetail.Rejection(plugin: $0.name, nodes: []) }
    var allowed: Set<String>?
    for filter in profile.filters {
      switch filter.preFilter(pod) {
      case .allNodes: continue
      case .noNode: return []
      case .nodes(let names): allowed = allowed?.intersection(names) ?? names
      }
    }
    for node in nodes.indices where nodes.isPresent[node] {
      if let allowed, !allowed.contains(nodes.names[node]) { continue }
      for place in profile.filters.indices {
        let verdict = profile.filters[place].verdict(pod, on: node, in: nodes, given: .actual)
        if verdict.isAccepted { continue }
        lists[place].nodes.append(node)
        break
      }
    }
    return lists.filter { !$0.nodes.isEmpty }
  }
}
