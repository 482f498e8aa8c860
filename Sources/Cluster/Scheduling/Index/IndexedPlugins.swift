// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The plugins of a profile sorted by what their answers depend on.
struct IndexedPlugins: Sendable {
  private(set) var specificationFilters: [any FilterPlugin] = []
  private(set) var nodeFilters: [any FilterPlugin] = []
  var clusterFilters: [any FilterPlugin] = []
  private var scoresWithEpoch: [Int] = []
  var nodeScores: [SchedulerProfile.WeightedScore] = []
  var normalized: [SchedulerProfile.WeightedScore] = []
  var clusterScores: [SchedulerProfile.WeightedScore] = []
  /// The filters and scores that a `ResourceKernel` stands for, by place; nil if not there.
  private var kernelFilter: Int?
  private var kernelFitScore: Int?
  private var kernelBalanceScore: Int?

  /// The plugins of the scope `node` that are in force for a pod.
  struct Active: Sendable {
    /// What stands for some of the plugins.
    var kernel: ResourceKernel?
    /// The other filters by place.
    var filters: [Int] = []
    /// The other scores by place.
    var scores: [Int] = []
  }

  init(_ profile: SchedulerProfile) {
    for filter in profile.filters {
      switch filter.filterScope {
      case .nodeSpecification: specificationFilters.append(filter)
      case .node: nodeFilters.append(filter)
      case .cluster: clusterFilters.append(filter)
      }
    }
    for score in profile.scores {
      switch score.plugin.scoreScope {
      case .node:
        if score.plugin.hasEpoch { scoresWithEpoch.append(nodeScores.count) }
        nodeScores.append(score)
      case .normalized: normalized.append(score)
      case .cluster: clusterScores.append(score)
      }
    }
    kernelFilter = nodeFilters.firstIndex { $0 is NodeResourcesFit }
    kernelFitScore = nodeScores.firstIndex {
      ($0.plugin as? NodeResourcesFit)?.strategy == ScoringStrategy()
    }
    kernelBalanceScore = nodeScores.firstIndex {
      let balance = $0.plugin as? NodeResourcesBalancedAllocation
      return balance?.resources == WeightedResource.cpuAndMemory
    }
  }

  /// The plugins of the scope `node` that are in force for a pod now.
  ///
  /// A score with an epoch that comes into force later changes the stamp of the pod.
  func active(for pod: PodContext, in nodes: borrowing NodeTable) -> Active {
    var active = Active()
    for place in nodeFilters.indices where nodeFilters[place].filterApplies(to: pod, in: nodes) {
      active.filters.append(place)
    }
    for place in nodeScores.indices {
      let plugin = nodeScores[place].plugin
      if plugin.hasEpoch, plugin.epoch(of: pod, in: nodes) == 0 { continue }
      if plugin.scoreApplies(to: pod, in: nodes) { active.scores.append(place) }
    }
    useKernel(in: &active, for: pod)
    return active
  }

  private func useKernel(in active: inout Active, for pod: PodContext) {
    let hasExtended = pod.template.extendedRequests.contains { $0.amount > 0 }
    guard !hasExtended, let filter = active.filters.firstIndex(where: { $0 == kernelFilter })
    else { return }
    active.filters.remove(at: filter)
    let weights = [kernelFitScore, kernelBalanceScore].map { score -> Int64 in
      guard let score, let place = active.scores.firstIndex(of: score) else { return 0 }
      active.scores.remove(at: place)
      return nodeScores[score].weight
    }
    active.kernel = ResourceKernel(
      pod.template, fitWeight: weights[0], balanceWeight: weights[1])
  }

  func stamp(
    of pod: PodContext, _ nodes: borrowing NodeTable, _ order: NodeOrder
  ) -> PlacementIndex.Stamp {
    var scores = 0
    for place in scoresWithEpoch {
      scores = scores &* 31 &+ nodeScores[place].plugin.epoch(of: pod, in: nodes)
    }
    return PlacementIndex.Stamp(
      order: order.epoch + 1, topologyShape: nodes.counts.topology.shapeVersion, scores: scores)
  }
}
