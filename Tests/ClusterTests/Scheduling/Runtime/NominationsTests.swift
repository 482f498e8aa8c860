// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Testing

@testable import Cluster

/// Nodes that are set aside for pods.
@Suite struct NominationsTests {
  private static func pod(_ app: String, cpuMillis: Int64, priority: Int32) -> Pod {
    World.pod(["app": app], cpuMillis: cpuMillis) { $0.spec.priority = priority }
  }

  @Test func `a pod has one node and a node has its pods in order`() {
    var world = World()
    for name in ["a", "b"] { world.add(name) }
    let template = world.nodes.templates.intern(Self.pod("x", cpuMillis: 100, priority: 5))
    let (first, second) = (NodeIndex(0), NodeIndex(1))
    for key in [UInt64(3), 1, 2] {
      world.scheduler.nominate(key, template: template, to: first, in: world.nodes)
    }
    world.scheduler.nominate(1, template: template, to: second, in: world.nodes)
    #expect(world.scheduler.nominations.nominations(to: first).map(\.key) == [3, 2])
    #expect(world.scheduler.nominations.nominations(to: second).map(\.key) == [1])
    #expect(world.scheduler.nominations.all.map(\.key) == [3, 2, 1])
    world.scheduler.endNomination(of: 3)
    #expect(world.scheduler.nominations.node(for: 3).isNone)
    #expect(world.scheduler.nominations.nominations(to: first).map(\.key) == [2])
  }

  @Test func `the nominated node is taken though another one scores higher`() {
    var world = World()
    for name in ["a", "b"] { world.add(name) }
    world.bind(Self.pod("y", cpuMillis: 2_000, priority: 0), to: "b")
    let template = world.nodes.templates.intern(Self.pod("x", cpuMillis: 500, priority: 5))
    let free = world.scheduler.place(template, in: &world.nodes)
    #expect(free.node == NodeIndex(0))
    world.scheduler.nominate(7, template: template, to: NodeIndex(1), in: world.nodes)
    let node = world.scheduler.fittingNomination(of: 7, template: template, in: &world.nodes)
    #expect(node == NodeIndex(1))
    let other = world.scheduler.fittingNomination(of: 8, template: template, in: &world.nodes)
    #expect(other.isNone)
  }

  @Test func `a nominated node does not fit beside a more important nominated pod`() {
    var world = World()
    world.add("a")
    let low = world.nodes.templates.intern(Self.pod("x", cpuMillis: 3_000, priority: 5))
    let high = world.nodes.templates.intern(Self.pod("y", cpuMillis: 3_000, priority: 9))
    world.scheduler.nominate(1, template: low, to: NodeIndex(0), in: world.nodes)
    world.scheduler.nominate(2, template: high, to: NodeIndex(0), in: world.nodes)
    let lowNode = world.scheduler.fittingNomination(of: 1, template: low, in: &world.nodes)
    let highNode = world.scheduler.fittingNomination(of: 2, template: high, in: &world.nodes)
    #expect(lowNode.isNone)
    #expect(highNode == NodeIndex(0))
  }

  @Test func `reasons of a hopeless preemption are counted over all nodes`() {
    var reasons = PreemptionReasons(nodeCount: 5)
    #expect(reasons.isEmpty)
    reasons.add([PreemptionReasons.noVictims])
    reasons.add(["Insufficient cpu", "Insufficient memory"])
    reasons.add([PreemptionReasons.noVictims])
    #expect(
      reasons.message == """
        0/5 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, \
        2 No preemption victims found for incoming pod, \
        2 Preemption is not helpful for scheduling.
        """)
  }
}
