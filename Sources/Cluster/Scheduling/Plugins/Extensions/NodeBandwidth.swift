// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Keeps pods off nodes without enough bandwidth of network or disk left.
///
/// Pods ask with the annotations `kubernetes.io/ingress-bandwidth` and
/// `kubernetes.io/egress-bandwidth` (bits per second, kubernetes v1.36
/// pkg/util/bandwidth/utils.go) and ours `springtide.dev/disk-bandwidth` (bytes per second). Nodes
/// offer what their annotations `springtide.dev/ingress-bandwidth`, `egress-bandwidth` and
/// `disk-bandwidth` say, else what the arguments say, else any amount. That the sum on a node is
/// bounded is ours; Kubernetes shapes each pod and leaves the sum alone.
struct NodeBandwidth: ConfiguredPlugin, FilterPlugin {
  static let registeredName = "NodeBandwidth"
  static let summary = "Excludes nodes without enough bandwidth of network or disk."
  static let source =
    "annotations of pods: kubernetes v1.36 pkg/util/bandwidth/utils.go; the sum on a node is ours"
  static let fields = [
    PluginField(
      "ingress", "quantity, bits per second", standard: "no bound",
      "What a node offers into its pods, if it does not say."),
    PluginField(
      "egress", "quantity, bits per second", standard: "no bound",
      "What a node offers out of its pods, if it does not say."),
    PluginField(
      "disk", "quantity, bytes per second", standard: "no bound",
      "What the disks of a node offer, if it does not say."),
  ]
  static let example = """
    - name: NodeBandwidth
      args: {ingress: 10G, egress: 10G, disk: 500M}
    """

  let wakers: SchedulingEvent = [.nodeAdded, .assignedPodDeleted]
  let filterScope = FilterScope.node
  /// What nodes offer that do not say; `NodeBandwidthTable.unknown` for any amount.
  var standard = Bandwidth(
    ingress: NodeBandwidthTable.unknown, egress: NodeBandwidthTable.unknown,
    disk: NodeBandwidthTable.unknown)

  init() {}

  init(reading reader: ObjectReader) {
    Self.checkKeys(of: reader)
    standard.ingress = reader.amount("ingress")?.boundedValue ?? standard.ingress
    standard.egress = reader.amount("egress")?.boundedValue ?? standard.egress
    standard.disk = reader.amount("disk")?.boundedValue ?? standard.disk
  }

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    !pod.template.hints.bandwidth.isZero
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    let wanted = pod.template.hints.bandwidth
    if wanted.isZero { return .accepted }
    let offered = nodes.bandwidth.offered(by: node)
    var taken = nodes.bandwidth.requested(of: node)
    for change in given.changes {
      taken.add(nodes.templates[change.template].hints.bandwidth, times: Int64(change.count))
    }
    var reasons: [String] = []
    var isResolvable = true
    func check(_ rate: KeyPath<Bandwidth, Int64>, _ name: String) {
      var whole = offered[keyPath: rate]
      if whole == NodeBandwidthTable.unknown { whole = standard[keyPath: rate] }
      guard whole != NodeBandwidthTable.unknown, wanted[keyPath: rate] > 0,
        wanted[keyPath: rate] > whole &- taken[keyPath: rate]
      else { return }
      reasons.append("Insufficient \(name) bandwidth")
      if wanted[keyPath: rate] > whole { isResolvable = false }
    }
    check(\.ingress, "ingress")
    check(\.egress, "egress")
    check(\.disk, "disk")
    return reasons.isEmpty ? .accepted : .rejected(reasons: reasons, isResolvable: isResolvable)
  }
}
