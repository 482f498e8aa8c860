// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct StickyPlacementTests {
  private typealias Agreement = ExtensionAgreement

  /// A pod of a StatefulSet with an ordinal.
  private func member(_ ordinal: Int, cpuMillis: Int64 = 100) -> Pod {
    World.pod(cpuMillis: cpuMillis) { pod in
      Agreement.own(&pod, "StatefulSet", "db")
      pod.metadata.labels["statefulset.kubernetes.io/pod-name"] = "db-\(ordinal)"
    }
  }

  private func world(_ arguments: String) -> SchedulingWorld {
    var world = World(Agreement.profile("StickyPlacement", arguments))
    for name in ["a", "b", "c"] { world.add(name) }
    return world
  }

  private func name(_ world: borrowing SchedulingWorld, _ name: String) -> NodeIndex {
    for node in world.nodes.indices where world.nodes.names[node] == name { return node }
    return .none
  }

  /// Lets the pod be known, be on a node, and leave.
  private func leave(_ pod: Pod, _ node: String, _ world: inout SchedulingWorld) {
    let template = world.nodes.templates.intern(pod)
    _ = world.scheduler.place(template, in: &world.nodes)
    world.bind(pod, to: node)
    world.nodes.remove(template, from: name(world, node))
  }

  @Test func `an ordinal returns to its former node and not to that of another`() {
    for mode in ["Prefer", "Require"] {
      var world = world("{mode: \(mode)}")
      leave(member(0), "c", &world)
      leave(member(1), "b", &world)
      #expect(world.place(member(0)) == "c", "\(mode)")
      #expect(world.place(member(1)) == "b", "\(mode)")
    }
  }

  @Test func `a full former node is waited for or given up, as the mode says`() {
    for (mode, node) in [("Prefer", String?.some("a")), ("Require", nil)] {
      var world = world("{mode: \(mode)}")
      leave(member(0), "c", &world)
      world.bind(World.pod(cpuMillis: 4_000), to: "c")
      world.bind(World.pod(cpuMillis: 50), to: "b")
      #expect(world.place(member(0)) == node, "\(mode)")
    }
  }

  @Test func `the reasons name the full node and the foreign ones`() {
    var world = world("{mode: Require}")
    leave(member(0), "c", &world)
    world.bind(World.pod(cpuMillis: 4_000), to: "c")
    #expect(
      world.reasons(member(0))
        == ["Insufficient cpu": 1, "node(s) weren't the former node of the pod": 2])
  }

  @Test func `a former node that is removed binds no longer`() {
    var world = world("{mode: Require}")
    leave(member(0), "c", &world)
    world.nodes.remove(name(world, "c"))
    #expect(world.place(member(0)) == "a")
  }

  @Test func `pods of a Deployment return to any place of theirs if the annotation says so`() {
    func pod(_ hash: String, _ sticky: String?) -> Pod {
      World.pod { pod in
        Agreement.own(&pod, "ReplicaSet", "web", hash: hash)
        if let sticky { pod.metadata.annotations["springtide.dev/sticky"] = sticky }
      }
    }
    for (sticky, node) in [("true", "b"), ("false", "a"), (nil, "a")] {
      var world = world("{mode: Require}")
      leave(pod("1", sticky), "b", &world)
      // The new template of an update is of the same workload.
      #expect(world.place(pod("2", sticky)) == node)
      // The place is taken now, so that the next pod is free.
      #expect(world.place(pod("2", sticky)) != nil)
    }
    var byKind = world("{mode: Require, ownerKinds: [Deployment]}")
    leave(pod("1", nil), "b", &byKind)
    #expect(byKind.place(pod("2", nil)) == "b")
  }

  @Test(arguments: 1...10)
  func `the index agrees with the scan`(seed: UInt64) {
    let mode = seed % 3 == 0 ? "Prefer" : "Require"
    Agreement.check(
      Agreement.profile("StickyPlacement", "{mode: \(mode)}"), seed: seed,
      change: { pod, number in
        Agreement.own(&pod, "StatefulSet", "db\(number / 2)")
        if number % 3 == 0 { pod.metadata.annotations["springtide.dev/sticky"] = "false" }
      })
  }

  @Test func `an unknown mode is refused with the right one`() {
    let faults = Agreement.read("StickyPlacement", "{mode: Requires, kinds: []}").1
    #expect(faults.count == 2)
    #expect(faults.contains { $0.contains("Require") })
  }
}
