// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Arrays that indexes use again from update to update.
struct IndexScratch: Sendable {
  /// Nodes that are there and changed in any way.
  var changed = Candidates()
  /// Those of them that changed themselves, not only in their pods.
  var updated = Candidates()
  /// Nodes that were removed.
  var gone: ContiguousArray<NodeIndex> = []
  var rejected: ContiguousArray<Bool> = []
  var isRejected: ContiguousArray<Bool> = []
  var scores: ContiguousArray<Int64> = []
  /// The sums of the weighted scores of the scope `node`, or `NodeResults.infeasible`.
  var results: ContiguousArray<Int64> = []
  var plugins = PluginScratch()
  /// Of all nodes, for kernels.
  private var amounts = NodeAmounts()
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
    let changes = nodes.changes.changes(from: start)
    // Looking at a node twice costs less than telling whether it was looked at, in short runs.
    if changes.count <= 256, changes.allSatisfy(\.kind.concernsPodsOnly) {
      changed.nodes.append(contentsOf: changes.lazy.map(\.node))
      return
    }
    for change in changes {
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

  /// Makes room for the scores of a batch.
  mutating func prepareScores(_ count: Int) {
    if scores.count < count {
      scores.append(contentsOf: repeatElement(0, count: count - scores.count))
    }
  }

  /// Asks the filters and scores of the scope `node` about the changed nodes.
  mutating func evaluate(
    _ pod: PodContext, _ plugins: IndexedPlugins, _ active: IndexedPlugins.Active,
    _ nodes: borrowing NodeTable
  ) {
    let count = changed.count
    if results.count < count {
      results.append(contentsOf: repeatElement(0, count: count - results.count))
    }
    if let kernel = active.kernel {
      amounts.update(nodes)
      kernel.evaluate(changed.nodes, in: nodes, amounts, into: &results)
    } else {
      for position in 0..<count { results[position] = 0 }
    }
    for place in active.scores {
      prepareScores(count)
      plugins.nodeScores[place].plugin.score(
        pod, on: changed, in: nodes, into: &scores, scratch: &self.plugins)
      Self.add(scores, count, weight: plugins.nodeScores[place].weight, to: &results)
    }
    if active.filters.isEmpty { return }
    prepareFlags(count)
    for place in active.filters {
      plugins.nodeFilters[place].filter(pod, on: changed, in: nodes, rejected: &rejected)
      keepRejections(count)
    }
    for position in 0..<count where isRejected[position] {
      results[position] = NodeResults.infeasible
    }
  }

  private static func add(
    _ scores: ContiguousArray<Int64>, _ count: Int, weight: Int64,
    to results: inout ContiguousArray<Int64>
  ) {
    var sums = results.mutableSpan
    for place in 0..<count where sums[place] != NodeResults.infeasible {
      sums[place] &+= scores[place] &* weight
    }
  }
}
