// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// The index computes in floating point what plugins compute in whole numbers.
struct ResourceKernelTests {
  @Test(arguments: 1...60)
  func `odd amounts give the scores of whole numbers`(seed: UInt64) {
    var draws = RandomStream(seed: seed, name: "odd amounts")
    var nodes = NodeTable()
    for number in 0..<30 {
      var node = World.node("n\(number)")
      node.status.allocatable = amounts(&draws, shift: 0)
      node.status.allocatable["pods"] = Quantity(20)
      nodes.add(node)
    }
    var indexed = Scheduler()
    var scanning = Scheduler()
    scanning.usesIndex = false
    var placedCount = 0
    for step in 0..<120 {
      var pod = World.pod(["app": "\(step % 12)"])
      var of12 = RandomStream(seed: seed, name: "pod/\(step % 12)")
      pod.spec.containers[0].resources.requests = amounts(&of12, shift: 4)
      let template = nodes.templates.intern(pod)
      let left = indexed.place(template, in: &nodes)
      #expect(left == scanning.place(template, in: &nodes), "seed \(seed), step \(step)")
      #expect(indexed.summary == scanning.summary, "seed \(seed), step \(step)")
      guard case .node(let node) = left else { continue }
      nodes.place(template, on: node)
      placedCount += 1
    }
    #expect(placedCount > 10, "seed \(seed): hardly a pod found a node")
  }

  /// CPU and memory of every size, some so large that doubles are not exact, some nothing at all.
  private func amounts(_ draws: inout RandomStream, shift: Int) -> ResourceList {
    func amount(_ greatestBits: Int) -> Int64 {
      let bits = draws.next(below: greatestBits - shift) + 1
      switch draws.next(below: 12) {
      case 0: return 0
      case 1: return 1 << Int64(bits)
      default: return 1 + Int64(draws.next(below: 1 << bits))
      }
    }
    return ResourceList([
      .init(name: "cpu", quantity: Quantity(milli: amount(48))),
      .init(name: "memory", quantity: Quantity(amount(51))),
    ])
  }
}
