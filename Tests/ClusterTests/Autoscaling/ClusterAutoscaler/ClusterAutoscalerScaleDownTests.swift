// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Testing

@testable import Cluster

/// Removing nodes that are not needed.
struct ClusterAutoscalerScaleDownTests {
  @Test
  func `an empty node goes after ten minutes, ten at a time`() {
    var world = AutoscaledWorld()
    world.addGroup("a", size: 14, minSize: 1)
    #expect(world.scans(0...600).isEmpty)
    let actions = world.scan(atSecond: 610)
    #expect(actions == (0..<10).map { .delete(NodeIndex($0), drains: false) })
  }

  @Test
  func `the least size of a group stays`() {
    var world = AutoscaledWorld()
    world.addGroup("a", size: 4, minSize: 3)
    let done = world.scans(0...610)
    #expect(done[610]?.count == 1)
  }

  @Test
  func `a node in use beyond half stays`() {
    for (millis, goes) in [(2000, true), (2001, false)] as [(Int64, Bool)] {
      var world = AutoscaledWorld()
      world.addGroup("a", size: 1)
      // Room for the pod, in a group that can not shrink.
      world.addGroup("b", size: 1, minSize: 1)
      world.nodes.place(world.template("half", cpuMillis: millis), on: NodeIndex(0))
      #expect(world.scans(0...610).isEmpty == !goes, "\(millis)")
    }
  }

  @Test
  func `nodes with pods are drained one at a time when the pods fit elsewhere`() {
    var world = AutoscaledWorld()
    world.addGroup("a", size: 4)
    let small = world.template("small", cpuMillis: 1000)
    for member in world.view.members { world.nodes.place(small, on: member.node) }
    // One of the four can take all.
    let done = world.scans(0...610)
    #expect(done.count == 1)
    #expect(done[610] == [.delete(NodeIndex(0), drains: true)])
    #expect(world.autoscaler.unneeded.map(\.position) == [1, 2])
    world.view.members[0].isBeingDeleted = true
    world.view.drains = 1
    #expect(world.scan(atSecond: 620).isEmpty)
  }

  @Test(arguments: [
    PodDrainability.notReplicated, .system, .notSafeToEvict, .localStorage,
  ])
  func `a pod that can not be moved keeps its node`(reason: PodDrainability) {
    var world = AutoscaledWorld()
    world.addGroup("a", size: 2)
    let pod = world.template("pod", cpuMillis: 500)
    world.nodes.place(pod, on: world.view.members[0].node)
    world.view.drainability = [reason]
    let done = world.scans(0...610)
    #expect(done[610] == [.delete(NodeIndex(1), drains: false)])
    #expect(world.autoscaler.unneeded.isEmpty)
  }

  @Test
  func `a disruption budget holds a node until it allows the pods to go`() {
    var world = AutoscaledWorld()
    world.addGroup("a", size: 2)
    let pod = world.template("pod", cpuMillis: 500)
    for _ in 0..<2 { world.nodes.place(pod, on: world.view.members[0].node) }
    let large = world.template("large", cpuMillis: 2500)
    world.nodes.place(large, on: world.view.members[1].node)
    let selector = LabelSelector(matchLabels: ["app": "pod"])
    world.view.budgets = [
      DisruptionBudget(namespace: "default", selector: selector, disruptionsAllowed: 1)
    ]
    #expect(world.scans(0...610).isEmpty)
    world.view.budgets[0].disruptionsAllowed = 2
    // The node was found wanting and is looked at again after five minutes.
    #expect(world.scans(620...1500).count == 1)
  }

  @Test
  func `nothing goes within ten minutes of an order or three of a failure`() {
    var world = AutoscaledWorld()
    world.addGroup("a", size: 1, maxSize: 1)
    world.addGroup("b", cores: 8)
    _ = world.scans(0...300)
    world.wait(world.template("large", cpuMillis: 8000), count: 1)
    #expect(world.scan(atSecond: 310) == [.increase(group: 1, by: 1)])
    world.view.pending = []
    #expect(world.scans(320...900).isEmpty)
    world.view.failedDeletions = 1
    #expect(world.scan(atSecond: 910).isEmpty)
    world.view.failedDeletions = 0
    #expect(world.scans(920...1080).isEmpty)
    #expect(world.scan(atSecond: 1090) == [.delete(NodeIndex(0), drains: false)])
  }

  @Test
  func `what keeps a pod is judged in the order of the rules`() {
    func judge(
      _ annotations: [String: String] = [:], namespace: String = "default",
      owner: String? = "ReplicaSet", hasBudget: Bool = false, volumes: [Volume] = []
    ) -> PodDrainability {
      var metadata = ObjectMeta()
      for (key, value) in annotations { metadata.annotations[key] = value }
      var spec = PodSpec()
      spec.volumes = volumes
      return PodDrainability(
        metadata, spec, namespace: namespace, controllerKind: owner, hasBudget: hasBudget)
    }
    let safe = "cluster-autoscaler.kubernetes.io/safe-to-evict"
    let scratch = Volume(name: "scratch", source: .emptyDir)
    #expect(judge() == .movable)
    #expect(judge(owner: nil) == .notReplicated)
    #expect(judge([safe: "true"], owner: nil, volumes: [scratch]) == .safeToEvict)
    #expect(judge([safe: "false"]) == .notSafeToEvict)
    #expect(judge(namespace: "kube-system") == .system)
    #expect(judge(namespace: "kube-system", hasBudget: true) == .movable)
    #expect(judge(owner: "DaemonSet") == .ignored)
    #expect(judge(volumes: [scratch]) == .localStorage)
    let harmless = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes"
    #expect(judge([harmless: "scratch"], volumes: [scratch]) == .movable)
  }
}
