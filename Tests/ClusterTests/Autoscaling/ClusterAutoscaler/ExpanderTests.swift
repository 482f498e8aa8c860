// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

/// Which group grows.
struct ExpanderTests {
  private func option(
    _ group: Int, nodes: Int, pods: Int, cores: Int64 = 4, usedMillis: Int64 = 4000,
    price: Double = 0, priority: Int? = nil
  ) -> ExpansionOption {
    ExpansionOption(
      group: group, nodeCount: nodes, podCount: pods,
      requests: Resources(cpuMillis: usedMillis, memoryBytes: usedMillis << 20),
      nodeCapacity: Resources(cpuMillis: cores * 1000, memoryBytes: cores << 30),
      pricePerHour: price, priority: priority)
  }

  private func chosen(_ expanders: [Expander], _ options: [ExpansionOption]) -> Int? {
    var draws = RandomStream(seed: 3, name: "expander")
    return Expander.choose(expanders, among: options, clusterSize: 10, draws: &draws)?.group
  }

  @Test
  func `each way has its own favourite`() {
    let options = [
      option(0, nodes: 1, pods: 2, cores: 16, price: 0.2, priority: 5),
      option(1, nodes: 3, pods: 9, cores: 8, price: 0.9, priority: 10),
      option(2, nodes: 2, pods: 3, cores: 4, usedMillis: 7900, price: 0.6),
    ]
    #expect(chosen([.leastNodes], options) == 0)
    #expect(chosen([.mostPods], options) == 1)
    #expect(chosen([.leastWaste], options) == 2)
    #expect(chosen([.priority], options) == 1)
    #expect(chosen([.priority], [options[2]]) == 2)
    #expect(chosen([.leastWaste], []) == nil)
  }

  @Test
  func `the price weighs what is spent against what is asked for`() {
    let cheap = option(0, nodes: 1, pods: 4, price: 0.1)
    let dear = option(1, nodes: 1, pods: 4, price: 0.3)
    #expect(chosen([.price], [dear, cheap]) == 0)
    // In a cluster of ten nodes four cores suit; a node of 64 is unfit at the same price.
    let large = option(2, nodes: 1, pods: 4, cores: 64, price: 0.1)
    #expect(chosen([.price], [large, cheap]) == 0)
    let expected = (0.1 + extra) / (worth + extra)
    #expect(abs(cheap.priceScore(clusterSize: 10) - expected) < 1e-12)
  }

  private var worth: Double { 4 * 0.033174 + 4000.0 / 1024 * 0.004446 }
  private var extra: Double { 0.5 * 0.033174 + 500.0 / 1024 * 0.004446 }

  @Test
  func `a chain narrows and a draw decides among equals`() {
    let options = [
      option(0, nodes: 2, pods: 5), option(1, nodes: 3, pods: 5), option(2, nodes: 2, pods: 4),
      option(3, nodes: 2, pods: 5),
    ]
    #expect(chosen([.mostPods, .leastNodes], options).map { [0, 3].contains($0) } == true)
    var seen: Set<Int> = []
    var draws = RandomStream(seed: 3, name: "expander")
    for _ in 0..<50 {
      let best = Expander.choose(
        [.mostPods, .leastNodes], among: options, clusterSize: 10, draws: &draws)
      if let best { seen.insert(best.group) }
    }
    #expect(seen == [0, 3])
  }
}
