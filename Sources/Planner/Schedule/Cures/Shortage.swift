// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel

/// What a node lacks to take a pod.
struct Shortage {
  /// One resource that is short.
  struct Item {
    let name: String
    /// Thousandths of a core for CPU, else whole units.
    let amount: Int64
    /// What the node has in all.
    let whole: Int64
    /// What the pod wants.
    let wanted: Int64
    /// The extended resource; none for those that every node has.
    var resource: ResourceIndex?
  }

  let node: NodeIndex
  private(set) var items: [Item] = []

  init(
    _ question: OneShotScheduling.Question, on node: NodeIndex, in nodes: borrowing NodeTable
  ) {
    self.node = node
    let template = nodes.templates[question.template]
    let (wanted, whole) = (template.requests, nodes.allocatable[node])
    let free = whole - nodes.requested[node]
    add("cpu", wanted.cpuMillis, free.cpuMillis, whole.cpuMillis)
    add("memory", wanted.memoryBytes, free.memoryBytes, whole.memoryBytes)
    add(
      "ephemeral-storage", wanted.ephemeralStorageBytes, free.ephemeralStorageBytes,
      whole.ephemeralStorageBytes)
    add("pods", wanted.podCount, free.podCount, whole.podCount)
    for request in template.extendedRequests {
      let whole = nodes.allocatable(request.resource, of: node)
      let free = whole - nodes.requested(request.resource, of: node)
      let name = nodes.templates.resourceNames[request.resource.position]
      add(name, request.amount, free, whole, request.resource)
    }
  }

  private mutating func add(
    _ name: String, _ wanted: Int64, _ free: Int64, _ whole: Int64,
    _ resource: ResourceIndex? = nil
  ) {
    guard wanted > 0, wanted > free else { return }
    items.append(
      Item(name: name, amount: wanted - free, whole: whole, wanted: wanted, resource: resource))
  }

  /// Whether other pods could make so much room.
  var isCurable: Bool { items.allSatisfy { $0.wanted <= $0.whole } }

  /// Whether the pod could ask for so much less; a place among the pods it always needs.
  var isLowerable: Bool { items.allSatisfy { $0.name != "pods" && $0.amount < $0.wanted } }

  /// The greatest part of the node that is short, in thousandths, rounded up.
  var share: Int64 {
    items.map { item in
      item.whole <= 0 ? 1_000_000 : Self.thousandths(item.amount, of: item.whole)
    }.max() ?? 0
  }

  private static func thousandths(_ amount: Int64, of whole: Int64) -> Int64 {
    let (product, overflow) = amount.multipliedReportingOverflow(by: 1000)
    return overflow ? 1_000_000 : min(1_000_000, (product + whole - 1) / whole)
  }

  /// The amounts as `kubectl` writes them.
  var text: String {
    items.map { item in
      if item.name == "pods" { return item.amount == 1 ? "1 pod slot" : "\(item.amount) pod slots" }
      return "\(ResourceText.amount(item.amount, of: item.name)) \(item.name)"
    }.joined(separator: " and ")
  }

  /// Takes what is short from what a pod wants.
  func subtract(from template: inout PodTemplate) {
    for item in items {
      switch item.name {
      case "cpu": template.requests.cpuMillis -= item.amount
      case "memory": template.requests.memoryBytes -= item.amount
      case "ephemeral-storage": template.requests.ephemeralStorageBytes -= item.amount
      default:
        for place in template.extendedRequests.indices
        where template.extendedRequests[place].resource == item.resource {
          template.extendedRequests[place].amount -= item.amount
        }
      }
    }
  }
}
