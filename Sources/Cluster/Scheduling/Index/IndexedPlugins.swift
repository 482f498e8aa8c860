// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The plugins of a profile sorted by what their answers depend on.
struct IndexedPlugins: Sendable {
  private(set) var specificationFilters: [any FilterPlugin] = []
  private(set) var nodeFilters: [any FilterPlugin] = []
  var clusterFilters: [any FilterPlugin] = []
  private(set) var scoresWithEpoch: [Int] = []
  var nodeScores: [SchedulerProfile.WeightedScore] = []
  var normalized: [SchedulerProfile.WeightedScore] = []
  var clusterScores: [SchedulerProfile.WeightedScore] = []

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

/// Arrays that indexes use again from update to update.
struct IndexScratch: Sendable {
  /// Nodes that are there and changed in any way.
  var changed = Candidates()
  /// Those of them that changed themselves, not only in their pods.
  var updated = Candidates()
  /// Nodes that were removed.
  var gone: ContiguousArray<NodeIndex> = []
  var candidates = Candidates()
  var rejected: ContiguousArray<Bool> = []
  var isRejected: ContiguousArray<Bool> = []
  var scores: ContiguousArray<Int64> = []
  var totals: ContiguousArray<Int64> = []
  var plugins = PluginScratch()
  private var changeStamps: ContiguousArray<UInt64> = []
  private var updateStamps: ContiguousArray<UInt64> = []
  private var stamp: UInt64 = 0
  /// Whether all nodes were collected.
  private(set) var isComplete = false

  mutating func collectAll(_ nodes: borrowing NodeTable) {
    clear(nodes)
    isComplete = true
    for node in nodes.indices where nodes.isPresent[node] {
      changed.append(node)
      updated.append(node)
    }
  }

  mutating func collect(from start: Int, _ nodes: borrowing NodeTable) {
    clear(nodes)
    let stamp = stamp
    // Looking at a node twice costs less than telling whether it was looked at, in short runs.
    let isShort = nodes.changes.end - start <= 256
    for position in start..<nodes.changes.end {
      let change = nodes.changes[position]
      if isShort, change.kind.concernsPodsOnly, nodes.isPresent[change.node] {
        changed.append(change.node)
        continue
      }
      let node = change.node.position
      if changeStamps[node] != stamp {
        changeStamps[node] = stamp
        if nodes.isPresent[change.node] {
          changed.append(change.node)
        } else {
          gone.append(change.node)
        }
      }
      if change.kind.concernsPodsOnly { continue }
      guard change.kind == .nodeAdded || change.kind == .nodeUpdated,
        updateStamps[node] != stamp, nodes.isPresent[change.node]
      else { continue }
      updateStamps[node] = stamp
      updated.append(change.node)
    }
  }

  private mutating func clear(_ nodes: borrowing NodeTable) {
    stamp += 1
    isComplete = false
    changed.removeAll()
    updated.removeAll()
    gone.removeAll(keepingCapacity: true)
    while changeStamps.count < nodes.count {
      changeStamps.append(0)
      updateStamps.append(0)
    }
  }

  /// Sets the first flags to false; the arrays may be longer than a batch.
  mutating func prepareFlags(_ count: Int) {
    while rejected.count < count {
      rejected.append(false)
      isRejected.append(false)
    }
    for place in 0..<count {
      rejected[place] = false
      isRejected[place] = false
    }
  }

  /// Adds the flags of one filter to those of all.
  mutating func keepRejections(_ count: Int) {
    for place in 0..<count where rejected[place] {
      isRejected[place] = true
      rejected[place] = false
    }
  }

  mutating func prepareScores(_ count: Int) {
    while scores.count < count {
      scores.append(0)
      totals.append(0)
    }
    for place in 0..<count { totals[place] = 0 }
  }

  mutating func addScores(_ count: Int, weight: Int64) {
    Self.add(scores, count, weight: weight, to: &totals)
  }

  private static func add(
    _ scores: ContiguousArray<Int64>, _ count: Int, weight: Int64,
    to totals: inout ContiguousArray<Int64>
  ) {
    var sums = totals.mutableSpan
    for place in 0..<count { sums[place] &+= scores[place] &* weight }
  }
}
