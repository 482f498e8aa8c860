// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct NodeResourcesBalancedAllocationTests {
  private let name = "NodeResourcesBalancedAllocation"

  @Test func `an unchanged balance gives 75`() {
    var world = World()
    world.add("a")
    world.add("b") { $0.status.allocatable["cpu"] = Quantity(8) }
    // Half of each resource of a; of b a quarter of the CPU and half of the memory.
    let pod = World.pod(cpuMillis: 2_000, mebibytes: 4_096)
    // b: 50 + (50 + 87 - 100) / 2.
    #expect(world.scores(name, pod) == ["a": 75, "b": 68])
  }

  @Test func `a pod that evens out what is there scores more`() {
    var world = World()
    world.add("a")
    world.add("b")
    world.bind(World.pod(cpuMillis: 2_000, mebibytes: 0), to: "a")
    let pod = World.pod(cpuMillis: 0, mebibytes: 4_096)
    // a goes from 75 to 100, b from 100 to 75.
    #expect(world.scores(name, pod) == ["a": 87, "b": 62])
  }

  @Test func `a pod without requests is not scored`() {
    var world = World()
    world.add("a")
    world.add("b")
    #expect(world.scores(name, World.pod(cpuMillis: 0, mebibytes: 0)).isEmpty)
  }
}
