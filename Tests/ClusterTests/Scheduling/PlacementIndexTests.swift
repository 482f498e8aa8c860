// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// The index decides as the search through all nodes does, while everything changes.
struct PlacementIndexTests {
  /// A pod that was placed.
  private struct Placed {
    var template: TemplateIndex
    var node: NodeIndex
    var isTerminating = false
  }

  @Test(arguments: 1...40)
  func `the index agrees with the scan on random clusters`(seed: UInt64) {
    compare(seed, nodeCount: 5 + Int(seed) % 20, templateCount: 8, steps: 250)
  }

  @Test(arguments: 41...52)
  func `the index agrees with the scan for a hundred templates`(seed: UInt64) {
    compare(seed, nodeCount: 70, templateCount: 100, steps: 500)
  }

  private func compare(_ seed: UInt64, nodeCount: Int, templateCount: Int, steps: Int) {
    var random = RandomCluster(seed: seed)
    let tieBreak: TieBreak = seed % 2 == 0 ? .smallestName : .draw
    var nodes = NodeTable()
    for number in 0..<nodeCount { nodes.add(random.node(name(number, seed))) }
    let templates = (0..<templateCount).map { nodes.templates.intern(random.pod($0)) }
    var indexed = Scheduler(tieBreak: tieBreak)
    var scanning = Scheduler(tieBreak: tieBreak)
    scanning.usesIndex = false
    var first = RandomStream(seed: seed, name: "draws")
    var second = first
    var placed: [Placed] = []
    for step in 0..<steps {
      disturb(&nodes, &placed, &random, step, seed)
      if step % 17 == 0 {
        let node = NodeIndex(random.draws.next(below: nodes.count))
        let template = random.pick(templates)
        for key in [UInt64(1), 2] where random.chance(50) {
          indexed.nominate(key, template: template, to: node, in: nodes)
          scanning.nominate(key, template: template, to: node, in: nodes)
        }
      }
      if step % 17 == 12 {
        for key in [UInt64(1), 2] {
          indexed.endNomination(of: key)
          scanning.endNomination(of: key)
        }
      }
      let template = random.pick(templates)
      let left = indexed.place(template, in: &nodes, draws: &first)
      let right = scanning.place(template, in: &nodes, draws: &second)
      #expect(left == right, "seed \(seed), step \(step)")
      #expect(indexed.summary == scanning.summary, "seed \(seed), step \(step)")
      #expect(first == second, "seed \(seed), step \(step)")
      guard left == right, case .node(let node) = left else { continue }
      nodes.place(template, on: node)
      placed.append(Placed(template: template, node: node))
    }
    #expect(placed.count > 5, "seed \(seed): hardly a pod found a node")
  }

  /// Names in an order of their own, so that order of names and of addition differ.
  private func name(_ number: Int, _ seed: UInt64) -> String {
    "n\((number * 7 + Int(seed)) % 101)-\(number)"
  }

  private func disturb(
    _ nodes: inout NodeTable, _ placed: inout [Placed], _ random: inout RandomCluster,
    _ step: Int, _ seed: UInt64
  ) {
    if !placed.isEmpty, random.chance(40) {
      let place = random.draws.next(below: placed.count)
      let pod = placed[place]
      if pod.isTerminating {
        nodes.removeTerminating(pod.template, from: pod.node)
        placed.remove(at: place)
      } else if random.chance(50) {
        nodes.setTerminating(pod.template, on: pod.node)
        placed[place].isTerminating = true
      } else {
        nodes.remove(pod.template, from: pod.node)
        placed.remove(at: place)
      }
    }
    if random.chance(5) { nodes.add(random.node(name(100 + step, seed))) }
    let node = NodeIndex(random.draws.next(below: nodes.count))
    guard nodes.isPresent[node] else { return }
    if random.chance(5) { nodes.setTaints(random.taints(), of: node) }
    if random.chance(5) { nodes.setUnschedulable(random.chance(50), of: node) }
    if random.chance(4) { nodes.setLabels(random.node("other").metadata.labels, of: node) }
    if random.chance(3) {
      nodes.addImage("registry.example/app:v1", sizeBytes: 900 << 20, on: node)
    }
    if random.chance(2), nodes.presentCount > 3 {
      nodes.remove(node)
      placed.removeAll { $0.node == node }
    }
  }
}
