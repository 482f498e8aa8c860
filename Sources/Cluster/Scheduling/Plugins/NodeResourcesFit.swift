// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Keeps pods off nodes that lack room, and ranks nodes by how full they would be.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/plugins/noderesources/fit.go.
struct NodeResourcesFit: FilterPlugin, ScorePlugin {
  let name = "NodeResourcesFit"
  let wakers: SchedulingEvent = [.nodeAdded, .nodeAllocatableChanged, .assignedPodDeleted]
  /// How nodes are ranked.
  let strategy: ScoringStrategy

  var filterScope: FilterScope { .node }
  var scoreScope: ScoreScope { .node }

  init(strategy: ScoringStrategy = ScoringStrategy()) {
    self.strategy = strategy
  }

  func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>
  ) {
    let wanted = pod.template.requests
    // A span is checked for unique ownership once, not at each write.
    var flags = rejected.mutableSpan
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      flags[position] = !Self.hasRoom(
        for: wanted, in: nodes.allocatable[node], nodes.requested[node])
    }
    if pod.template.extendedRequests.isEmpty { return }
    for request in pod.template.extendedRequests where request.amount > 0 {
      for position in candidates.nodes.indices {
        let node = candidates.nodes[position]
        let free =
          nodes.allocatable(request.resource, of: node)
          &- nodes.requested(request.resource, of: node)
        if request.amount > free { rejected[position] = true }
      }
    }
  }

  /// Whether a node has room for what a pod asks for, extended resources aside.
  @inline(__always)
  static func hasRoom(for wanted: Resources, in whole: Resources, _ taken: Resources) -> Bool {
    let free = whole - taken
    return free.podCount >= 1 && (wanted.cpuMillis <= 0 || wanted.cpuMillis <= free.cpuMillis)
      && (wanted.memoryBytes <= 0 || wanted.memoryBytes <= free.memoryBytes)
      && (wanted.ephemeralStorageBytes <= 0
        || wanted.ephemeralStorageBytes <= free.ephemeralStorageBytes)
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    let allocatable = nodes.allocatable[node]
    let free = allocatable - nodes.requested[node] - given.requests
    let wanted = pod.template.requests
    var reasons: [String] = []
    var isResolvable = true
    func check(_ wanted: Int64, _ free: Int64, _ whole: Int64, _ name: String) {
      guard wanted > 0, wanted > free else { return }
      reasons.append("Insufficient \(name)")
      if wanted > whole { isResolvable = false }
    }
    if free.podCount < 1 { reasons.append("Too many pods") }
    check(wanted.cpuMillis, free.cpuMillis, allocatable.cpuMillis, "cpu")
    check(wanted.memoryBytes, free.memoryBytes, allocatable.memoryBytes, "memory")
    check(
      wanted.ephemeralStorageBytes, free.ephemeralStorageBytes, allocatable.ephemeralStorageBytes,
      "ephemeral-storage")
    for request in pod.template.extendedRequests {
      let whole = nodes.allocatable(request.resource, of: node)
      var taken = nodes.requested(request.resource, of: node)
      for change in given.changes {
        for other in nodes.templates[change.template].extendedRequests
        where other.resource == request.resource {
          taken += Int64(change.count) * other.amount
        }
      }
      let name = nodes.templates.resourceNames[request.resource.position]
      check(request.amount, whole - taken, whole, name)
    }
    return reasons.isEmpty ? .accepted : .rejected(reasons: reasons, isResolvable: isResolvable)
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    strategy.score(pod.template, on: candidates, in: nodes, into: &scores)
  }
}
