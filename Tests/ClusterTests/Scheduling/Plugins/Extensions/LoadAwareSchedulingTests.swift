// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct LoadAwareSchedulingTests {
  private typealias Agreement = ExtensionAgreement

  /// Nodes of 4 CPU and 8 GiB with so much use, in millis and MiB, measured at 60 s.
  private func world(
    _ arguments: String = "{}", used: [(cpu: Int64, mebibytes: Int64)]
  ) -> SchedulingWorld {
    var world = World(Agreement.profile("LoadAwareScheduling", arguments))
    for number in used.indices { world.add("n\(number)") }
    world.nodes.measure(used.map { Self.sample($0.cpu, $0.mebibytes) }, at: Self.at(60))
    return world
  }

  private static func at(_ second: Int64) -> SimulationTime { .zero + .seconds(second) }

  private static func sample(_ cpu: Int64, _ mebibytes: Int64) -> NodeUsageTable.Sample {
    var sample = NodeUsageTable.Sample()
    sample.cpuMillis = cpu
    sample.memoryBytes = mebibytes << 20
    return sample
  }

  /// Whether no node takes a pod in such a world.
  private func isFull(
    _ pod: Pod, _ arguments: String = "{}", used: [(cpu: Int64, mebibytes: Int64)]
  ) -> Bool {
    var world = world(arguments, used: used)
    return world.isFull(for: pod)
  }

  @Test func `a node that is used beyond its threshold takes no pod, however little is requested`()
  {
    // The pod of 100m is thought to use 85m: 2,535 + 85 of 4,000 is 65.5, which rounds to 66.
    var world = world(used: [(2_535, 0), (2_534, 0)])
    #expect(world.place(World.pod()) == "n1")
    #expect(
      world.reasons(World.pod { $0.spec.nodeSelector = ["kubernetes.io/hostname": "n0"] })[
        "node(s) cpu usage exceed threshold"] == 1)
  }

  @Test func `memory has a threshold of its own, and zero means none`() {
    #expect(isFull(World.pod(), used: [(0, 7_760)]))
    #expect(!isFull(World.pod(), used: [(0, 7_740)]))
    #expect(!isFull(World.pod(), "{usageThresholds: {cpu: 65}}", used: [(0, 8_000)]))
  }

  @Test func `a pod that just came counts with its estimate until its use is measured`() {
    var world = world(used: [(0, 0)])
    // 1,500m is thought to use 1,275m; two of them 63.75 percent of 4,000, a third is too much.
    for _ in 0..<2 { #expect(world.place(World.pod(cpuMillis: 1_500, mebibytes: 0)) == "n0") }
    #expect(world.isFull(for: World.pod(cpuMillis: 500, mebibytes: 0)) == true)
    // Measured at 200m each and settled, they leave room.
    world.nodes.measure([Self.sample(400, 0)], at: Self.at(120))
    #expect(world.isFull(for: World.pod(cpuMillis: 500, mebibytes: 0)) == false)
    // Measured but not settled, the estimate stands, less what was measured.
    var sample = Self.sample(400, 0)
    let template = world.nodes.templates.intern(World.pod(cpuMillis: 1_500, mebibytes: 0))
    sample.unsettled = [
      .init(template: template, cpuMillis: 200), .init(template: template, cpuMillis: 200),
    ]
    world.nodes.measure([sample], at: Self.at(135))
    #expect(world.isFull(for: World.pod(cpuMillis: 500, mebibytes: 0)) == true)
  }

  @Test func `a pod that leaves is estimated no longer`() {
    var world = world(used: [(0, 0)])
    let pod = World.pod(cpuMillis: 2_500, mebibytes: 0)
    #expect(world.place(pod) == "n0")
    #expect(world.isFull(for: World.pod(cpuMillis: 800, mebibytes: 0)) == true)
    world.nodes.remove(world.nodes.templates.intern(pod), from: NodeIndex(0))
    #expect(world.isFull(for: World.pod(cpuMillis: 800, mebibytes: 0)) == false)
  }

  @Test func `an estimate follows the limit where it is greater, and defaults without either`() {
    let limited = World.pod(cpuMillis: 100, mebibytes: 0) {
      $0.spec.containers[0].resources.limits["cpu"] = Quantity(milli: 3_200)
    }
    // 85 percent of 3,200m is 2,720m, 68 percent of the node.
    #expect(isFull(limited, used: [(0, 0)]))
    // 250m when nothing is asked for: 2,370 + 250 is 65.5 percent, 2,369 is not.
    let none = World.pod(cpuMillis: 0, mebibytes: 0)
    #expect(isFull(none, used: [(2_370, 0)]))
    #expect(!isFull(none, used: [(2_369, 0)]))
  }

  @Test func `a measurement that is too old closes the node unless told otherwise`() {
    for (arguments, isFull) in [
      ("{}", true), ("{enableScheduleWhenNodeMetricsExpired: true}", false),
      ("{filterExpiredNodeMetrics: false}", false),
      ("{nodeMetricExpirationSeconds: 181}", false),
    ] {
      var world = world(arguments, used: [(0, 0)])
      world.nodes.measure([nil], at: Self.at(239))
      #expect(world.isFull(for: World.pod()) == false, "\(arguments)")
      world.nodes.measure([nil], at: Self.at(240))
      #expect(world.isFull(for: World.pod()) == isFull, "\(arguments)")
    }
  }

  @Test func `a node of which nothing is known takes pods and gets no points`() {
    var world = world(used: [(1_000, 1_024)])
    world.add("new")
    #expect(
      // 1,085 of 4,000 leaves 72; 1,024 + 70 MiB of 8,192 leaves 86; the mean is 79.
      world.scores("LoadAwareScheduling", World.pod()) == ["n0": 237, "new": 0])
  }

  @Test func `the dominant resource and weights shift the score`() {
    var byWeight = world("{resourceWeights: {cpu: 3, memory: 1}}", used: [(1_000, 1_024), (0, 0)])
    // (3 x 72 + 86) / 4 = 75 against (3 x 97 + 99) / 4 = 97.
    #expect(byWeight.scores("LoadAwareScheduling", World.pod()) == ["n0": 225, "n1": 291])
    var dominant = world("{dominantResourceWeight: 2}", used: [(1_000, 1_024), (0, 0)])
    // With its weight alone only CPU counts, of which the least share is free.
    #expect(dominant.scores("LoadAwareScheduling", World.pod()) == ["n0": 216, "n1": 291])
  }

  @Test func `pods of a DaemonSet go everywhere`() {
    var pod = World.pod()
    Agreement.own(&pod, "DaemonSet", "agent")
    #expect(!isFull(pod, used: [(4_000, 0)]))
  }

  @Test(arguments: 1...12)
  func `the index agrees with the scan`(seed: UInt64) {
    Agreement.check(
      Agreement.profile("LoadAwareScheduling", "{nodeMetricExpirationSeconds: 50}"), seed: seed,
      disturb: { nodes, random, step in
        guard step % 5 == 0 else { return }
        var samples: [NodeUsageTable.Sample?] = []
        for _ in nodes.indices {
          let sample = Self.sample(
            Int64(random.draws.next(below: 3_000)), Int64(random.draws.next(below: 6_000)))
          samples.append(random.chance(80) ? sample : nil)
        }
        nodes.measure(samples, at: Self.at(Int64(step) * 3))
      })
  }

  @Test func `arguments are checked with their bounds`() {
    let faults = Agreement.read(
      "LoadAwareScheduling",
      """
      {usageThresholds: {cpu: 101, gpu: 3}, estimatedScalingFactors: {cpu: 0},
        nodeMetricExpirationSeconds: 0, resourceWeight: {cpu: 1}}
      """
    ).1
    #expect(faults.count == 5)
    #expect(faults.contains { $0.contains("resourceWeights") })
  }
}

extension SchedulingWorld {
  /// Whether no node takes a pod; none is placed.
  fileprivate mutating func isFull(for pod: Pod) -> Bool {
    scheduler.place(nodes.templates.intern(pod), in: &nodes).node.isNone
  }
}
