// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct GroupLimitTests {
  private typealias Agreement = ExtensionAgreement

  private let half = """
    {groupLabel: group, role: {role: master}, maxShare: 50%, shardLabel: shard}
    """

  private func pod(
    _ role: String, shard: String, group: String = "g", size: String? = nil
  ) -> Pod {
    World.pod(["group": group, "role": role, "shard": shard]) { pod in
      if let size { pod.metadata.annotations["springtide.dev/group-size"] = size }
    }
  }

  @Test func `one node holds at most half of the masters of a group`() {
    var world = World(Agreement.profile("GroupLimit", half))
    for name in ["a", "b"] { world.add(name) { $0.status.allocatable["cpu"] = Quantity(64) } }
    // Room is at "a" alone, so that only the limit keeps the pods away.
    world.nodes.setUnschedulable(true, of: NodeIndex(1))
    for shard in ["1", "2"] {
      #expect(world.place(pod("master", shard: shard, size: "5")) == "a")
    }
    #expect(
      world.reasons(pod("master", shard: "3", size: "5")) == [
        "node(s) held too large a share of the group": 1, "node(s) were unschedulable": 1,
      ])
    // Another group, and pods without the role, have room.
    #expect(world.place(pod("master", shard: "1", group: "h", size: "5")) == "a")
    #expect(world.place(pod("replica", shard: "9", size: "5")) == "a")
    world.nodes.setUnschedulable(false, of: NodeIndex(1))
    #expect(world.place(pod("master", shard: "3", size: "5")) == "b")
  }

  @Test func `without a stated size the members that exist are the group`() {
    var world = World(Agreement.profile("GroupLimit", half))
    world.add("a")
    // A group of one may stand anywhere; of two, half is one.
    #expect(world.place(pod("master", shard: "1")) == "a")
    #expect(world.place(pod("master", shard: "2")) == nil)
    world.add("b")
    #expect(world.place(pod("master", shard: "2")) == "b")
    // Of three, half is one still; of four, two.
    #expect(world.place(pod("master", shard: "3")) == nil)
    world.bind(pod("master", shard: "4"), to: "b")
    #expect(world.place(pod("master", shard: "5")) == "a")
  }

  @Test func `a replica is never where its master is`() {
    var world = World(Agreement.profile("GroupLimit", half))
    world.add("a")
    #expect(world.place(pod("master", shard: "1")) == "a")
    #expect(
      world.reasons(pod("replica", shard: "1"))
        == ["node(s) held another member of the shard": 1])
    #expect(world.place(pod("replica", shard: "2")) == "a")
    world.add("b")
    #expect(world.place(pod("replica", shard: "1")) == "b")
  }

  @Test func `a count and another domain are possible`() {
    var world = World(
      Agreement.profile("GroupLimit", "{groupLabel: group, maxShare: 2, topologyKey: zone}"))
    for name in ["a", "b"] { world.add(name) { $0.metadata.labels["zone"] = "x" } }
    world.add("keyless")
    let places = (0..<4).map { world.place(pod("m", shard: "\($0)")) }
    // Two in the zone; the node without the key is not limited.
    #expect(places.filter { $0 == "keyless" }.count >= 1)
    #expect(places.filter { $0 == "a" || $0 == "b" }.count <= 2)
    #expect(!places.contains(nil))
  }

  @Test(arguments: 1...12)
  func `the index agrees with the scan`(seed: UInt64) {
    let key = seed % 2 == 0 ? "kubernetes.io/hostname" : "topology.kubernetes.io/zone"
    Agreement.check(
      Agreement.profile(
        "GroupLimit",
        "{groupLabel: group, role: {role: m}, topologyKey: \(key), shardLabel: shard}"),
      seed: seed,
      change: { pod, number in
        pod.metadata.labels["group"] = "g\(number % 2)"
        pod.metadata.labels["role"] = number % 3 == 0 ? "r" : "m"
        if number % 4 == 0 { pod.metadata.labels["shard"] = "\(number)" }
        if number % 4 == 1 { pod.metadata.annotations["springtide.dev/group-size"] = "6" }
      })
  }

  @Test func `faulty arguments are refused`() {
    #expect(Agreement.read("GroupLimit", "{role: {a: b}}").1.count == 1)
    #expect(Agreement.read("GroupLimit", "{groupLabel: 'a b'}").1.count == 1)
    #expect(Agreement.read("GroupLimit", "{groupLabel: g, maxShare: 101%}").1.count == 1)
    #expect(Agreement.read("GroupLimit", "{groupLabel: g, maxShare: -1}").1.count == 1)
    let faults = Agreement.read("GroupLimit", "{groupLabel: g, maxshare: 1}").1
    #expect(faults.count == 1 && faults[0].contains("maxShare"))
  }
}
