// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// A small cluster with a scheduler, for tests.
struct SchedulingWorld: ~Copyable {
  var nodes = NodeTable()
  var scheduler: Scheduler
  var draws = RandomStream(seed: 1, name: "test")

  init(_ profile: SchedulerProfile = .standard, tieBreak: TieBreak = .smallestName) {
    scheduler = Scheduler(profile: profile, tieBreak: tieBreak)
  }

  /// Adds a node with 4 CPU, 8 GiB and room for 110 pods, unless changed.
  @discardableResult
  mutating func add(_ name: String, _ change: (inout Node) -> Void = { _ in }) -> NodeIndex {
    nodes.add(SchedulingWorld.node(name, change))
  }

  /// Decides about a pod and puts it on its node, if there is one.
  @discardableResult
  mutating func place(_ pod: Pod) -> String? {
    let template = nodes.templates.intern(pod)
    guard case .node(let node) = scheduler.place(template, in: &nodes, draws: &draws) else {
      return nil
    }
    nodes.place(template, on: node)
    return nodes.names[node]
  }

  /// Puts a pod on a node without asking.
  mutating func bind(_ pod: Pod, to name: String) {
    for node in nodes.indices where nodes.names[node] == name {
      nodes.place(nodes.templates.intern(pod), on: node)
    }
  }

  /// The reasons why a pod finds no node, with the number of nodes for each.
  mutating func reasons(_ pod: Pod) -> [String: Int] {
    let template = nodes.templates.intern(pod)
    guard
      case .unschedulable(let failure) = scheduler.place(template, in: &nodes, draws: &draws)
    else { return [:] }
    var reasons: [String: Int] = [:]
    for reason in failure.reasons { reasons[reason.text] = reason.nodeCount }
    return reasons
  }

  /// The weighted scores that one plugin gives, by node; empty if it is left out.
  mutating func scores(_ plugin: String, _ pod: Pod) -> [String: Int64] {
    let detail = scheduler.explain(nodes.templates.intern(pod), in: &nodes)
    guard let scores = detail.scores.first(where: { $0.plugin == plugin }) else { return [:] }
    var byName: [String: Int64] = [:]
    for (node, score) in zip(detail.feasible, scores.scores) { byName[nodes.names[node]] = score }
    return byName
  }

  static func node(_ name: String, _ change: (inout Node) -> Void = { _ in }) -> Node {
    var node = Node()
    node.metadata.name = name
    node.metadata.labels = ["kubernetes.io/hostname": name]
    node.status.allocatable = resources(cpuMillis: 4_000, mebibytes: 8_192)
    node.status.allocatable["pods"] = Quantity(110)
    change(&node)
    return node
  }

  /// A pod with one container that asks for 100m and 100 MiB, unless changed.
  static func pod(
    _ labels: LabelSet = ["app": "a"], cpuMillis: Int64 = 100, mebibytes: Int64 = 100,
    _ change: (inout Pod) -> Void = { _ in }
  ) -> Pod {
    var pod = Pod()
    pod.metadata.labels = labels
    var container = Container()
    container.image = "registry.example/app:v1"
    container.resources.requests = resources(cpuMillis: cpuMillis, mebibytes: mebibytes)
    pod.spec.containers = [container]
    change(&pod)
    return pod
  }

  static func resources(cpuMillis: Int64, mebibytes: Int64) -> ResourceList {
    ResourceList([
      .init(name: "cpu", quantity: Quantity(milli: cpuMillis)),
      .init(name: "memory", quantity: Quantity(mebibytes << 20)),
    ])
  }
}

typealias World = SchedulingWorld
