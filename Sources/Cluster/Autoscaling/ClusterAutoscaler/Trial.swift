// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// A copy of the nodes in which pods are moved to see what fits.
struct Trial: ~Copyable {
  var nodes: NodeTable
  var scheduler: Scheduler
  /// Where the search for a place begins: behind the node of the last success.
  private var cursor = 0

  init(_ nodes: borrowing NodeTable, scheduler: Scheduler) {
    self.nodes = nodes.forked()
    self.scheduler = scheduler
  }

  /// Takes all pods away whose priority is below a bound.
  mutating func removeExpendable(below cutoff: Int32) {
    let expendable = nodes.templates.indices.filter { nodes.templates[$0].priority < cutoff }
    guard !expendable.isEmpty else { return }
    for node in nodes.indices where nodes.isPresent[node] {
      for group in nodes.pods[node] where expendable.contains(group.template) {
        for _ in 0..<group.count { takeAway(group.template, from: node) }
      }
    }
  }

  /// Adds nodes like a template; their names are unique.
  mutating func add(_ template: Node, count: Int) {
    for _ in 0..<count {
      var node = template
      node.metadata.name = "\(template.metadata.name)-upcoming-\(nodes.count)"
      node.metadata.labels["kubernetes.io/hostname"] = node.metadata.name
      nodes.add(node)
    }
  }

  mutating func context(of template: TemplateIndex) -> PodContext {
    scheduler.context(of: template, in: &nodes)
  }

  func accepts(_ pod: PodContext, on node: NodeIndex) -> Bool {
    scheduler.accepts(pod, on: node, in: nodes, given: .actual)
  }

  /// Puts a pod on the first node that takes it and that is allowed, going round.
  mutating func place(
    _ pod: PodContext, where isAllowed: (NodeIndex) -> Bool = { _ in true }
  ) -> NodeIndex? {
    let count = nodes.count
    for step in 0..<count {
      let position = cursor + step < count ? cursor + step : cursor + step - count
      let node = NodeIndex(position)
      guard nodes.isPresent[node], isAllowed(node), accepts(pod, on: node) else { continue }
      nodes.place(pod.index, on: node)
      cursor = position
      return node
    }
    return nil
  }

  /// Takes a pod of a template from a node, whether it is terminating or not.
  mutating func takeAway(_ template: TemplateIndex, from node: NodeIndex) {
    guard let group = nodes.pods[node].first(where: { $0.template == template }) else { return }
    if group.count > group.terminatingCount {
      nodes.remove(template, from: node)
    } else {
      nodes.removeTerminating(template, from: node)
    }
  }
}
