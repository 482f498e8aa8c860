// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct NodePortsTests {
  private func pod(
    port: Int32, ip: String = "", transport: ContainerPort.TransportProtocol = .tcp
  ) -> Pod {
    World.pod { pod in
      var taken = ContainerPort()
      taken.containerPort = port
      taken.hostPort = port
      taken.hostIP = ip
      taken.protocol = transport
      pod.spec.containers[0].ports = [taken]
    }
  }

  @Test func `one port of one protocol is taken once on a node`() {
    var world = World()
    world.add("a")
    #expect(world.place(pod(port: 80)) == "a")
    #expect(
      world.reasons(pod(port: 80))
        == ["node(s) didn't have free ports for the requested pod ports": 1])
    #expect(world.place(pod(port: 80, transport: .udp)) == "a")
    #expect(world.place(pod(port: 81)) == "a")
  }

  @Test func `the wildcard address conflicts with every other`() {
    var world = World()
    world.add("a")
    #expect(world.place(pod(port: 80, ip: "10.0.0.1")) == "a")
    #expect(world.place(pod(port: 80, ip: "10.0.0.2")) == "a")
    #expect(world.place(pod(port: 80, ip: "0.0.0.0")) == nil)
    #expect(world.place(pod(port: 80)) == nil)
  }

  @Test func `a port is free again when its pod goes`() {
    var world = World()
    let node = world.add("a")
    let template = world.nodes.templates.intern(pod(port: 80))
    world.place(pod(port: 80))
    world.place(pod(port: 80))
    world.nodes.remove(template, from: node)
    #expect(world.place(pod(port: 80)) == "a")
  }
}
