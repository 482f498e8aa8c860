// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct NodeResourcesFitTests {
  @Test func `what is exactly left still fits`() {
    var world = World()
    world.add("a")
    #expect(world.place(World.pod(cpuMillis: 3_900)) == "a")
    #expect(world.place(World.pod(cpuMillis: 100)) == "a")
    #expect(world.reasons(World.pod(cpuMillis: 1)) == ["Insufficient cpu": 1])
    #expect(world.place(World.pod(cpuMillis: 0)) == "a")
  }

  @Test func `all lacking resources are told at once`() {
    var world = World()
    world.add("a") { $0.status.allocatable["pods"] = Quantity(0) }
    var pod = World.pod(cpuMillis: 5_000, mebibytes: 10_000)
    pod.spec.containers[0].resources.requests["example.com/fpga"] = Quantity(1)
    #expect(
      world.reasons(pod) == [
        "Too many pods": 1, "Insufficient cpu": 1, "Insufficient memory": 1,
        "Insufficient example.com/fpga": 1,
      ])
  }

  @Test func `sidecars add to what the containers ask for and others only count alone`() {
    var world = World()
    world.add("a")
    var sidecar = World.pod(cpuMillis: 500).spec.containers[0]
    sidecar.restartPolicy = .always
    let large = World.pod(cpuMillis: 3_000).spec.containers[0]
    let pod = World.pod(cpuMillis: 1_000) { $0.spec.initContainers = [sidecar, large] }
    world.place(pod)
    let node = world.nodes.indices.lowerBound
    // The init container runs beside the sidecar that was started before it.
    #expect(world.nodes.requested[node].cpuMillis == 3_500)
    let other = World.pod(cpuMillis: 1_000) { $0.spec.initContainers = [large, sidecar] }
    let index = world.nodes.templates.intern(other)
    #expect(world.nodes.templates[index].requests.cpuMillis == 3_000)
  }

  @Test func `an empty node scores best and requests that are not named count`() {
    var world = World()
    world.add("a")
    world.add("b")
    world.bind(World.pod(cpuMillis: 2_000, mebibytes: 4_096), to: "a")
    let silent = World.pod { $0.spec.containers[0].resources.requests = ResourceList() }
    // 100m of 4 CPU and 200 MiB of 8 GiB: (97 + 97) / 2 and (47 + 47) / 2.
    #expect(world.scores("NodeResourcesFit", silent) == ["a": 47, "b": 97])
  }

  @Test func `most allocated prefers the fuller node`() {
    var arguments = PluginArguments()
    arguments.scoringStrategy.kind = .mostAllocated
    var profile = SchedulerProfile()
    if let entry = PluginRegistry.entry("NodeResourcesFit") {
      let plugin = entry.make(arguments)
      profile.filters = [plugin.filter].compactMap { $0 }
      profile.scores = [plugin.score].compactMap { $0.map { .init(plugin: $0, weight: 1) } }
    }
    var world = World(profile)
    world.add("a")
    world.add("b")
    world.bind(World.pod(cpuMillis: 2_000, mebibytes: 4_096), to: "b")
    for _ in 0..<3 { #expect(world.place(World.pod()) == "b") }
  }
}
