// SPDX-License-Identifier: Apache-2.0

import EventKernel
public import Manifests

/// A scheduler with its nodes and nothing else, for measuring placement alone.
///
/// There is no queue, no clock and no binding: each pod is on its node as soon as it is placed.
public struct PlacementLoop: ~Copyable {
  private var nodes = NodeTable()
  private var scheduler = Scheduler(tieBreak: .draw)
  private var draws: RandomStream
  private var templates: [TemplateIndex] = []

  /// Creates one with the default profile, which draws among equals as the real scheduler does.
  public init(nodes: [Node], seed: UInt64) {
    for node in nodes { self.nodes.add(node) }
    draws = RandomStream(seed: seed, name: "scheduler")
  }

  /// Adds a kind of pods.
  public mutating func add(_ pod: Pod) {
    templates.append(nodes.templates.intern(pod))
  }

  /// Places pods of all kinds in turn and returns how many found a node.
  public mutating func place(count: Int) -> Int {
    var placed = 0
    for number in 0..<count {
      let template = templates[number % templates.count]
      guard case .node(let node) = scheduler.place(template, in: &nodes, draws: &draws)
      else { continue }
      nodes.place(template, on: node)
      placed += 1
    }
    return placed
  }

  /// A number that tells runs apart in which some pod went to another node.
  public var digest: UInt64 {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for node in nodes.indices {
      for group in nodes.pods[node] {
        for number in [node.rawValue, group.template.rawValue, UInt32(bitPattern: group.count)] {
          digest = (digest ^ UInt64(number)) &* 0x100_0000_01B3
        }
      }
    }
    return digest
  }
}
