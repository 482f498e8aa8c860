// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

@Suite struct BatchPlanTests {
  private static func sizes(_ plan: BatchPlan, of replicas: Int) -> [Int] {
    (0..<plan.count).map { plan.size(ofBatch: $0, of: replicas) }
  }

  @Test(arguments: [
    (BatchPlan(count: 5), 10_000, [2_000, 2_000, 2_000, 2_000, 2_000]),
    (BatchPlan(count: 3), 10, [4, 3, 3]),
    (BatchPlan(count: 4), 2, [1, 0, 1, 0]),
    (BatchPlan(count: 2, sizes: .percents([40, 60])), 10_000, [4_000, 6_000]),
    (BatchPlan(count: 3, sizes: .percents([1, 9, 90])), 10, [1, 0, 9]),
    (BatchPlan(count: 2, sizes: .counts([4, 6])), 10, [4, 6]),
    (BatchPlan(count: 2, sizes: .counts([4, 6])), 30, [4, 26]),
    (BatchPlan(count: 3, sizes: .counts([4, 6, 2])), 5, [4, 1, 0]),
  ])
  func `the sizes of batches`(plan: BatchPlan, replicas: Int, sizes: [Int]) {
    #expect(Self.sizes(plan, of: replicas) == sizes)
  }

  @Test(arguments: UInt64(1)...UInt64(100))
  func `batches hold every pod once`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "plan")
    let replicas = random.next(below: 40)
    let count = 1 + random.next(below: 8)
    let numbers = (0..<count).map { _ in 1 + random.next(below: 30) }
    let picked = (0..<random.next(below: count + 1)).map { _ in
      (0..<random.next(below: 4)).map { _ in random.next(below: 45) }
    }
    for sizes in [BatchPlan.Sizes.equal, .counts(numbers), .percents(numbers)] {
      let plan = BatchPlan(count: count, sizes: sizes, picked: picked)
      #expect(Self.sizes(plan, of: replicas).allSatisfy { $0 >= 0 }, "seed \(seed)")
      #expect(Self.sizes(plan, of: replicas).reduce(0, +) == replicas, "seed \(seed)")
      var isFree = [Bool](repeating: true, count: replicas)
      for batch in 0...count {
        for ordinal in plan.members(ofBatch: batch, isFree: isFree, replicas: replicas) {
          #expect(isFree[ordinal], "seed \(seed): \(ordinal) is in two batches")
          isFree[ordinal] = false
        }
      }
      #expect(!isFree.contains(true), "seed \(seed)")
    }
  }

  @Test func `pods picked by hand are kept for their batch`() {
    let plan = BatchPlan(count: 3, sizes: .counts([2, 2, 2]), picked: [[], [5, 1, 5, 99]])
    var isFree = [Bool](repeating: true, count: 6)
    var batches: [[Int]] = []
    for batch in 0..<3 {
      batches.append(plan.members(ofBatch: batch, isFree: isFree, replicas: 6))
      for ordinal in batches[batch] { isFree[ordinal] = false }
    }
    #expect(batches == [[4, 3], [5, 1], [2, 0]])
  }

  @Test(arguments: [
    ("web-0", 0), ("web-12", 12), ("web-", nil), ("web", nil), ("other-1", nil),
    ("web-1x", nil), ("web--1", nil), ("web-99999999999999999999", nil),
  ])
  func `the ordinal in a name`(pod: String, ordinal: Int?) {
    #expect(BatchPlan.ordinal(of: pod, owner: "web") == ordinal)
  }

  @Test func `a manifest with percentages and names becomes a plan`() {
    var strategy = StatefulSetPlus.UpdateStrategy()
    strategy.batchNum = 2
    strategy.podsNumToUpdate = [.string("40%"), .string("60%")]
    strategy.podsToUpdate = [["web-3", "api-1"]]
    let plan = BatchPlan(strategy, name: "web")
    #expect(plan == BatchPlan(count: 2, sizes: .percents([40, 60]), picked: [[3]]))
  }
}
