// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct ImageLocalityTests {
  private let mebibyte: Int64 = 1 << 20

  private func using(_ image: String) -> Pod {
    World.pod { $0.spec.containers[0].image = image }
  }

  @Test func `a node that has the image is preferred by the share of nodes that have it`() {
    var world = World()
    world.add("a") {
      $0.status.images = [.init(names: ["r.example:5000/app:latest"], sizeBytes: 1_000 << 20)]
    }
    world.add("b")
    // Half of the nodes have it: 500 MiB count, 100 * (500 - 23) / (1000 - 23).
    #expect(world.scores("ImageLocality", using("r.example:5000/app")) == ["a": 48, "b": 0])
    #expect(world.scores("ImageLocality", using("other:v1")) == ["a": 0, "b": 0])
  }

  @Test func `an image that comes to a node counts from then on`() {
    var world = World()
    world.add("a")
    let second = world.add("b")
    let pod = using("r.example/app:v1")
    #expect(world.place(pod) == "a")
    world.nodes.addImage("r.example/app:v1", sizeBytes: 2_000 * mebibyte, on: second)
    for _ in 0..<3 { #expect(world.place(pod) == "b") }
  }
}
