// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Testing

struct NodeRankingTests {
  /// Few kinds of scores make many equals; many nodes make many blocks.
  @Test(arguments: [1, 64, 65, 1_000])
  func `a ranking agrees with a plain array`(count: Int) {
    var draws = RandomStream(seed: 3, name: "node ranking/\(count)")
    var ranking = NodeRanking()
    var scores: [Int32] = []
    for step in 0..<4_000 {
      let size = min(count, 1 + step)
      ranking.grow(to: size)
      while scores.count < size { scores.append(NodeRanking.infeasible) }
      for _ in 0..<draws.next(below: 40) {
        let place = draws.next(below: size)
        scores[place] = score(&draws, step)
        ranking.set(scores[place], at: UInt32(place))
      }
      ranking.settle()
      let feasible = scores.indices.filter { scores[$0] > NodeRanking.infeasible }
      #expect(ranking.feasibleCount == feasible.count, "step \(step)")
      guard let best = feasible.map({ scores[$0] }).max() else { continue }
      let tied = feasible.filter { scores[$0] == best }
      #expect(ranking.best == best, "step \(step)")
      #expect(ranking.bestCount == tied.count, "step \(step)")
      guard ranking.bestCount == tied.count, ranking.best == best else { return }
      #expect(Int(ranking.first) == tied[0], "step \(step)")
      let number = draws.next(below: tied.count)
      #expect(Int(ranking.member(at: number)) == tied[number], "step \(step)")
    }
  }

  /// Scores fall in the long run, so that blocks lose their best nodes.
  private func score(_ draws: inout RandomStream, _ step: Int) -> Int32 {
    switch draws.next(below: 10) {
    case 0: NodeRanking.infeasible
    case 1: NodeRanking.excluded
    case 2: Int32(draws.next(below: 200))
    default: Int32(150 - step % 1_000 / 10 + draws.next(below: 3))
    }
  }
}
