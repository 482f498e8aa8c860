// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Why each node rejects a template, kept up to date from the changes of the nodes.
///
/// Only for templates and times where every answer depends on the node alone.
struct FailureCensus: Sendable {
  /// One answer that some nodes give.
  private struct Cause: Sendable {
    let filter: Int
    let reasons: [String]
    let isResolvable: Bool
    var nodeCount = 0
  }

  /// Stands for the cause of a node that accepts the pod or is gone.
  private static let none: UInt16 = .max

  private var causes: [Cause] = []
  private var causeOfNode: ContiguousArray<UInt16> = []
  private var position = -1

  /// The failure as of now, or nil if there are more kinds of answers than can be told apart.
  mutating func failure(
    _ pod: PodContext, in nodes: borrowing NodeTable, _ filters: [any FilterPlugin]
  ) -> FitFailure? {
    update(pod, nodes, filters)
    if causes.count >= Int(Self.none) { return nil }
    var failure = FitFailure(
      nodeCount: nodes.presentCount, reasons: [], rejectors: [], resolvableCount: 0)
    var counts: [String: Int] = [:]
    for cause in causes where cause.nodeCount > 0 {
      failure.rejectors.insert(PluginSet(place: cause.filter))
      if cause.isResolvable { failure.resolvableCount += cause.nodeCount }
      for reason in cause.reasons { counts[reason, default: 0] += cause.nodeCount }
    }
    failure.reasons = counts.sorted { $0.key < $1.key }.map {
      FitFailure.Reason(text: $0.key, nodeCount: $0.value)
    }
    return failure
  }

  private mutating func update(
    _ pod: PodContext, _ nodes: borrowing NodeTable, _ filters: [any FilterPlugin]
  ) {
    let end = nodes.changes.end
    let missing = nodes.count - causeOfNode.count
    causeOfNode.append(contentsOf: repeatElement(Self.none, count: missing))
    if position < nodes.changes.start || end - position > nodes.count {
      for node in nodes.indices { look(at: node, pod, nodes, filters) }
    } else {
      for change in nodes.changes.changes(from: position) {
        look(at: change.node, pod, nodes, filters)
      }
    }
    position = end
  }

  private mutating func look(
    at node: NodeIndex, _ pod: PodContext, _ nodes: borrowing NodeTable,
    _ filters: [any FilterPlugin]
  ) {
    let old = causeOfNode[node.position]
    if old != Self.none { causes[Int(old)].nodeCount -= 1 }
    causeOfNode[node.position] = Self.none
    guard nodes.isPresent[node] else { return }
    for filter in filters.indices {
      let verdict = filters[filter].verdict(pod, on: node, in: nodes, given: .actual)
      guard case .rejected(let reasons, let isResolvable) = verdict else { continue }
      let place = place(of: Cause(filter: filter, reasons: reasons, isResolvable: isResolvable))
      guard place < Int(Self.none) else { return }
      causes[place].nodeCount += 1
      causeOfNode[node.position] = UInt16(place)
      return
    }
  }

  private mutating func place(of cause: Cause) -> Int {
    let known = causes.firstIndex {
      $0.filter == cause.filter && $0.isResolvable == cause.isResolvable
        && $0.reasons == cause.reasons
    }
    if let known { return known }
    causes.append(cause)
    return causes.count - 1
  }
}
