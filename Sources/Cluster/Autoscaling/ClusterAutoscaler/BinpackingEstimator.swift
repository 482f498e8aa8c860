// SPDX-License-Identifier: Apache-2.0

import EventKernel
package import Manifests

/// How many nodes of a kind would take the waiting pods, packed first fit, largest pods first.
///
/// The scheduler's own filters decide what fits. Source: kubernetes/autoscaler
/// cluster-autoscaler/estimator/binpacking_estimator.go. Cost: for each kind of pod, one filter run a
/// pod and one a new node.
package struct BinpackingEstimator: ~Copyable {
  /// What the packing came to.
  package struct Result: Sendable, Equatable {
    /// New nodes with pods.
    package var nodeCount = 0
    /// The pods that found a place, by kind, in the order of packing.
    package var placed: [PendingPodClass] = []

    /// The number of pods that found a place.
    package var podCount: Int { placed.reduce(0) { $0 + $1.count } }
  }

  private var nodes: NodeTable
  private var scheduler: Scheduler
  private let template: Node
  private let limit: Int
  private var added: [NodeIndex] = []
  private var usedCount = 0
  private var isLastUsed = false
  /// Where the search among new nodes begins.
  private var cursor = 0

  /// Creates an estimator over the nodes and pods of a cluster, for at most a number of new nodes.
  package init(
    _ nodes: borrowing NodeTable, scheduler: Scheduler, template: Node, limit: Int
  ) {
    self.nodes = nodes.forked()
    self.scheduler = scheduler
    self.template = template
    self.limit = limit
  }

  /// Packs the pods.
  package mutating func estimate(_ pending: [PendingPodClass]) -> Result {
    let fitting = pending.filter { fitsEmptyNode($0.template) }
    var result = Result()
    var canAdd = true
    for pods in order(fitting) {
      let pod = scheduler.context(of: pods.template, in: &nodes)
      var left = pods.count
      while left > 0, placeAnywhere(pod) { left -= 1 }
      packing: while left > 0, canAdd {
        switch placeOnNew(pod) {
        case .placed: left -= 1
        case .refused: break packing
        case .full: canAdd = false
        }
      }
      guard left < pods.count else { continue }
      var placed = pods
      placed.count -= left
      result.placed.append(placed)
    }
    result.nodeCount = usedCount
    return result
  }

  private enum Answer { case placed, refused, full }

  private mutating func placeOnNew(_ pod: PodContext) -> Answer {
    if let last = added.last {
      if scheduler.accepts(pod, on: last, in: nodes, given: .actual) {
        place(pod, on: last)
        return .placed
      }
      // A pod that an empty node refused is refused by the next one, too.
      if !isLastUsed { return .refused }
    }
    guard added.count < limit else { return .full }
    addNode()
    guard let last = added.last, scheduler.accepts(pod, on: last, in: nodes, given: .actual)
    else { return .refused }
    place(pod, on: last)
    return .placed
  }

  /// Tries the nodes added so far, from the one after the last success on.
  private mutating func placeAnywhere(_ pod: PodContext) -> Bool {
    for step in 0..<added.count {
      let place = (cursor + step) % added.count
      guard scheduler.accepts(pod, on: added[place], in: nodes, given: .actual) else { continue }
      if nodes.pods[added[place]].isEmpty { usedCount += 1 }
      nodes.place(pod.index, on: added[place])
      if place == added.count - 1 { isLastUsed = true }
      cursor = place
      return true
    }
    return false
  }

  private mutating func place(_ pod: PodContext, on node: NodeIndex) {
    if !isLastUsed { usedCount += 1 }
    isLastUsed = true
    nodes.place(pod.index, on: node)
  }

  private mutating func addNode() {
    var node = template
    node.metadata.name = "\(template.metadata.name)-new-\(added.count)"
    node.metadata.labels["kubernetes.io/hostname"] = node.metadata.name
    added.append(nodes.add(node))
    isLastUsed = false
  }

  /// Whether a new node beside all others would take one pod.
  private mutating func fitsEmptyNode(_ template: TemplateIndex) -> Bool {
    var node = self.template
    node.metadata.name = "\(node.metadata.name)-trial"
    node.metadata.labels["kubernetes.io/hostname"] = node.metadata.name
    let trial = nodes.add(node)
    let pod = scheduler.context(of: template, in: &nodes)
    let fits = scheduler.accepts(pod, on: trial, in: nodes, given: .actual)
    nodes.remove(trial)
    return fits
  }

  /// The kinds of pods by the share of a node that they ask for, CPU and memory added, greatest
  /// first (estimator/decreasing_pod_orderer.go).
  private func order(_ pending: [PendingPodClass]) -> [PendingPodClass] {
    let status = template.status
    let offered = status.allocatable.isEmpty ? status.capacity : status.allocatable
    let cpu = offered["cpu"]?.boundedMilliValue ?? 0
    let memory = offered["memory"]?.boundedValue ?? 0
    func score(_ pods: PendingPodClass) -> Double {
      let requests = nodes.templates[pods.template].requests
      return (cpu > 0 ? Double(requests.cpuMillis) / Double(cpu) : 0)
        + (memory > 0 ? Double(requests.memoryBytes) / Double(memory) : 0)
    }
    let scores = pending.map(score)
    return pending.indices
      .sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
      .map { pending[$0] }
  }
}
