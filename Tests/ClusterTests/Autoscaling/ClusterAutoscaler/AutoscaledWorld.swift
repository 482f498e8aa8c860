// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

@testable import Cluster

/// Nodes, pods and groups for the decisions of node autoscalers.
struct AutoscaledWorld: ~Copyable {
  var nodes = NodeTable()
  var scheduler = Scheduler()
  var autoscaler: ClusterAutoscaler
  var view = ClusterAutoscalerView(now: .zero, groups: [], members: [])
  var draws = RandomStream(seed: 1, name: "test")

  init(_ settings: ClusterAutoscalerSettings = ClusterAutoscalerSettings()) {
    autoscaler = ClusterAutoscaler(settings)
  }

  /// A node of some cores and four times as many gibibytes.
  static func node(_ name: String, cores: Int64 = 4, labels: LabelSet = [:]) -> Node {
    var node = Node()
    node.metadata.name = name
    node.metadata.labels = labels
    node.status.capacity = ResourceList([
      .init(name: "cpu", quantity: Quantity(cores)),
      .init(name: "memory", quantity: Quantity(cores * 4 << 30)),
      .init(name: "pods", quantity: Quantity(110)),
    ])
    return node
  }

  /// Adds a group whose nodes are all there.
  @discardableResult
  mutating func addGroup(
    _ name: String, cores: Int64 = 4, size: Int = 0, minSize: Int = 0, maxSize: Int = 100,
    price: Double = 0, labels: LabelSet = [:]
  ) -> Int {
    let place = view.groups.count
    var group = NodeGroupView(
      name: name, template: Self.node(name, cores: cores, labels: labels), minSize: minSize,
      maxSize: maxSize, targetSize: 0)
    group.pricePerHour = price
    view.groups.append(group)
    for _ in 0..<size { arrive(place) }
    return place
  }

  /// One more node of a group joins, beyond those that were asked for.
  mutating func arrive(_ group: Int) {
    let number = view.groups[group].targetSize
    var node = view.groups[group].template
    node.metadata.name = "\(view.groups[group].name)-\(number)"
    node.metadata.labels["kubernetes.io/hostname"] = node.metadata.name
    view.members.append(.init(node: nodes.add(node), group: group))
    view.groups[group].targetSize += 1
  }

  /// A class of pods of a ReplicaSet.
  mutating func template(
    _ name: String, cpuMillis: Int64 = 1000, _ change: (inout PodTemplateSpec) -> Void = { _ in }
  ) -> TemplateIndex {
    var container = Container()
    container.name = "app"
    container.resources.requests = ResourceList([
      .init(name: "cpu", quantity: Quantity(milli: cpuMillis)),
      .init(name: "memory", quantity: Quantity(64 << 20)),
    ])
    var template = PodTemplateSpec()
    template.metadata.labels = ["app": name]
    template.spec.containers = [container]
    change(&template)
    return nodes.templates.intern(
      template, namespace: "default", owner: .init(kind: "ReplicaSet", name: name))
  }

  /// Pods that wait since an hour before the start.
  mutating func wait(_ template: TemplateIndex, count: Int) {
    view.pending.append(
      PendingPodClass(template: template, count: count, oldestCreatedAt: .zero - .hours(1)))
  }

  mutating func scan(atSecond second: Int64) -> [ClusterAutoscaler.Action] {
    view.now = .zero + .seconds(second)
    return autoscaler.scan(view, nodes: nodes, scheduler: scheduler, draws: &draws)
  }

  /// Looks every ten seconds from one second to another and returns what was done, by second.
  mutating func scans(_ seconds: ClosedRange<Int64>) -> [Int64: [ClusterAutoscaler.Action]] {
    var all: [Int64: [ClusterAutoscaler.Action]] = [:]
    for second in stride(from: seconds.lowerBound, through: seconds.upperBound, by: 10) {
      let actions = scan(atSecond: second)
      if !actions.isEmpty { all[second] = actions }
    }
    return all
  }
}
