// SPDX-License-Identifier: Apache-2.0

import Manifests

extension NodePoolBlock: ScenarioBlock {
  /// The most nodes of one pool.
  static let mostPoolNodes = 100_000
  /// The most nodes of a cluster.
  static let mostNodes = 200_000
  /// Pods of a node whose capacity does not say.
  static let defaultPods = 110

  static let blank = NodePoolBlock(name: "", count: 0, capacity: ResourceList())

  static let fields: [Field<NodePoolBlock>] = [
    Field(
      "name", \.name, .dnsLabel(atMost: 50).also(checkName), .required,
      "The name of the pool; its nodes are called NAME-0001, NAME-0002 and so on."),
    Field(
      "count", \.count, .integer(0...mostPoolNodes).also(checkCount), .required,
      "The number of nodes at time zero; 0 only with autoscaling."),
    Field(
      "zones", \.zones, .list(of: .labelValue, count: 0...100), .convention("nodes have no zone"),
      "The zones over which the nodes are dealt in turn."),
    Field(
      "price", optional: \.price, .number(0...1e6), absent: "the pool costs nothing",
      "The price of a node for an hour, in any currency."),
    Field(
      "autoscaling", .block(NodeAutoscalingBlock.self), .absent("the number of nodes stays"),
      "How the cluster autoscaler may change the number of nodes."
    ) { autoscaling, pool in pool.autoscaling = autoscaling },
    Field(section: "template", required: true, templateFields, "What each node is like."),
  ]

  private static let templateFields: [Field<NodePoolBlock>] = [
    Field(
      "labels", \.labels, .labels, .convention("no labels of its own"),
      "Labels of each node, besides its host name, zone and pool."),
    Field(
      "taints", \.taints, .list(of: .block(Taint.self), count: 0...100), .convention("no taints"),
      "Taints of each node."),
    Field(
      "capacity", \.capacity, .resources(isCapacity: true), .required, "What a node has."),
    Field(
      "allocatable", .resources(isCapacity: false),
      .absent("nodes offer all that they have"),
      "What a node offers to pods; resources that are not named are offered in full."
    ) { list, pool in pool.allocatable = list },
  ]

  @Sendable private static func checkName(_ name: String, _ value: Value, _ reading: Reading) {
    if reading.poolCounts[name] != nil {
      reading.report(value, found: "a second pool \"\(name)\"", expected: "unique names")
    }
    reading.poolCounts[name] = 0
    reading.lastPool = (name, reading.parentPath)
  }

  @Sendable private static func checkCount(_ count: Int, _ value: Value, _ reading: Reading) {
    if let pool = reading.lastPool, pool.path == reading.parentPath {
      reading.poolCounts[pool.name] = count
    }
    let wasTooMany = reading.nodeCount > mostNodes
    reading.nodeCount += count
    if reading.nodeCount > mostNodes, !wasTooMany {
      reading.report(
        value, found: "\(reading.nodeCount) nodes in all pools up to this one",
        expected: "at most \(mostNodes)")
    }
  }

  static func check(_ block: inout NodePoolBlock, at value: Value, _ reading: Reading) {
    if block.capacity["pods"] == nil { block.capacity["pods"] = Quantity(Int64(defaultPods)) }
    var offered = block.capacity
    for item in block.allocatable.items {
      let path = "template.allocatable.\(item.name)"
      let place = value["template"]?["allocatable"]?[item.name] ?? value
      guard let whole = block.capacity[item.name] else {
        reading.report(
          place, key: path, found: "\(item.name) is not part of the capacity",
          expected: "one of \(block.capacity.items.map(\.name).joined(separator: ", "))")
        continue
      }
      if item.quantity > whole {
        reading.report(
          place, key: path, found: "found \(item.quantity)",
          expected: "at most the capacity of \(whole)")
      }
      offered[item.name] = item.quantity
    }
    block.allocatable = offered
    checkZones(block, value, reading)
    checkBounds(block, value, reading)
  }

  private static func checkBounds(_ block: NodePoolBlock, _ value: Value, _ reading: Reading) {
    guard let count = value["count"], case .number = count.kind else { return }
    guard let autoscaling = block.autoscaling else {
      if block.count == 0, count.scalarText(as: .integer) == "0" {
        reading.report(
          count, key: "count", found: "found 0",
          expected: "an integer from 1 to \(mostPoolNodes)",
          hint: "a pool with autoscaling may be empty at time zero")
      }
      return
    }
    let wasTooMany = reading.nodeCount > mostNodes
    reading.nodeCount += max(0, autoscaling.maxSize - block.count)
    if reading.nodeCount > mostNodes, !wasTooMany {
      reading.report(
        value["autoscaling"]?["max"] ?? value, key: "autoscaling.max",
        found: "up to \(reading.nodeCount) nodes in all pools up to this one",
        expected: "at most \(mostNodes)")
    }
    if autoscaling.maxSize > 0, block.count > autoscaling.maxSize {
      reading.report(
        count, key: "count", found: "found \(block.count)",
        expected: "at most autoscaling.max, which is \(autoscaling.maxSize)")
    }
    if let stock = autoscaling.provisioning.stock, stock < block.count {
      reading.report(
        value["autoscaling"]?["provisioning"]?["stock"] ?? value,
        key: "autoscaling.provisioning.stock", found: "found \(stock)",
        expected: "at least the count of \(block.count)")
    }
  }

  private static func checkZones(_ block: NodePoolBlock, _ value: Value, _ reading: Reading) {
    for (index, zone) in block.zones.enumerated() {
      let place = value["zones"]?.items?[index] ?? value
      if block.zones[..<index].contains(zone) {
        reading.report(
          place, key: "zones[\(index)]", found: "zone \"\(zone)\" again", expected: "unique zones")
      } else if zone.isEmpty {
        reading.report(place, key: "zones[\(index)]", found: "an empty zone", expected: "a name")
      }
    }
    let label = Node.zoneLabel
    if !block.zones.isEmpty, block.labels[label] != nil {
      reading.report(
        value["template"]?["labels"]?[label] ?? value, key: "template.labels.\(label)",
        found: "a zone in labels and in zones", expected: "only one of them")
    }
  }
}
