// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension NodeAutoscalerBlock: ScenarioBlock {
  static let blank = NodeAutoscalerBlock()

  private static let flags = Presence.preset(
    DefaultSource(
      grade: .code, text: "kubernetes/autoscaler f7bb0c3 cluster-autoscaler/config/flags/flags.go"))

  static let fields: [Field<NodeAutoscalerBlock>] = [
    Field(
      "kind", .choice(Kind.allCases.map(\.rawValue), name: "node autoscaler"),
      .convention("the older of the two"),
      "What adds and removes nodes: the cluster autoscaler on pools with autoscaling, or Karpenter "
        + "on the NodePools of the manifests.",
      default: Kind.clusterAutoscaler.rawValue
    ) { text, block in block.kind = Kind(rawValue: text) ?? .clusterAutoscaler },
    Field("karpenter", block: \.karpenter, "The machines that Karpenter can buy."),
    Field(
      "scanInterval", \.scanInterval, .duration(.seconds(1), to: .hours(1)), flags,
      "How often the autoscaler looks."),
    Field(
      "expander", \.expander,
      .list(of: .choice(expanders, name: "expander"), count: 1...expanders.count), flags,
      "How a pool is chosen: each way narrows what the one before left, a draw ends it."),
    Field(
      "maxNodesPerScaleUp", \.maxNodesPerScaleUp, .integer(1...100_000), flags,
      "Nodes added at once."),
    Field(
      "maxNodesTotal", \.maxNodesTotal, .integer(0...1_000_000), flags,
      "Nodes of the cluster beyond which it does not grow; 0 for no bound."),
    Field(
      "maxNodeProvisionTime", \.maxNodeProvisionTime, .duration(.seconds(1), to: .hours(24)),
      flags, "How long nodes may take until an order counts as failed."),
    Field(
      "scaleDownEnabled", \.scaleDownEnabled, .flag, flags, "Whether nodes are removed."),
    Field(
      "scaleDownUtilizationThreshold", \.scaleDownUtilizationThreshold, .number(0...1), flags,
      "The share of CPU or memory asked for up to which a node may be removed."),
    Field(
      "scaleDownUnneededTime", \.scaleDownUnneededTime, .duration(to: .hours(24)), flags,
      "How long a node must have been unneeded."),
    Field(
      "scaleDownDelayAfterAdd", \.scaleDownDelayAfterAdd, .duration(to: .hours(24)), flags,
      "How long no node is removed after nodes were added."),
    Field(
      "maxDrainParallelism", \.maxDrainParallelism, .integer(1...1000), flags,
      "Nodes that are drained at once."),
    Field(
      "maxScaleDownParallelism", \.maxScaleDownParallelism, .integer(1...1000), flags,
      "Nodes that are removed at once."),
  ]

  static func check(
    _ block: inout NodeAutoscalerBlock, at value: Value, _ reading: Reading
  ) {
    if block.kind == .karpenter, value["karpenter"] == nil {
      reading.report(
        value, key: "karpenter", found: "required field is missing",
        hint: "Karpenter has to know what it can buy")
    } else if block.kind != .karpenter, let stray = value["karpenter"] {
      reading.report(
        stray, key: "karpenter", found: "found without kind: karpenter",
        expected: "kind: karpenter")
    }
  }
}
