// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct DynamicTests {
  private typealias Agreement = ExtensionAgreement

  private static func at(_ second: Int64) -> SimulationTime { .zero + .seconds(second) }

  private static func sample(_ cpuMillis: Int64, _ mebibytes: Int64 = 0) -> NodeUsageTable.Sample {
    var sample = NodeUsageTable.Sample()
    sample.cpuMillis = cpuMillis
    sample.memoryBytes = mebibytes << 20
    return sample
  }

  /// Nodes of 4 CPU and 8 GiB; the scheduler knows the plugin, so that load is followed.
  private func world(_ arguments: String = "{}", nodes: Int = 1) -> SchedulingWorld {
    var world = World(Agreement.profile("Dynamic", arguments))
    for number in 0..<nodes { world.add("n\(number)") }
    _ = world.scheduler.place(world.nodes.templates.intern(World.pod()), in: &world.nodes)
    return world
  }

  /// Measures the first node every 15 s in a span of seconds.
  private func measure(
    _ world: inout SchedulingWorld, from start: Int64, to end: Int64, cpuMillis: Int64
  ) {
    for second in stride(from: start, through: end, by: 15) {
      world.nodes.measure([Self.sample(cpuMillis)], at: Self.at(second))
    }
  }

  @Test func `the mean of five minutes closes a node, not a moment`() {
    var world = world()
    measure(&world, from: 15, to: 180, cpuMillis: 0)
    measure(&world, from: 195, to: 210, cpuMillis: 4_000)
    #expect(world.place(World.pod()) == "n0")
    measure(&world, from: 225, to: 540, cpuMillis: 4_000)
    #expect(world.reasons(World.pod()) == ["node(s) load cpu_usage_avg_5m is too high": 1])
    #expect(world.nodes.usage.load(of: NodeIndex(0))[.cpuAverage5m]?.value == 1)
  }

  @Test func `a metric is published once in its period and holds five minutes longer`() {
    var world = world("{predicate: [{name: cpu_usage_avg_5m, maxLimitPecent: 0.65}]}")
    measure(&world, from: 15, to: 15, cpuMillis: 4_000)
    #expect(world.place(World.pod()) == nil)
    measure(&world, from: 30, to: 165, cpuMillis: 0)
    #expect(world.nodes.usage.load(of: NodeIndex(0))[.cpuAverage5m]?.at == Self.at(15))
    #expect(world.place(World.pod()) == nil)
    // 3 min of the period and 5 min more after the first publication.
    world.nodes.measure([nil], at: Self.at(494))
    #expect(world.place(World.pod()) == nil)
    world.nodes.measure([nil], at: Self.at(495))
    #expect(world.place(World.pod()) == "n0")
  }

  @Test func `the greatest mean of an hour remembers a peak that is over`() {
    var world = world()
    measure(&world, from: 15, to: 1_200, cpuMillis: 3_600)
    measure(&world, from: 1_215, to: 3_000, cpuMillis: 0)
    #expect(world.reasons(World.pod()) == ["node(s) load cpu_usage_max_avg_1h is too high": 1])
    measure(&world, from: 3_015, to: 6_300, cpuMillis: 0)
    #expect(world.place(World.pod()) == "n0")
    // The day still knows it.
    let load = world.nodes.usage.load(of: NodeIndex(0))
    #expect(load[.cpuMaximum1d]?.value == 0.9)
    #expect(load[.cpuMaximum1h]?.value == 0)
  }

  @Test func `points are the free share by weight, and an unknown metric costs its weight`() {
    var world = world(
      """
      {priority: [{name: cpu_usage_avg_5m, weight: 1}, {name: mem_usage_avg_5m, weight: 3}],
       hotValue: []}
      """, nodes: 2)
    world.nodes.measure([Self.sample(1_000, 4_096)], at: Self.at(15))
    // (75 + 3 x 50) / 4 = 56.25; nothing is known of the other node.
    #expect(world.scores("Dynamic", World.pod()) == ["n0": 3 * 56, "n1": 0])
  }

  @Test func `pods that came make a node hot, by whole multiples of the count`() {
    let arguments = "{priority: [{name: cpu_usage_avg_5m, weight: 1}]}"
    var world = world(arguments, nodes: 2)
    world.nodes.measure([Self.sample(0), Self.sample(0)], at: Self.at(15))
    for _ in 0..<5 { world.bind(World.pod(), to: "n0") }
    #expect(world.scores("Dynamic", World.pod()) == ["n0": 300, "n1": 300])
    // 5 / 2 in a minute and 5 / 5 in five minutes are 3, ten points each; by then the minute is over.
    world.nodes.measure([Self.sample(0), Self.sample(0)], at: Self.at(60))
    #expect(world.nodes.usage.load(of: NodeIndex(0)).hotValue?.value == 0)
    world.nodes.measure([Self.sample(0), Self.sample(0)], at: Self.at(180))
    #expect(world.nodes.usage.load(of: NodeIndex(0)).hotValue?.value == 1)
    #expect(world.scores("Dynamic", World.pod()) == ["n0": 3 * 90, "n1": 300])
    world.nodes.measure([Self.sample(0), Self.sample(0)], at: Self.at(360))
    #expect(world.scores("Dynamic", World.pod()) == ["n0": 300, "n1": 300])
  }

  @Test func `pods of a DaemonSet go everywhere`() {
    var world = world()
    measure(&world, from: 15, to: 15, cpuMillis: 4_000)
    var pod = World.pod()
    #expect(world.place(pod) == nil)
    Agreement.own(&pod, "DaemonSet", "agent")
    #expect(world.place(pod) == "n0")
  }

  @Test(arguments: 1...12)
  func `the index agrees with the scan`(seed: UInt64) {
    Agreement.check(
      Agreement.profile("Dynamic"), seed: seed,
      disturb: { nodes, random, step in
        guard step % 2 == 0 else { return }
        var samples: [NodeUsageTable.Sample?] = []
        for _ in nodes.indices {
          let sample = Self.sample(
            Int64(random.draws.next(below: 4_000)), Int64(random.draws.next(below: 5_000)))
          samples.append(random.chance(80) ? sample : nil)
        }
        nodes.measure(samples, at: Self.at(Int64(step) * 45))
      })
  }

  @Test func `arguments are checked with their names and bounds`() {
    let faults = Agreement.read(
      "Dynamic",
      """
      {predicate: [{name: cpu_usage_avg_5min, maxLimitPecent: 0.5}, {name: cpu_usage_avg_5m}],
       priority: [{name: cpu_usage_avg_5m, weight: -1}], hotValue: [{timeRangeSeconds: 60, count: 0}],
       policyConfigPath: /etc/policy.yaml}
      """
    ).1
    #expect(faults.count == 5)
    #expect(faults.contains { $0.contains("cpu_usage_avg_5m\"") })
  }
}
