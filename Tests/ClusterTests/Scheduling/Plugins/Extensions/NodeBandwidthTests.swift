// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct NodeBandwidthTests {
  private typealias Agreement = ExtensionAgreement

  private func pod(_ annotations: LabelSet) -> Pod {
    World.pod { $0.metadata.annotations = annotations }
  }

  private let egress = "kubernetes.io/egress-bandwidth"

  @Test func `the sum of the pods stays within what a node offers`() {
    var world = World(Agreement.profile("NodeBandwidth", "{egress: 10G}"))
    world.add("a")
    #expect(world.place(pod([egress: "6G"])) == "a")
    #expect(world.reasons(pod([egress: "6G"])) == ["Insufficient egress bandwidth": 1])
    #expect(world.place(pod([egress: "4G"])) == "a")
    #expect(world.place(pod([egress: "1k"])) == nil)
    // Other directions and pods that ask for nothing are not concerned.
    #expect(world.place(pod(["kubernetes.io/ingress-bandwidth": "99G"])) == "a")
    #expect(world.place(pod([:])) == "a")
  }

  @Test func `what a node says of itself comes first, and all four kinds are checked`() {
    var world = World(Agreement.profile("NodeBandwidth", "{ingress: 1G, disk: 100M}"))
    world.add("a") { $0.metadata.annotations["springtide.dev/disk-bandwidth"] = "500M" }
    #expect(world.place(pod(["springtide.dev/disk-bandwidth": "400M"])) == "a")
    #expect(
      world.reasons(
        pod(["springtide.dev/disk-bandwidth": "200M", "kubernetes.io/ingress-bandwidth": "2G"]))
        == ["Insufficient disk bandwidth": 1, "Insufficient ingress bandwidth": 1])
  }

  @Test func `bandwidth is given back when a pod goes`() {
    var world = World(Agreement.profile("NodeBandwidth", "{egress: 10G}"))
    let node = world.add("a")
    world.place(pod([egress: "10G"]))
    world.nodes.remove(world.nodes.templates.intern(pod([egress: "10G"])), from: node)
    #expect(world.place(pod([egress: "10G"])) == "a")
  }

  @Test func `annotations that a kubelet would refuse count as absent`() {
    var world = World(Agreement.profile("NodeBandwidth", "{egress: 1M}"))
    world.add("a")
    for text in ["fast", "-5M", "2P", "999", "1e30", ""] {
      #expect(world.place(pod([egress: text])) == "a", "\(text)")
    }
    #expect(world.place(pod([egress: "1001k"])) == nil)
  }

  @Test func `without the plugin annotations change nothing`() {
    var world = World()
    world.add("a") { $0.metadata.annotations["springtide.dev/egress-bandwidth"] = "1M" }
    #expect(world.place(pod([egress: "1G"])) == "a")
  }

  @Test(arguments: 1...8)
  func `the index agrees with the scan`(seed: UInt64) {
    Agreement.check(
      Agreement.profile("NodeBandwidth", "{egress: 5G, disk: 1G}"), seed: seed,
      change: { pod, number in
        pod.metadata.annotations[egress] = "\(number)G"
        if number % 2 == 0 { pod.metadata.annotations["springtide.dev/disk-bandwidth"] = "300M" }
      })
  }

  @Test func `negative rates and unknown directions are refused`() {
    #expect(Agreement.read("NodeBandwidth", "{ingress: -1, outgress: 3}").1.count == 2)
  }
}
