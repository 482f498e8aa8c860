// SPDX-License-Identifier: Apache-2.0

import Cluster
import Planner
import Testing

/// How the rule among equals is written, and what it does.
struct TieRuleTests {
  @Test func `rules are read from their texts`() {
    #expect(TieRule("smallest-name") == .smallestName)
    #expect(TieRule("seed=7") == TieRule(tieBreak: .draw, seed: 7))
    #expect(
      TieRule("sample") == TieRule(tieBreak: .sample(percentageOfNodesToScore: 0), seed: 0))
    #expect(
      TieRule("sample=50,seed=3")
        == TieRule(tieBreak: .sample(percentageOfNodesToScore: 50), seed: 3))
  }

  @Test(arguments: [
    "", "seed", "seed=", "seed=-1", "sample=0", "sample=101", "x", "smallest-name,seed=1",
  ])
  func `other texts are none`(_ text: String) {
    #expect(TieRule(text) == nil)
  }

  @Test func `a seed draws other nodes than the smallest name, the same each time`() {
    let nodes = (0..<20).map { Objects.node("n\($0)") }.joined()
    let input = Objects.input(nodes + Objects.workload("Deployment", "web", replicas: 10))
    func places(_ rule: TieRule?) -> [String] {
      var options = ScheduleRun.Options()
      if let rule { options.ties = rule }
      let run = ScheduleRun(input, options: options)
      return run.decisions.compactMap { $0.node }.map { run.names[$0] }
    }
    let first = places(nil)
    #expect(first.count == 10)
    #expect(first[0] == "n0")
    #expect(places(TieRule("seed=1")) == places(TieRule("seed=1")))
    #expect(places(TieRule("seed=1")) != places(TieRule("seed=2")))
    #expect(places(TieRule("sample=50,seed=1")).count == 10)
  }
}
