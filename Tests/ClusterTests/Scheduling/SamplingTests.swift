// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// The search that stops when it has enough, against one that looks at everything first.
struct SamplingTests {
  @Test(arguments: 1...12, [0, 30])
  func `a search that stops early finds what a full one keeps`(seed: UInt64, percentage: Int) {
    var random = RandomCluster(seed: seed)
    var nodes = NodeTable()
    for number in 0..<(90 + 40 * Int(seed % 6)) { nodes.add(random.node("n\(number)")) }
    let templates = (0..<6).map { nodes.templates.intern(random.pod($0)) }
    var sampling = Scheduler(tieBreak: .sample(percentageOfNodesToScore: percentage))
    var full = Scheduler()
    var draws = RandomStream(seed: seed, name: "draws")
    var start = 0
    for step in 0..<150 {
      if step % 20 == 19 {
        let node = NodeIndex(random.draws.next(below: nodes.count))
        if nodes.isPresent[node] { nodes.remove(node) }
      }
      let template = random.pick(templates)
      let feasible = full.explain(template, in: &nodes).feasible
      let turned =
        feasible.filter { $0.position >= start } + feasible.filter { $0.position < start }
      let wanted = wanted(of: nodes.presentCount, percentage)
      let kept = turned.prefix(wanted)
      let placement = sampling.place(template, in: &nodes, draws: &draws)
      #expect(sampling.summary.feasibleCount == kept.count, "seed \(seed), step \(step)")
      #expect(placement.node.isNone == kept.isEmpty, "seed \(seed), step \(step)")
      if let last = kept.last {
        #expect(kept.contains(placement.node), "seed \(seed), step \(step)")
        if turned.count > wanted { start = (last.position + 1) % nodes.count }
        nodes.place(template, on: placement.node)
      }
    }
  }

  /// numFeasibleNodesToFind of kubernetes v1.36 pkg/scheduler/schedule_one.go.
  private func wanted(of count: Int, _ percentage: Int) -> Int {
    if count < 100 { return count }
    let share = percentage == 0 ? max(50 - count / 125, 5) : percentage
    return max(count * share / 100, 100)
  }
}
