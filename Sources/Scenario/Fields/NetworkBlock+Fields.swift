// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension NetworkBlock: ScenarioBlock {
  static let blank = NetworkBlock()

  static let fields: [Field<NetworkBlock>] = [
    Field(
      section: "addresses",
      [
        Field(
          "qps", \.addresses.qps, .number(0...1_000_000, unit: "requests/s"),
          .assumed("nodes that hold addresses in store; 0 means no limit"),
          "Addresses that the service gives per second to all new pods of the cluster."),
        Field(
          "burst", \.addresses.burst, .integer(0...1_000_000),
          .assumed("nodes that hold addresses in store"), "Addresses that it gives at once."),
        Field(
          "time", \.addressTime, .spread(),
          .assumed("nodes that hold addresses in store"),
          "Time from a request until the address works on the node of the pod."),
      ],
      "How new pods get addresses that no node holds in store, such as fixed ones on interfaces "
        + "of their own; pods that restart in place keep theirs.")
  ]

  static func check(_ block: inout NetworkBlock, at value: Value, _ reading: Reading) {
    guard block.addresses.qps > 0, block.addresses.burst < 1 else { return }
    let addresses = value["addresses"]
    reading.report(
      addresses?["burst"] ?? addresses ?? value, key: "addresses.burst", found: "found 0",
      expected: "at least 1, since qps sets a limit",
      hint: "with no burst no pod would ever get an address; qps: 0 means no limit")
  }
}
