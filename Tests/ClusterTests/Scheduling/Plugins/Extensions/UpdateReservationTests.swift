// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct UpdateReservationTests {
  private typealias Agreement = ExtensionAgreement

  private func pod(_ name: String, hash: String, cpuMillis: Int64 = 3_000) -> Pod {
    World.pod(cpuMillis: cpuMillis) { Agreement.own(&$0, "ReplicaSet", name, hash: hash) }
  }

  private func world() -> SchedulingWorld {
    var world = World(Agreement.profile("UpdateReservation"))
    world.add("a")
    return world
  }

  @Test func `kept room is full for others and free for the new pods of the workload`() {
    var world = world()
    let old = world.nodes.templates.intern(pod("web", hash: "1"))
    _ = world.nodes.reserveRoom(of: old, on: NodeIndex(0))
    #expect(
      world.reasons(pod("batch", hash: "7"))
        == ["node(s) kept their room for an update": 1])
    #expect(world.place(World.pod(cpuMillis: 1_001)) == nil)
    #expect(world.place(pod("web", hash: "2")) == "a")
    // The reservation ended with the pod that came: what is left is free for all.
    #expect(world.nodes.rooms.reservationCount == 0)
    #expect(world.place(World.pod(cpuMillis: 1_000)) == "a")
  }

  @Test func `another namespace has another workload`() {
    var world = world()
    _ = world.nodes.reserveRoom(
      of: world.nodes.templates.intern(pod("web", hash: "1")), on: NodeIndex(0))
    var foreign = pod("web", hash: "2")
    foreign.metadata.namespace = "other"
    #expect(world.place(foreign) == nil)
  }

  @Test func `room is free again when it is released`() {
    var world = world()
    let old = world.nodes.templates.intern(pod("web", hash: "1"))
    let id = world.nodes.reserveRoom(of: old, on: NodeIndex(0))
    #expect(world.place(World.pod(cpuMillis: 2_000)) == nil)
    #expect(id.map { world.nodes.releaseRoom($0, on: NodeIndex(0)) } == true)
    #expect(id.map { world.nodes.releaseRoom($0, on: NodeIndex(0)) } == false)
    #expect(world.place(World.pod(cpuMillis: 2_000)) == "a")
  }

  @Test func `all rooms of a workload are released together`() {
    var world = world()
    world.add("b")
    let old = world.nodes.templates.intern(pod("web", hash: "1"))
    let other = world.nodes.templates.intern(pod("api", hash: "1", cpuMillis: 500))
    for node in [0, 1, 1] { _ = world.nodes.reserveRoom(of: old, on: NodeIndex(node)) }
    _ = world.nodes.reserveRoom(of: other, on: NodeIndex(1))
    let new = world.nodes.templates.intern(pod("web", hash: "2"))
    #expect(world.nodes.releaseRooms(ofWorkloadWith: new) == 3)
    #expect(world.nodes.rooms.reservationCount == 1)
    world.nodes.remove(NodeIndex(1))
    #expect(world.nodes.rooms.reservationCount == 0)
  }

  @Test func `a pod of the workload prefers the node that keeps its room`() {
    var world = world()
    world.add("b")
    world.bind(World.pod(cpuMillis: 500), to: "b")
    _ = world.nodes.reserveRoom(
      of: world.nodes.templates.intern(pod("web", hash: "1")), on: NodeIndex(1))
    #expect(
      world.scores("UpdateReservation", pod("web", hash: "2")) == ["a": 0, "b": 300])
  }

  @Test func `a pod without an owner leaves no room behind`() {
    var world = world()
    let lone = world.nodes.templates.intern(World.pod())
    #expect(world.nodes.reserveRoom(of: lone, on: NodeIndex(0)) == nil)
  }

  @Test(arguments: 1...10)
  func `the index agrees with the scan`(seed: UInt64) {
    var kept: [(id: UInt32, node: NodeIndex)] = []
    Agreement.check(
      Agreement.profile("UpdateReservation"), seed: seed,
      change: { pod, number in
        Agreement.own(&pod, "ReplicaSet", "w\(number % 3)", hash: "\(number)")
      },
      disturb: { nodes, random, _ in
        let node = NodeIndex(random.draws.next(below: nodes.count))
        let template = TemplateIndex(random.draws.next(below: nodes.templates.count))
        if random.chance(30), let id = nodes.reserveRoom(of: template, on: node) {
          kept.append((id, node))
        }
        if !kept.isEmpty, random.chance(30) {
          let last = kept.removeLast()
          _ = nodes.releaseRoom(last.id, on: last.node)
        }
      })
  }

  @Test func `a timeout beyond a day is refused`() {
    #expect(Agreement.read("UpdateReservation", "{timeoutSeconds: 0}").1.count == 1)
    #expect(Agreement.read("UpdateReservation", "{timeoutSeconds: 86401}").1.count == 1)
    let faults = Agreement.read("UpdateReservation", "{timeout: 3}").1
    #expect(faults.count == 1 && faults[0].contains("timeoutSeconds"))
  }
}
