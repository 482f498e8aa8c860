// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

struct ResourceShapeTests {
  private typealias Agreement = ExtensionAgreement

  @Test func `the node with the pod's relation of free CPU to memory wins`() {
    var world = World(Agreement.profile("ResourceShape"))
    // Free: 4 CPU to 8 GiB; 2 CPU to 8 GiB; 4 CPU to 2 GiB.
    for name in ["even", "memory", "cpu"] { world.add(name) }
    world.bind(World.pod(cpuMillis: 2_000, mebibytes: 0), to: "memory")
    world.bind(World.pod(cpuMillis: 0, mebibytes: 6_144), to: "cpu")
    #expect(
      world.scores("ResourceShape", World.pod(cpuMillis: 500, mebibytes: 1_024))
        == ["even": 300, "memory": 150, "cpu": 75])
    #expect(
      world.scores("ResourceShape", World.pod(cpuMillis: 250, mebibytes: 1_024))
        == ["even": 150, "memory": 300, "cpu": 36])
  }

  @Test func `a pod that lacks a request is not ranked`() {
    var world = World(Agreement.profile("ResourceShape"))
    for name in ["a", "b"] { world.add(name) }
    #expect(world.scores("ResourceShape", World.pod(cpuMillis: 100, mebibytes: 0)).isEmpty)
    #expect(world.scores("ResourceShape", World.pod(cpuMillis: 0, mebibytes: 64)).isEmpty)
  }

  @Test(arguments: 1...8)
  func `the index agrees with the scan`(seed: UInt64) {
    Agreement.check(Agreement.profile("ResourceShape"), seed: seed)
  }

  @Test func `it takes no arguments`() {
    #expect(Agreement.read("ResourceShape", "{weight: 3}").1.count == 1)
  }
}
