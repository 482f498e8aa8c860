// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Brings a pod that is made again back to the node where its predecessor was.
///
/// A pod returns if its owner is of a kind in `ownerKinds` or its annotation `springtide.dev/sticky`
/// is `true`, and never if that is `false`. Each ordinal of a StatefulSet has a former node of its own;
/// pods of other workloads take any place that one of them left. The rules are ours; they stand for
/// platforms that bind the address of a pod to its host. With `Require` the pod waits as long as its
/// former node exists and has no room; the other filters check that room first.
struct StickyPlacement: ConfiguredPlugin, FilterPlugin, ScorePlugin {
  /// How strongly a pod is bound.
  enum Mode: String, CaseIterable, Sendable {
    case prefer = "Prefer"
    case require = "Require"
  }

  static let registeredName = "StickyPlacement"
  static let summary = "Brings a pod that is made again back to its former node."
  static let source = "the rules are ours"
  static let fields = [
    PluginField(
      "mode", "`Prefer` or `Require`", standard: "Prefer",
      "Whether the former node is only ranked first or the only one that is allowed."),
    PluginField(
      "ownerKinds", "list of kinds", standard: "[StatefulSet]",
      "The owners whose pods return without an annotation; `Deployment` means its ReplicaSets."),
  ]
  static let example = """
    - name: StickyPlacement
      args: {mode: Require, ownerKinds: [StatefulSet]}
    """
  static let reason = "node(s) weren't the former node of the pod"

  let wakers: SchedulingEvent = [.nodeAdded, .nodeDeleted, .assignedPodDeleted]
  let filterScope = FilterScope.cluster
  let scoreScope = ScoreScope.node
  var mode = Mode.prefer
  var ownerKinds = ["StatefulSet"]

  init() {}

  init(reading reader: ObjectReader) {
    Self.checkKeys(of: reader)
    mode = reader.oneOf("mode", as: Mode.self) ?? mode
    if reader.has("ownerKinds") { ownerKinds = reader.strings("ownerKinds") }
  }

  func prepare(_ pod: inout PodContext.Draft, in nodes: inout NodeTable) {
    guard isSticky(pod.template) else { return }
    pod.workload = nodes.workload(of: pod.index)
    nodes.rooms.remember(pod.workload)
  }

  private func isSticky(_ template: PodTemplate) -> Bool {
    guard let owner = template.owner else { return false }
    if let answer = template.hints.isSticky { return answer }
    if ownerKinds.contains(owner.kind) { return true }
    return owner.kind == "ReplicaSet" && ownerKinds.contains("Deployment")
  }

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    mode == .require && isSticky(pod.template)
  }

  func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>
  ) {
    guard nodes.rooms.vacancyTotal(of: pod.draft.workload) > 0 else { return }
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      rejected[position] = !nodes.rooms.hasVacancy(of: pod.draft.workload, on: node)
    }
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    guard filterApplies(to: pod, in: nodes),
      nodes.rooms.vacancyTotal(of: pod.draft.workload) > 0,
      !nodes.rooms.hasVacancy(of: pod.draft.workload, on: node)
    else { return .accepted }
    return .rejected(reasons: [Self.reason], isResolvable: false)
  }

  func describeForFilter(
    _ node: NodeIndex, for pod: PodContext, in nodes: borrowing NodeTable, into key: inout GroupKey
  ) {
    key.append(nodes.rooms.hasVacancy(of: pod.draft.workload, on: node) ? 1 : 0)
  }

  func scoreApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    mode == .prefer && isSticky(pod.template)
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      scores[position] = nodes.rooms.hasVacancy(of: pod.draft.workload, on: node) ? 100 : 0
    }
  }
}
