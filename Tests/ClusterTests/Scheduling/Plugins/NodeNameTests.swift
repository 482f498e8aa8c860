// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct NodeNameTests {
  @Test func `a template that names a node goes nowhere else`() {
    var world = World()
    world.add("a")
    world.add("b")
    let index = world.nodes.templates.intern(World.pod())
    var template = world.nodes.templates[index]
    template.nodeName = "b"
    let named = world.nodes.templates.intern(template)
    let placement = world.scheduler.place(named, in: &world.nodes)
    #expect(world.nodes.names[placement.node] == "b")
  }

  @Test func `a template that names an unknown node finds none`() {
    var world = World()
    world.add("a")
    let index = world.nodes.templates.intern(World.pod())
    var template = world.nodes.templates[index]
    template.nodeName = "z"
    let named = world.nodes.templates.intern(template)
    guard case .unschedulable(let failure) = world.scheduler.place(named, in: &world.nodes) else {
      Issue.record("the pod was placed")
      return
    }
    #expect(
      failure.message
        == "0/1 nodes are available: 1 node(s) didn't match the requested node name.")
  }
}
