// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct SchedulerPropertyTests {
  @Test(arguments: 1...20)
  func `no node ever takes more than it offers`(seed: UInt64) {
    var random = RandomCluster(seed: seed)
    var nodes = NodeTable()
    for number in 0..<12 { nodes.add(random.node("n\(number)")) }
    let templates = (0..<6).map { nodes.templates.intern(random.pod($0)) }
    var scheduler = Scheduler()
    for _ in 0..<300 {
      let template = random.pick(templates)
      guard case .node(let node) = scheduler.place(template, in: &nodes) else { continue }
      nodes.place(template, on: node)
      let (offered, taken) = (nodes.allocatable[node], nodes.requested[node])
      #expect(taken.cpuMillis <= offered.cpuMillis, "seed \(seed)")
      #expect(taken.memoryBytes <= offered.memoryBytes, "seed \(seed)")
      #expect(taken.podCount <= offered.podCount, "seed \(seed)")
    }
  }

  @Test(arguments: 1...20)
  func `the order of the nodes does not change placements`(seed: UInt64) {
    var random = RandomCluster(seed: seed)
    let list = (0..<15).map { random.node("n\($0)") }
    let pods = (0..<6).map { random.pod($0) }
    let choices = (0..<120).map { _ in random.draws.next(below: pods.count) }
    let straight = places(list, pods, choices)
    #expect(places(list.reversed(), pods, choices) == straight, "seed \(seed)")
    var mixed = list
    for place in mixed.indices { mixed.swapAt(place, random.draws.next(below: mixed.count)) }
    #expect(places(mixed, pods, choices) == straight, "seed \(seed)")
  }

  private func places(_ list: [Node], _ pods: [Pod], _ choices: [Int]) -> [String?] {
    var world = World()
    for node in list { world.nodes.add(node) }
    return choices.map { world.place(pods[$0]) }
  }

  @Test(arguments: 1...20)
  func `one more node never makes a pod without affinity unschedulable`(seed: UInt64) {
    var random = RandomCluster(seed: seed)
    var world = World()
    for number in 0..<6 { world.nodes.add(random.node("n\(number)")) }
    let pods = (0..<6).map { number in
      var pod = random.pod(number)
      pod.spec.affinity = Affinity()
      pod.spec.topologySpreadConstraints = []
      return pod
    }
    for step in 0..<120 {
      let template = world.nodes.templates.intern(random.pick(pods))
      let before = world.scheduler.place(template, in: &world.nodes)
      if step % 10 == 0 {
        world.nodes.add(random.node("m\(step)"))
        if !before.node.isNone {
          #expect(!world.scheduler.place(template, in: &world.nodes).node.isNone, "seed \(seed)")
        }
      }
      if !before.node.isNone { world.nodes.place(template, on: before.node) }
    }
  }

  @Test func `a draw takes every tied node and the same ones for the same stream`() {
    func draw(_ seed: UInt64) -> [String?] {
      var world = World(tieBreak: .draw)
      world.draws = RandomStream(seed: seed, name: "ties")
      for number in 0..<4 { world.add("n\(number)") }
      let template = world.nodes.templates.intern(World.pod())
      return (0..<200).map { _ in
        let placement = world.scheduler.place(
          template, in: &world.nodes, draws: &world.draws)
        return world.nodes.names[placement.node]
      }
    }
    #expect(draw(1) == draw(1))
    #expect(draw(1) != draw(2))
    var counts: [String?: Int] = [:]
    for name in draw(3) { counts[name, default: 0] += 1 }
    #expect(counts.count == 4)
    // 200 draws of 4 give 50 each, give or take; 20 is nearly five standard deviations away.
    #expect(counts.values.allSatisfy { $0 > 20 })
  }

  @Test func `sampling looks at the nodes behind the last ones`() {
    var world = World(tieBreak: .sample(percentageOfNodesToScore: 0))
    for number in 0..<250 { world.add("n\(number)") }
    let template = world.nodes.templates.intern(World.pod())
    var seen: [Int] = []
    for _ in 0..<4 {
      let placement = world.scheduler.place(template, in: &world.nodes, draws: &world.draws)
      seen.append(placement.node.position)
      // 50 - 250 / 125 is 48 percent of 250.
      #expect(world.scheduler.summary.feasibleCount == 120)
    }
    #expect((0..<120).contains(seen[0]))
    #expect((120..<240).contains(seen[1]))
    #expect(!(110..<240).contains(seen[2]))
  }
}
