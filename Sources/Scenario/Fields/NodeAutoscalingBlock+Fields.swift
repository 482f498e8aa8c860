// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension NodeAutoscalingBlock: ScenarioBlock {
  static let blank = NodeAutoscalingBlock(minSize: 0, maxSize: 0)

  static let fields: [Field<NodeAutoscalingBlock>] = [
    Field(
      "min", \.minSize, .integer(0...NodePoolBlock.mostPoolNodes),
      .convention("a pool may be emptied"), "The least number of nodes."),
    Field(
      "max", \.maxSize, .integer(1...NodePoolBlock.mostPoolNodes), .required,
      "The greatest number of nodes."),
    Field(
      "priority", optional: \.priority, .integer(0...1_000_000),
      absent: "the priority expander prefers every pool that has one",
      "The rank for the priority expander; the highest is taken first."),
    Field(
      "provisioning", block: \.provisioning, fields: provisioningFields,
      "How the provider creates machines."),
  ]

  private static let provisioningFields: [Field<Provisioning>] = [
    Field(
      "time", \.time, .spread(to: .hours(6)),
      .weak("node start of 45 to 65 s on EKS, 3 to 4 minutes on GCE (cluster-autoscaler FAQ)"),
      "The time from the order to the ready node."),
    Field(
      "stock", optional: \.stock, .integer(0...NodePoolBlock.mostPoolNodes),
      absent: "the provider never runs out",
      "Machines that the provider has for this pool in all, with those of time zero."),
    Field(
      "failureRate", \.failureRatio, .share, .convention("no order fails"),
      "The share of orders that the provider can not fulfil."),
  ]

  static func check(_ block: inout NodeAutoscalingBlock, at value: Value, _ reading: Reading) {
    if block.maxSize > 0, block.minSize > block.maxSize {
      reading.report(
        value["min"] ?? value, key: "min", found: "found \(block.minSize)",
        expected: "at most the max of \(block.maxSize)")
    }
  }
}
