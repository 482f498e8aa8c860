// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Every sequence of up to 4 pods of a few kinds on up to 3 nodes, against rules written out plainly.
struct SmallWorldTests {
  private let zone = "topology.kubernetes.io/zone"

  /// What a pod asks for, besides one CPU.
  private enum Kind: CaseIterable {
    case plain
    case large
    case apart
    case spread
  }

  private func pod(_ kind: Kind) -> Pod {
    World.pod(["app": "\(kind)"], cpuMillis: kind == .large ? 2_500 : 1_000) { pod in
      switch kind {
      case .plain, .large: break
      case .apart:
        var term = PodAffinityTerm()
        term.topologyKey = "kubernetes.io/hostname"
        term.labelSelector = LabelSelector(matchLabels: ["app": "apart"])
        var affinity = PodAffinity()
        affinity.required = [term]
        pod.spec.affinity.podAntiAffinity = affinity
      case .spread:
        var constraint = TopologySpreadConstraint()
        constraint.topologyKey = zone
        constraint.labelSelector = LabelSelector(matchLabels: ["app": "spread"])
        pod.spec.topologySpreadConstraints = [constraint]
      }
    }
  }

  /// The feasible nodes by plain counting; node 2 is in zone y, the others are in x.
  private func feasible(_ kind: Kind, _ placed: [(kind: Kind, node: Int)], nodeCount: Int) -> [Int]
  {
    (0..<nodeCount).filter { node in
      let here = placed.filter { $0.node == node }
      let used = here.reduce(0) { $0 + ($1.kind == .large ? 2_500 : 1_000) }
      guard used + (kind == .large ? 2_500 : 1_000) <= 4_000 else { return false }
      if kind == .apart, here.contains(where: { $0.kind == .apart }) { return false }
      guard kind == .spread, nodeCount == 3 else { return true }
      let inY = placed.count { $0.kind == .spread && $0.node == 2 }
      let inX = placed.count { $0.kind == .spread && $0.node != 2 }
      return (node == 2 ? inY : inX) + 1 - min(inX, inY) <= 1
    }
  }

  @Test(arguments: 1...3)
  func `feasible nodes are those of plain counting`(nodeCount: Int) {
    var sequences: [[Kind]] = [[]]
    for _ in 0..<4 { sequences = sequences.flatMap { s in Kind.allCases.map { s + [$0] } } }
    for sequence in sequences {
      var world = World()
      for node in 0..<nodeCount {
        world.add("n\(node)") { $0.metadata.labels[zone] = node == 2 ? "y" : "x" }
      }
      var placed: [(kind: Kind, node: Int)] = []
      for kind in sequence {
        let expected = feasible(kind, placed, nodeCount: nodeCount)
        let template = world.nodes.templates.intern(pod(kind))
        let placement = world.scheduler.place(template, in: &world.nodes)
        #expect(world.scheduler.summary.feasibleCount == expected.count, "\(sequence) \(placed)")
        guard case .node(let node) = placement else { continue }
        #expect(expected.contains(node.position), "\(sequence) \(placed)")
        world.nodes.place(template, on: node)
        placed.append((kind, node.position))
      }
    }
  }
}
