// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Spreads pods evenly over zones, hosts and other domains.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/plugins/podtopologyspread.
struct PodTopologySpread: FilterPlugin, ScorePlugin {
  let name = "PodTopologySpread"
  let filterScope = FilterScope.cluster
  let scoreScope = ScoreScope.cluster
  let wakers: SchedulingEvent = [
    .nodeAdded, .nodeDeleted, .nodeLabelsChanged, .nodeTaintsChanged, .assignedPodAdded,
    .assignedPodDeleted, .assignedPodLabelsChanged,
  ]
  /// The constraints of pods that have none of their own.
  let defaults: SpreadDefaults

  init(defaults: SpreadDefaults = .system) {
    self.defaults = defaults
  }

  func prepare(_ pod: inout PodContext.Draft, in nodes: inout NodeTable) {
    let compiler = SpreadCompiler(template: pod.template, defaults: defaults)
    pod.spreadFilter = compiler.constraints(.doNotSchedule, in: &nodes)
    pod.spreadScore = compiler.constraints(.scheduleAnyway, in: &nodes)
  }

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    !pod.draft.spreadFilter.constraints.isEmpty
  }

  func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>
  ) {
    for constraint in pod.draft.spreadFilter.constraints {
      let counter = constraint.counter
      var least = nodes.counts[counter].minimum ?? Int(Int32.max)
      if nodes.counts[counter].domainCount < constraint.minDomains { least = 0 }
      let bound = constraint.maxSkew - constraint.selfCount + least
      for position in candidates.nodes.indices {
        let node = candidates.nodes[position]
        if nodes.counts.topology.domain(of: node, constraint.key) < 0
          || nodes.counts.count(counter, at: node) > bound
        {
          rejected[position] = true
        }
      }
    }
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    for constraint in pod.draft.spreadFilter.constraints {
      let domain = nodes.counts.topology.domain(of: node, constraint.key)
      if domain < 0 {
        return .rejected(
          reasons: [
            "node(s) didn't match pod topology spread constraints (missing required label)"
          ], isResolvable: false)
      }
      let counter = constraint.counter
      var least = nodes.counts[counter].minimum ?? Int(Int32.max)
      var count = Int(nodes.counts.count(counter, at: node))
      let change = change(constraint, pod, on: node, in: nodes, given)
      if change != 0 {
        count += change
        least = min(nodes.counts[counter].minimum(except: domain) ?? Int(Int32.max), count)
      }
      if nodes.counts[counter].domainCount < constraint.minDomains { least = 0 }
      if count + constraint.selfCount - least > constraint.maxSkew {
        return .rejected(
          reasons: ["node(s) didn't match pod topology spread constraints"], isResolvable: true)
      }
    }
    return .accepted
  }

  /// By how much a hypothesis changes the count of a node's domain.
  ///
  /// Unlike the count itself this takes terminating pods into account, and an empty selector, as
  /// updateWithPod in filtering.go does.
  private func change(
    _ constraint: SpreadConstraints.Constraint, _ pod: PodContext, on node: NodeIndex,
    in nodes: borrowing NodeTable, _ given: NodeHypothesis
  ) -> Int {
    guard let selector = constraint.selector,
      nodes.counts[constraint.counter].isMember[node.position]
    else { return 0 }
    var sum = 0
    for change in given.changes
    where nodes.templates[change.template].namespace == pod.template.namespace
      && selector.matches(nodes.templates[change.template].labels)
    {
      sum += change.count
    }
    return sum
  }

  func describeForFilter(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable, into key: inout GroupKey
  ) {
    for constraint in pod.draft.spreadFilter.constraints {
      nodes.counts.describe(node, constraint.key, constraint.counter, into: &key)
    }
  }
}
