// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension KarpenterBlock: ScenarioBlock {
  /// The most kinds of machines.
  static let mostTypes = 2000

  static let blank = KarpenterBlock()

  private static let options = Presence.preset(
    DefaultSource(
      grade: .code, text: "kubernetes-sigs/karpenter pkg/operator/options/options.go"))

  static let fields: [Field<KarpenterBlock>] = [
    Field(
      "batchIdleDuration", \.batchIdleDuration, .duration(.milliseconds(1), to: .minutes(10)),
      options, "How long no pod must come until a batch ends."),
    Field(
      "batchMaxDuration", \.batchMaxDuration, .duration(.milliseconds(1), to: .hours(1)), options,
      "How old a batch may grow."),
    Field(
      "launch", \.launch, .spread(to: .hours(1)), .assumed("a call to the provider's API"),
      "The time from the order to the machine."),
    Field(
      "registration", \.registration, .spread(to: .hours(1)),
      .weak("nodes on EKS are typically ready in less than 60 s"),
      "The time from the machine to its node."),
    Field(
      "initialization", \.initialization, .spread(to: .hours(1)),
      .assumed("network plugin and device plugins start"),
      "The time from the node to its readiness."),
    Field(
      "failureRate", \.failureRatio, .share, .convention("no order fails"),
      "The share of orders that the provider can not fulfil."),
    Field(
      "instanceTypes", .list(of: .block(InstanceType.self), count: 1...mostTypes),
      .absent("the catalogue names them"), "The machines that can be bought."
    ) { types, block in block.instanceTypes += types },
    Field(
      "catalogue", .instanceCatalogue, .absent("instanceTypes names the machines"),
      "A JSON file of machines as kwok's provider of Karpenter has it, relative to the scenario."
    ) { types, block in block.instanceTypes += types },
  ]

  static func check(_ block: inout KarpenterBlock, at value: Value, _ reading: Reading) {
    if block.instanceTypes.isEmpty {
      reading.report(
        value, key: "instanceTypes", found: "no machines to buy",
        expected: "instanceTypes or a catalogue")
    }
    var names: Set<String> = []
    for type in block.instanceTypes where !names.insert(type.name).inserted {
      reading.report(
        value["instanceTypes"] ?? value, key: "instanceTypes",
        found: "a second instance type \"\(type.name)\"", expected: "unique names")
    }
  }
}

extension KarpenterBlock.InstanceType: ScenarioBlock {
  static let blank = KarpenterBlock.InstanceType()

  static let fields: [Field<KarpenterBlock.InstanceType>] = [
    Field(
      "name", \.name, .dnsLabel(atMost: 50), .required,
      "The name, which nodes carry as node.kubernetes.io/instance-type."),
    Field(
      "capacity", \.capacity, .resources(isCapacity: true), .required, "What a machine has."),
    Field("price", \.price, .number(0...1e6), .required, "The price for an hour on demand."),
    Field(
      "spotPrice", optional: \.spotPrice, .number(0...1e6), absent: "there is no spot machine",
      "The price for an hour as long as the provider does not take the machine back."),
    Field(
      "zones", \.zones, .list(of: .labelValue, count: 0...100), .convention("nodes have no zone"),
      "The zones in which it is to be had."),
    Field(
      "labels", \.labels, .labels, .convention("no labels of its own"),
      "Labels of each machine, besides those of its name, zone and way to pay."),
  ]

  static func check(
    _ block: inout KarpenterBlock.InstanceType, at value: Value, _ reading: Reading
  ) {
    if block.capacity["pods"] == nil {
      block.capacity["pods"] = Quantity(Int64(NodePoolBlock.defaultPods))
    }
    let zones: [String?] = block.zones.isEmpty ? [nil] : block.zones.map { $0 }
    for zone in zones {
      block.offerings.append(
        Offering(zone: zone, isSpot: false, pricePerHour: block.price))
      if let spot = block.spotPrice {
        block.offerings.append(Offering(zone: zone, isSpot: true, pricePerHour: spot))
      }
    }
  }
}
