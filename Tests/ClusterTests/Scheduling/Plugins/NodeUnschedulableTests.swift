// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct NodeUnschedulableTests {
  @Test func `a cordoned node takes no pod`() {
    var world = World()
    world.add("a") { $0.spec.unschedulable = true }
    #expect(world.reasons(World.pod()) == ["node(s) were unschedulable": 1])
  }

  @Test func `a pod that tolerates the cordon is placed`() {
    var world = World()
    world.add("a") { $0.spec.unschedulable = true }
    let pod = World.pod { pod in
      var toleration = Toleration()
      toleration.key = "node.kubernetes.io/unschedulable"
      toleration.operator = .exists
      pod.spec.tolerations = [toleration]
    }
    #expect(world.place(pod) == "a")
  }

  @Test func `the end of a cordon opens the node also for known templates`() {
    var world = World()
    let node = world.add("a")
    #expect(world.place(World.pod()) == "a")
    world.nodes.setUnschedulable(true, of: node)
    #expect(world.place(World.pod()) == nil)
    world.nodes.setUnschedulable(false, of: node)
    #expect(world.place(World.pod()) == "a")
  }
}
