// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Pods that may go to one node alone, as those of DaemonSets.
///
/// In Kubernetes each such pod has a node affinity of its own, which the plugin NodeAffinity turns
/// into the one node that is looked at (kubernetes v1.36
/// pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go, PreFilter). Here they share a
/// template, and the node comes with the question.
extension Scheduler {
  /// Puts a pod on its node if that takes it; what is set aside there for others counts.
  mutating func place(
    _ template: TemplateIndex, onlyOn node: NodeIndex, in nodes: inout NodeTable, nominee: UInt64?
  ) -> Placement {
    let pod = context(of: template, in: &nodes)
    guard nodes.isPresent[node] else {
      return .unschedulable(failure(pod, onlyOn: node, .accepted, in: nodes))
    }
    let given = nominations.hypothesis(
      on: node, priority: pod.template.priority, except: nominee, in: nodes)
    for hypothesis in given.isActual ? [given] : [given, .actual] {
      for filter in profile.filters {
        let verdict = filter.verdict(pod, on: node, in: nodes, given: hypothesis)
        guard verdict.isAccepted else {
          return .unschedulable(failure(pod, onlyOn: node, verdict, in: nodes, by: filter.name))
        }
      }
    }
    summary = PlacementSummary(feasibleCount: 1)
    return .node(node)
  }

  /// Why the node does not take the pod; the others are excluded by the affinity.
  private func failure(
    _ pod: PodContext, onlyOn node: NodeIndex, _ verdict: Verdict, in nodes: borrowing NodeTable,
    by plugin: String = ""
  ) -> FitFailure {
    var failure = FitFailure(
      nodeCount: nodes.presentCount, reasons: [], rejectors: [], resolvableCount: 0)
    var texts: [String] = []
    if case .rejected(let reasons, let isResolvable) = verdict {
      texts = reasons
      failure.resolvableCount = isResolvable ? 1 : 0
    }
    failure.reasons = texts.map { .init(text: $0, nodeCount: 1) }
    let others = nodes.presentCount - (nodes.isPresent[node] ? 1 : 0)
    if others > 0 {
      let text = "node(s) didn't satisfy plugin(s) [NodeAffinity]"
      failure.reasons.append(.init(text: text, nodeCount: others))
    }
    failure.reasons.sort { $0.text < $1.text }
    for place in profile.filters.indices
    where profile.filters[place].name == plugin || profile.filters[place].name == "NodeAffinity" {
      failure.rejectors.insert(PluginSet(place: place))
    }
    return failure
  }
}
